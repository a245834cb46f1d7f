"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AdverseRow } from "@/components/api/outputs";
import { OpenDisinfections } from "@/components/case/open-disinfections";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { ListSkeleton } from "@/components/ui/skeleton";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { InsurerDialog } from "./insurer-dialog";

function useColumns(onInsurer: (id: string) => void): Column<AdverseRow>[] {
  const t = useTranslations("trip-desk.adverse");
  const { timeZone, now } = useDesk();
  return [
    {
      key: "kind",
      header: t("columns.kind"),
      isRowHeader: true,
      cell: ({ kind, id }) => (
        <Link href={`/operator/adverse/${id}`} className={linkInText}>
          {t(`kinds.${kind}`)}
        </Link>
      ),
    },
    {
      key: "at",
      header: t("columns.at"),
      isTight: true,
      cell: ({ happenedAt }) => <Instant at={happenedAt} timeZone={timeZone} now={now} />,
    },
    { key: "plate", header: t("columns.plate"), isTight: true, cell: ({ plate }) => plate },
    { key: "what", header: t("columns.what"), cell: ({ description }) => description },
    {
      key: "due",
      header: t("columns.due"),
      cell: ({ dueAt, late }) => (
        <span className={late ? "text-late" : undefined}>
          <Instant at={dueAt} timeZone={timeZone} now={now} />
          {late ? <span className="block text-sm">{t("late")}</span> : null}
        </span>
      ),
    },
    {
      key: "status",
      header: t("columns.status"),
      cell: ({ status }) => (
        <Badge tone={status === "closed" ? "ok" : "wait"}>{t(`statuses.${status}`)}</Badge>
      ),
    },
    {
      key: "insurer",
      header: t("columns.insurer"),
      cell: ({ id, insurer, insurerToldAt, status }) =>
        insurerToldAt ? (
          insurer
        ) : status === "closed" ? (
          "–"
        ) : (
          <Button variant="secondary" size="sm" onClick={() => onInsurer(id)}>
            {t("tellInsurer")}
          </Button>
        ),
    },
  ];
}

/** Adverse events of the own trips, those due first. */
export function AdverseList({ rows }: { rows: AdverseRow[] | undefined }) {
  const t = useTranslations("trip-desk.adverse");
  const [id, setId] = useState<string | null>(null);
  const columns = useColumns(setId);
  const { timeZone } = useDesk();
  if (!rows) return <ListSkeleton rows={4} />;
  const empty = <EmptyState icon={<ShieldCheck />} title={t("empty.title")} description={t("empty.text")} />;
  return (
    <>
      <OpenDisinfections timeZone={timeZone} withPhoto />
      <Card flush>
        <Table caption={t("title")} columns={columns} rows={rows} rowKey={(row) => row.id} empty={empty} />
      </Card>
      {id ? <InsurerDialog adverseId={id} onClose={() => setId(null)} /> : null}
    </>
  );
}
