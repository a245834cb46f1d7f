"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import type { RetentionReport } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Instant } from "@/components/ui/instant";
import { PageSkeleton } from "@/components/ui/skeleton";
import { Table } from "@/components/ui/table";

/** How long each class of data is kept, by which version, and what was forgotten so far. */
export function RetentionBoard() {
  const t = useTranslations("privacy.retention");
  const trpc = useTRPC();
  const words = useFailureText();
  const { data, error, refetch } = useQuery(trpc.retention.report.queryOptions());
  if (error)
    return <ErrorState title={t("failed")} description={words(error)} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <div className="grid gap-5">
      <Classes report={data} />
      <Runs report={data} />
    </div>
  );
}

function Classes({ report: { classes, settings } }: { report: RetentionReport }) {
  const t = useTranslations("privacy.retention");
  const isEnglish = useLocale() === "en";
  const { timeZone, now } = useDesk();
  const version = settings
    ? t("version", { title: isEnglish ? settings.titleEn : settings.titleZh, version: settings.version })
    : t("defaults");
  return (
    <Card title={t("title")} footer={<p className="text-ink-soft text-sm">{version}</p>} flush>
      <Table
        caption={t("title")}
        rows={classes}
        rowKey={({ kind }) => kind}
        columns={[
          {
            key: "class",
            header: t("columns.class"),
            isRowHeader: true,
            cell: ({ kind }) => (
              <span className="grid">
                <span>{t(`kinds.${kind}`)}</span>
                <span className="font-normal text-ink-soft text-sm">{t(`then.${kind}`)}</span>
              </span>
            ),
          },
          {
            key: "kept",
            header: t("columns.kept"),
            isTight: true,
            cell: ({ days, years }) =>
              years === null ? t("days", { days: days ?? 0 }) : t("years", { years }),
          },
          {
            key: "removed",
            header: t("columns.removed"),
            isTight: true,
            cell: ({ removed }) => t("rows", { count: removed }),
          },
          {
            key: "last",
            header: t("columns.last"),
            isTight: true,
            cell: ({ lastAt }) =>
              lastAt ? <Instant at={lastAt} form="dateTime" timeZone={timeZone} now={now} /> : "—",
          },
        ]}
      />
    </Card>
  );
}

function Runs({ report: { runs } }: { report: RetentionReport }) {
  const t = useTranslations("privacy.retention");
  const { timeZone, now } = useDesk();
  return (
    <Card title={t("runs")} flush>
      <Table
        caption={t("runs")}
        rows={runs}
        rowKey={({ id }) => id}
        empty={<p className="px-4 py-4 text-ink-soft sm:px-5">{t("noRuns")}</p>}
        columns={[
          {
            key: "at",
            header: t("columns.at"),
            isRowHeader: true,
            isTight: true,
            cell: ({ at }) => <Instant at={at} form="dateTime" timeZone={timeZone} now={now} />,
          },
          { key: "class", header: t("columns.class"), cell: ({ kind }) => t(`kinds.${kind}`) },
          {
            key: "before",
            header: t("columns.before"),
            isTight: true,
            cell: ({ cutOff }) => <Instant at={cutOff} form="date" timeZone={timeZone} />,
          },
          {
            key: "removed",
            header: t("columns.removed"),
            isTight: true,
            cell: ({ removed }) => t("rows", { count: removed }),
          },
        ]}
      />
    </Card>
  );
}
