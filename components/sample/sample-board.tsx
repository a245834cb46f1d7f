"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Dices } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SampleList } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { PagedBoard } from "@/components/desk/paged-board";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import type { Column } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";
import { DrawForm } from "./draw-form";
import { useDays } from "./use-days";

type Row = SampleList["rows"][number];

function useColumns(): Column<Row>[] {
  const t = useTranslations("sample");
  const { timeZone, now } = useDesk();
  const days = useDays();
  return [
    {
      key: "days",
      header: t("columns.days"),
      isRowHeader: true,
      cell: (row) => (
        <Link href={`/regulator/samples/${row.id}`} className={linkLook}>
          {days(row)}
        </Link>
      ),
    },
    {
      key: "drawn",
      header: t("columns.drawn"),
      cell: ({ drawn, population }) => t("of", { drawn, population }),
    },
    {
      key: "at",
      header: t("columns.at"),
      isTight: true,
      cell: ({ drawnAt }) => <Instant at={drawnAt} form="dateTime" timeZone={timeZone} now={now} />,
    },
    {
      key: "progress",
      header: t("columns.progress"),
      cell: ({ inspected, drawn, outcomes }) => (
        <span className="flex flex-wrap items-center gap-2">
          <Badge tone={inspected === drawn ? "ok" : "wait"}>{t("inspected", { inspected, drawn })}</Badge>
          {outcomes.violation > 0 ? (
            <Badge tone="danger">{t("violations", { count: outcomes.violation })}</Badge>
          ) : null}
          {outcomes.defect > 0 ? <Badge tone="late">{t("defects", { count: outcomes.defect })}</Badge> : null}
        </span>
      ),
    },
  ];
}

/** Draw a sample, and the samples drawn so far with how far each is. */
export function SampleBoard({ initial }: { initial: SampleList }) {
  const t = useTranslations("sample");
  const trpc = useTRPC();
  const [page, setPage] = useState(1);
  const columns = useColumns();
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.sample.list.queryOptions({ page }),
    placeholderData: keepPreviousData,
    ...(page === 1 ? { initialData: initial } : {}),
  });
  const shown = data ?? initial;
  return (
    <PagedBoard
      caption={t("title")}
      columns={columns}
      rows={shown.rows}
      empty={<EmptyState icon={<Dices />} title={t("empty.title")} description={t("empty.text")} />}
      page={page}
      pageCount={shown.pageCount}
      onPage={setPage}
      filters={<DrawForm />}
      error={error}
      failed={t("failed")}
      isFetching={isFetching}
      onRetry={() => void refetch()}
    />
  );
}
