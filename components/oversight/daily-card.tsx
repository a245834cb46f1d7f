"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import type { DayFigure } from "./day-figure";

const DailyChart = dynamic(() => import("./daily-chart").then((module) => module.DailyChart), {
  ssr: false,
  loading: () => <Skeleton className="h-72" />,
});

/** Trips by day as a chart, and the same figures as a table, each day with its trips. */
export function DailyCard({ days }: { days: DayFigure[] }) {
  const t = useTranslations("oversight.chart");
  return (
    <Card title={t("title")}>
      <DailyChart days={days} />
      <details className="mt-4">
        <summary className="min-h-9 py-1 text-primary">{t("table")}</summary>
        <Table
          caption={t("label")}
          columns={[
            {
              key: "day",
              header: t("day"),
              isRowHeader: true,
              isTight: true,
              cell: ({ day }) => (
                <Link href={`/regulator/trips?from=${day}&until=${day}`} className={linkLook}>
                  {day}
                </Link>
              ),
            },
            { key: "trips", header: t("trips"), align: "end", isTight: true, cell: ({ trips }) => trips },
            { key: "late", header: t("late"), align: "end", isTight: true, cell: ({ late }) => late },
            {
              key: "declined",
              header: t("declined"),
              align: "end",
              isTight: true,
              cell: ({ declined }) => declined,
            },
          ]}
          rows={days.toReversed()}
          rowKey={({ day }) => day}
        />
      </details>
    </Card>
  );
}
