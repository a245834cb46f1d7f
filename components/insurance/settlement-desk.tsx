"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldPlus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import type { InsuranceRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import type { Period } from "@/components/oversight/period-picker";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { showToast } from "@/components/ui/toast";
import { CancelForm } from "./cancel-form";

const tones = {
  prepared: "info",
  sent: "info",
  unknown: "late",
  settled: "ok",
  refused: "danger",
  reversed: "neutral",
  cancel_prepared: "info",
  cancel_sent: "info",
  cancel_unknown: "late",
  cancelled: "neutral",
} as const;
const refreshMilliseconds = 5_000;

/** How long it has been unknown, and whose business that is: the system's at first, then finance's. */
function Age({ row }: { row: InsuranceRow }) {
  const t = useTranslations("insurance.desk");
  if (!row.isUnknown || !row.unknownSince)
    return <span className="text-ink-soft">{row.resolvedBy ? t(`resolved.${row.resolvedBy}`) : "—"}</span>;
  const minutes = Math.max(0, Math.floor((Date.now() - new Date(row.unknownSince).getTime()) / 60_000));
  const isFinance = row.alarmedAt !== null || row.reversal === "refused";
  return <strong>{t("age", { minutes, owner: t(isFinance ? "ownerFinance" : "owner") })}</strong>;
}

function Acts({ row }: { row: InsuranceRow }) {
  const t = useTranslations("insurance");
  const trpc = useTRPC();
  const client = useQueryClient();
  const act = useMutation(
    trpc.insurance.act.mutationOptions({
      onSuccess: async ({ status }) => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("desk.acted", { status: t(`statuses.${status}`) }) });
      },
    }),
  );
  if (row.status === "settled") return <CancelForm settlementId={row.id} size="sm" />;
  if (!row.isUnknown) return null;
  const input = (what: "retry" | "query") => ({ settlementId: row.id, act: what });
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <Button size="sm" loading={act.isPending} onClick={() => act.mutate(input("retry"))}>
          {t("desk.retry")}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          loading={act.isPending}
          disabled={row.reversal === "sent"}
          onClick={() => act.mutate(input("query"))}
        >
          {t("desk.query")}
        </Button>
      </div>
      <FailureNote error={act.error} />
    </div>
  );
}

function useColumns(mayAct: boolean): Column<InsuranceRow>[] {
  const t = useTranslations("insurance");
  const locale = useLocale();
  const { timeZone } = useDesk();
  const head = (key: string) => t(`desk.columns.${key}`);
  return [
    {
      key: "booking",
      header: head("booking"),
      isRowHeader: true,
      isTight: true,
      cell: ({ bookingNumber }) => bookingNumber,
    },
    {
      key: "operator",
      header: head("operator"),
      cell: ({ operatorZh, operatorEn }) => (locale === "en" ? operatorEn : operatorZh),
    },
    {
      key: "prepared",
      header: head("prepared"),
      cell: ({ preparedAt }) => <Instant at={preparedAt} timeZone={timeZone} />,
    },
    {
      key: "total",
      header: head("total"),
      align: "end",
      isTight: true,
      cell: ({ totalFen }) => <Money fen={totalFen} />,
    },
    {
      key: "covered",
      header: head("covered"),
      align: "end",
      isTight: true,
      cell: ({ coveredFen }) => <Money fen={coveredFen} />,
    },
    {
      key: "status",
      header: head("status"),
      cell: ({ status, attempt, refusal }) => (
        <span className="grid justify-items-start gap-1">
          <Badge tone={tones[status]}>{t(`statuses.${status}`)}</Badge>
          {attempt > 1 ? (
            <span className="text-ink-soft text-sm">{t("desk.attempt", { attempt })}</span>
          ) : null}
          {refusal ? <span className="text-sm">{refusal}</span> : null}
        </span>
      ),
    },
    { key: "age", header: head("age"), cell: (row) => <Age row={row} /> },
    ...(mayAct
      ? [{ key: "acts", header: head("acts"), cell: (row: InsuranceRow) => <Acts row={row} /> }]
      : []),
  ];
}

/** Settlements of some days by their state, unknown ones with age and owner, and what can be done about them. */
export function SettlementDesk(props: { initial: InsuranceRow[]; period: Period; mayAct: boolean }) {
  const { initial, period, mayAct } = props;
  const t = useTranslations("insurance.desk");
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.insurance.list.queryOptions(period),
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data?.some(({ isUnknown }) => isUnknown) ? refreshMilliseconds : false,
  });
  const columns = useColumns(mayAct);
  const unknowns = data.filter(({ isUnknown }) => isUnknown).length;
  return (
    <>
      {unknowns > 0 ? (
        <p role="status" className="mb-3">
          <Badge tone="late">{t("unknowns", { count: unknowns })}</Badge>
        </p>
      ) : null}
      <Card flush>
        <Table
          caption={t("title")}
          columns={columns}
          rows={data}
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<ShieldPlus />} title={t("none.title")} description={t("none.text")} />}
        />
      </Card>
    </>
  );
}
