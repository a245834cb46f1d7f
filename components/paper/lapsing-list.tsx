"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheckBig } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CertificationRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { StandingBadge } from "@/components/fleet/standing-badge";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Day } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";

const ways = { vehicle: "/operator/fleet", crew: "/operator/crew" };

function nameOf(row: CertificationRow, names: Map<string, string>): string {
  if (row.subject === "vehicle") return row.plate ?? "";
  if (row.subject === "crew") return names.get(row.subjectId) ?? row.crewName ?? "";
  return row.orgNameZh;
}

function useColumns(names: Map<string, string>): Column<CertificationRow>[] {
  const t = useTranslations("paper");
  const lapse = useTranslations("fleet.lapse");
  return [
    {
      key: "name",
      header: t("columns.who"),
      isRowHeader: true,
      cell: (row) =>
        row.subject === "operator" ? (
          nameOf(row, names)
        ) : (
          <Link href={`${ways[row.subject]}/${row.subjectId}?tab=certification`} className={linkInText}>
            {nameOf(row, names)}
          </Link>
        ),
    },
    { key: "subject", header: t("columns.subject"), cell: ({ subject }) => t(`subjects.${subject}`) },
    {
      key: "expires",
      header: t("columns.expires"),
      isTight: true,
      cell: ({ lapsesOn }) => (lapsesOn ? <Day day={lapsesOn} /> : "–"),
    },
    {
      key: "left",
      header: t("columns.left"),
      cell: ({ daysLeft }) =>
        daysLeft === null ? (
          "–"
        ) : (
          <Badge tone={daysLeft < 0 ? "danger" : daysLeft <= 30 ? "late" : "wait"}>
            {daysLeft < 0 ? lapse("over", { count: -daysLeft }) : lapse("days", { count: daysLeft })}
          </Badge>
        ),
    },
    { key: "state", header: t("columns.certification"), cell: (row) => <StandingBadge row={row} /> },
  ];
}

/** Everything that lapses soon or has lapsed, the most urgent on top. */
export function LapsingList({ initial, days }: { initial: CertificationRow[]; days: number }) {
  const t = useTranslations("paper");
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.certification.list.queryOptions({ lapsingWithinDays: days }),
    initialData: initial,
  });
  // The list of papers masks people; the operator knows its own.
  const { data: crew } = useQuery(trpc.fleet.crew.queryOptions());
  const names = new Map((crew ?? []).map(({ id, name }) => [id, name]));
  const rows = [...data].sort((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0));
  const empty = (
    <EmptyState
      icon={<CircleCheckBig />}
      title={t("allGood.title")}
      description={t("allGood.text", { days })}
    />
  );
  return (
    <Card flush>
      <Table
        caption={t("title")}
        columns={useColumns(names)}
        rows={rows}
        rowKey={({ id }) => id}
        empty={empty}
      />
    </Card>
  );
}
