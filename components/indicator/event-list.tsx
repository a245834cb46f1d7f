"use client";

import { ListChecks } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { FigureEvent } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { type Column, Table } from "@/components/ui/table";
import { Link } from "@/messages/navigation";

interface EventListProps {
  kind: "lapse" | "complaint";
  rows: FigureEvent[];
}

function useColumns(kind: EventListProps["kind"]): Column<FigureEvent>[] {
  const t = useTranslations("indicator.behind");
  const isEnglish = useLocale() === "en";
  const { timeZone } = useDesk();
  const isLapse = kind === "lapse";
  return [
    {
      key: "at",
      header: t(isLapse ? "lapsed" : "received"),
      isRowHeader: true,
      cell: ({ at }) => <Instant at={at} form="dateTime" timeZone={timeZone} />,
    },
    {
      key: "what",
      header: t(isLapse ? "subject" : "case"),
      cell: ({ subject, number }) => (isLapse ? (subject ? t(`subjects.${subject}`) : "—") : (number ?? "—")),
    },
    ...(isLapse
      ? []
      : [{ key: "plate", header: t("plate"), cell: ({ plate }: FigureEvent) => plate ?? "—" }]),
    {
      key: "operator",
      header: t("operator"),
      cell: ({ operatorZh, operatorEn }) => (isEnglish ? operatorEn : operatorZh) ?? "—",
    },
    {
      key: "open",
      header: t("open"),
      cell: ({ subjectId }) => (
        <Link
          href={`/regulator/${isLapse ? "certification" : "cases"}/${subjectId}`}
          className="inline-flex min-h-6 items-center text-primary underline underline-offset-4"
        >
          {t("open")}
        </Link>
      ),
    },
  ];
}

/** What a figure counts that is no booking: lapsed certifications, complaints without a trip. */
export function EventList({ kind, rows }: EventListProps) {
  const t = useTranslations("indicator.behind");
  const columns = useColumns(kind);
  return (
    <>
      <p role="status" className="mb-3 text-ink-soft">
        {t("countEvents", { count: rows.length })}
      </p>
      <Card flush>
        <Table
          caption={t("list")}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<ListChecks />} title={t("empty.title")} description={t("empty.text")} />}
        />
      </Card>
    </>
  );
}
