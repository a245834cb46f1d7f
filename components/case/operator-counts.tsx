"use client";

import { useQuery } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import type { OperatorCounts } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ListSkeleton } from "@/components/ui/skeleton";
import { Stat } from "@/components/ui/stat";
import { type Column, Table } from "@/components/ui/table";

const days = 90;

/** Complaints for every thousand trips, to one digit; a dash without trips. */
function usePerThousand() {
  const locale = useLocale();
  return ({ complaints, trips }: OperatorCounts) =>
    trips === 0 ? "—" : ((complaints * 1000) / trips).toLocaleString(locale, { maximumFractionDigits: 1 });
}

function useScore() {
  const t = useTranslations("case.counts");
  return ({ averageScore, ratings }: OperatorCounts) =>
    averageScore === null ? "—" : t("average", { score: averageScore, count: ratings });
}

function useColumns(): Column<OperatorCounts>[] {
  const t = useTranslations("case.counts");
  const isEnglish = useLocale() === "en";
  const perThousand = usePerThousand();
  const score = useScore();
  return [
    {
      key: "name",
      header: t("operator"),
      isRowHeader: true,
      cell: ({ nameZh, nameEn }) => (isEnglish ? nameEn : nameZh),
    },
    { key: "trips", header: t("trips"), align: "end", cell: ({ trips }) => trips },
    { key: "complaints", header: t("complaints"), align: "end", cell: ({ complaints }) => complaints },
    { key: "rate", header: t("rate"), align: "end", cell: perThousand },
    { key: "open", header: t("open"), align: "end", cell: ({ open }) => open },
    { key: "upheld", header: t("upheld"), align: "end", cell: ({ upheld }) => upheld },
    {
      key: "late",
      header: t("late"),
      align: "end",
      cell: ({ late }) => <span className={late > 0 ? "text-late" : undefined}>{late}</span>,
    },
    { key: "score", header: t("score"), align: "end", cell: score },
    { key: "low", header: t("low"), align: "end", cell: ({ lowRatings }) => lowRatings },
  ];
}

/** What was said against each operator and how its rides were rated, over the last quarter. */
export function CountsTable() {
  const t = useTranslations("case.counts");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.complaint.counts.queryOptions({ days }));
  const columns = useColumns();
  if (error) return <FailureNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <ListSkeleton rows={4} />;
  return (
    <>
      <p className="mb-3 text-ink-soft">{t("lead", { days })}</p>
      <Card flush>
        <Table
          caption={t("caption", { days })}
          columns={columns}
          rows={data}
          rowKey={({ orgId }) => orgId}
          empty={<EmptyState icon={<BadgeCheck />} title={t("none")} />}
        />
      </Card>
    </>
  );
}

/** The same for the own operator, as figures above its complaints. */
export function OwnCounts() {
  const t = useTranslations("case.counts");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.complaint.counts.queryOptions({ days }));
  const perThousand = usePerThousand();
  const own = data?.[0];
  if (!own) return null;
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Stat label={t("complaints")} value={own.complaints} note={t("lastDays", { days })} />
      <Stat label={t("rate")} value={perThousand(own)} note={t("ofTrips", { trips: own.trips })} />
      <Stat label={t("upheld")} value={own.upheld} note={t("lateNote", { late: own.late })} />
      <Stat
        label={t("score")}
        value={own.averageScore ?? "—"}
        note={t("ratingsNote", { count: own.ratings, low: own.lowRatings })}
      />
    </div>
  );
}
