"use client";

import { useQuery } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { PayoutBatch } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { BatchDeeds, type PayoutDesk } from "./batch-deeds";

const batchTones = {
  proposed: "wait",
  approved: "info",
  sent: "info",
  done: "ok",
  refused: "neutral",
} as const;
const payoutTones = {
  proposed: "wait",
  approved: "info",
  sent: "info",
  paid: "ok",
  returned: "danger",
  cancelled: "neutral",
} as const;
type Payout = PayoutBatch["payouts"][number];

function useColumns(): Column<Payout>[] {
  const t = useTranslations("settlement.payout");
  const isEnglish = useLocale() === "en";
  return [
    {
      key: "operator",
      header: t("columns.operator"),
      isRowHeader: true,
      cell: ({ orgZh, orgEn }) => (isEnglish ? orgEn : orgZh),
    },
    { key: "reference", header: t("columns.reference"), isTight: true, cell: ({ reference }) => reference },
    {
      key: "account",
      header: t("columns.account"),
      isTight: true,
      cell: ({ numberTail }) => `•••• ${numberTail}`,
    },
    {
      key: "status",
      header: t("columns.status"),
      cell: ({ status, failure }) => (
        <>
          <Badge tone={payoutTones[status]}>{t(`statuses.${status}`)}</Badge>
          {failure ? <span className="ms-2 text-sm">{failure}</span> : null}
        </>
      ),
    },
    {
      key: "amount",
      header: t("columns.amount"),
      align: "end",
      isTight: true,
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
  ];
}

function Batch({ batch, desk }: { batch: PayoutBatch; desk: PayoutDesk }) {
  const t = useTranslations("settlement.payout");
  const { timeZone } = useDesk();
  return (
    <Card
      title={t("batch", { number: batch.number })}
      aside={<Badge tone={batchTones[batch.status]}>{t(`batchStatuses.${batch.status}`)}</Badge>}
    >
      <div className="grid gap-4">
        <p className="text-ink-soft text-sm">
          {t("proposedAt")} <Instant at={batch.proposedAt} timeZone={timeZone} /> ·{" "}
          <Money fen={batch.totalFen} />
          {batch.refusal ? ` · ${batch.refusal}` : ""}
        </p>
        <Table
          caption={t("batch", { number: batch.number })}
          columns={useColumns()}
          rows={batch.payouts}
          rowKey={({ id }) => id}
        />
        <BatchDeeds batch={batch} desk={desk} />
      </div>
    </Card>
  );
}

/** Payout batches, newest first, each with what can be done with it at this desk. */
export function BatchList({ initial, desk }: { initial: PayoutBatch[]; desk: PayoutDesk }) {
  const t = useTranslations("settlement.payout");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.settlement.batches.queryOptions(), initialData: initial });
  if (data.length === 0)
    return <EmptyState icon={<Landmark />} title={t("none.title")} description={t("none.text")} />;
  return (
    <div className="grid gap-4">
      {data.map((batch) => (
        <Batch key={batch.id} batch={batch} desk={desk} />
      ))}
    </div>
  );
}
