"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { LineSource } from "@/components/bill/line-source";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { useWord } from "./names";

type Bill = OversightRecord["bills"][number];
type BillLine = Bill["lines"][number];

function BillView({ bill }: { bill: Bill }) {
  const t = useTranslations("record.money");
  const line = useWord("price.lines");
  const fee = useWord("payment-page.bill.fees");
  const why = useWord("price.reasons");
  const status = useWord("payment-page.bill.status");
  const { timeZone } = useDesk();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.billing.ofBooking.queryOptions({ bookingId: bill.bookingId }));
  const sources = data?.sources ?? null;
  const money = (
    key: "quotedFen" | "recomputedFen" | "extraFen" | "billedFen",
    header: string,
  ): Column<BillLine> => ({
    key,
    header,
    align: "end",
    isTight: true,
    cell: (row) => <Money fen={row[key]} />,
  });
  return (
    <section>
      <h3 className="flex flex-wrap items-center gap-x-3 px-4 pb-2 sm:px-5">
        <span className="font-semibold">{t("bill", { number: bill.number })}</span>
        <Badge tone={bill.status === "paid" ? "ok" : "wait"}>{status(bill.status, bill.status)}</Badge>
        <Instant at={bill.issuedAt} form="exact" timeZone={timeZone} className="text-ink-soft text-sm" />
        <strong className="ms-auto tabular-nums">
          {t("total")} <Money fen={bill.totalFen} />
        </strong>
      </h3>
      <Table
        caption={t("bill", { number: bill.number })}
        columns={[
          {
            key: "line",
            header: t("line"),
            isRowHeader: true,
            cell: (row) => (
              <>
                {fee(row.code, line(row.code, row.label))}
                {sources && bill.status !== "void" ? (
                  <LineSource line={row} sources={sources} timeZone={timeZone} opensFiles />
                ) : null}
              </>
            ),
          },
          money("quotedFen", t("quoted")),
          money("recomputedFen", t("recomputed")),
          money("extraFen", t("extra")),
          money("billedFen", t("billed")),
          { key: "why", header: t("why"), cell: ({ reason }) => why(reason, reason) },
        ]}
        rows={bill.lines}
        rowKey={({ code, part, rule, item }) => `${part}-${code}-${item ?? ""}-${rule}`}
        rowClassName={({ reason }) => (reason === "as_quoted" ? undefined : "bg-wait-soft")}
      />
      <p className="px-4 py-2 text-ink-soft text-sm sm:px-5">
        {bill.differences.length === 0 ? t("same") : t("differs", { count: bill.differences.length })}
      </p>
    </section>
  );
}

interface Move {
  id: string;
  kind: string;
  at: Date;
  way: string;
  amountFen: number;
  status: string;
  isDone: boolean;
  reason: string | null;
}

function useMoves(record: OversightRecord): Move[] {
  const t = useTranslations("record.money");
  const word = useWord("payment-page");
  const driverOf = (id: string) => record.payments.find((it) => it.id === id)?.driver ?? "";
  const payments = record.payments.map((it) => ({
    id: it.id,
    kind: t("payments"),
    at: it.settledAt ?? it.createdAt,
    way: word(`drivers.${it.driver}`, it.driver),
    amountFen: it.amountFen,
    status: word(`paymentStatus.${it.status}`, it.status),
    isDone: it.status === "succeeded",
    reason: it.failure ?? it.providerRef,
  }));
  const refunds = record.refunds.map((it) => ({
    id: it.id,
    kind: t("refunds"),
    at: it.settledAt ?? it.createdAt,
    way: word(`drivers.${driverOf(it.paymentId)}`, driverOf(it.paymentId)),
    amountFen: -it.amountFen,
    status: word(`refundStatus.${it.status}`, it.status),
    isDone: it.status === "succeeded",
    reason: word(`refundReasons.${it.reason}`, it.reason),
  }));
  return [...payments, ...refunds].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The bill beside quote and recomputation, extras with the payer's answer, and money in and out. */
export function MoneyPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record.money");
  const tRecord = useTranslations("record");
  const line = useWord("price.lines");
  const { timeZone } = useDesk();
  const moves = useMoves(record);
  return (
    <Card title={tRecord("parts.money")} flush>
      {record.bills.length === 0 ? <p className="px-4 pb-3 text-ink-soft sm:px-5">{t("noBill")}</p> : null}
      {record.bills.map((bill) => (
        <BillView key={bill.id} bill={bill} />
      ))}
      {record.extras.length > 0 ? (
        <div className="px-4 py-3 sm:px-5">
          <h3 className="font-medium">{t("extras")}</h3>
          <ul>
            {record.extras.map((it) => (
              <li key={it.id}>
                {line(it.code, it.code)} · <Money fen={it.fen} /> · {t(`extraStatuses.${it.status}`)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {moves.length > 0 ? (
        <Table
          caption={t("payments")}
          columns={[
            { key: "kind", header: t("payments"), isRowHeader: true, cell: ({ kind }) => kind },
            {
              key: "when",
              header: t("when"),
              cell: ({ at }) => <Instant at={at} form="exact" timeZone={timeZone} />,
            },
            { key: "way", header: t("way"), cell: ({ way }) => way },
            {
              key: "amount",
              header: t("amount"),
              align: "end",
              isTight: true,
              cell: ({ amountFen }) => <Money fen={amountFen} />,
            },
            {
              key: "status",
              header: t("status"),
              cell: ({ status, isDone }) => <Badge tone={isDone ? "ok" : "wait"}>{status}</Badge>,
            },
            { key: "reason", header: t("reason"), cell: ({ reason }) => reason ?? "—" },
          ]}
          rows={moves}
          rowKey={({ id }) => id}
        />
      ) : null}
    </Card>
  );
}
