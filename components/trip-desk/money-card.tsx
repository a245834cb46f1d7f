"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import type { TripMoney } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { LineSource } from "@/components/bill/line-source";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { ListSkeleton } from "@/components/ui/skeleton";

const payTones = { pending: "wait", succeeded: "ok", failed: "danger", cancelled: "neutral" } as const;

/** Quote or bill line by line, why a line differs, and what was paid. */
export function MoneyCard({ bookingId }: { bookingId: string }) {
  const t = useTranslations("trip-desk.money");
  const trpc = useTRPC();
  const words = useFailureText();
  const { data, error } = useQuery(trpc.billing.ofBooking.queryOptions({ bookingId }));
  return (
    <Card
      title={t("title")}
      aside={data?.bill ? <span className="tabular-nums">{data.bill.number}</span> : null}
    >
      {error ? <Alert tone="danger">{words(error)}</Alert> : null}
      {!data && !error ? <ListSkeleton rows={3} /> : null}
      {data ? <Lines money={data} /> : null}
      {data ? <Payments money={data} /> : null}
    </Card>
  );
}

function Lines({ money: { bill, quote, sources } }: { money: TripMoney }) {
  const { timeZone } = useDesk();
  const t = useTranslations("trip-desk.money");
  const price = useTranslations("price");
  const isCancellation = bill?.kind === "cancellation";
  const lines = bill
    ? bill.lines.map((line) => ({ ...line, fen: line.billedFen }))
    : (quote?.lines ?? []).map((line) => ({ ...line, reason: "as_quoted" as const }));
  const name = (code: string) => (isCancellation ? price(`cancellation.${code}`) : price(`lines.${code}`));
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t(bill ? "bill" : "quote")}</caption>
      <tbody className="divide-y divide-line">
        {lines.map((line) => (
          <tr key={`${line.part}/${line.code}/${line.item ?? ""}/${line.rule}`}>
            <th scope="row" className="py-1.5 text-start font-normal">
              {name(line.code)}
              {line.reason === "as_quoted" ? null : (
                <span className="block text-ink-soft">{price(`reasons.${line.reason}`)}</span>
              )}
              {bill && sources ? (
                <LineSource
                  line={{ extraFen: 0, quotedFen: 0, recomputedFen: 0, ...line }}
                  sources={sources}
                  timeZone={timeZone}
                  opensFiles
                />
              ) : null}
            </th>
            <td className="py-1.5 text-end align-top tabular-nums">
              <Money fen={line.fen} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-control border-t font-semibold text-base">
          <th scope="row" className="py-2 text-start">
            {t(bill ? "billTotal" : "quoteTotal")}
          </th>
          <td className="py-2 text-end tabular-nums">
            <Money fen={bill?.totalFen ?? quote?.totalFen ?? 0} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Payments({ money: { payments, refunds, dueFen, bill } }: { money: TripMoney }) {
  const t = useTranslations("trip-desk.money");
  const pay = useTranslations("payment");
  const { timeZone, now } = useDesk();
  return (
    <div className="mt-3 grid gap-2 text-sm">
      <p className="flex justify-between font-semibold text-base">
        {t("due")}
        <Money fen={dueFen} />
      </p>
      {payments.length === 0 ? <p className="text-ink-soft">{t(bill ? "unpaid" : "later")}</p> : null}
      {payments.map((it) => (
        <p key={it.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={payTones[it.status]}>{pay(`statuses.${it.status}`)}</Badge>
          {pay(`drivers.${it.driver}`)} ·{" "}
          <Instant at={it.settledAt ?? it.createdAt} timeZone={timeZone} now={now} />
          <span className="ms-auto tabular-nums">
            <Money fen={it.amountFen} />
          </span>
        </p>
      ))}
      {refunds.map((it) => (
        <p key={it.id} className="flex flex-wrap items-center gap-x-3">
          {t("refund")} · <Instant at={it.settledAt ?? it.createdAt} timeZone={timeZone} now={now} />
          <span className="ms-auto tabular-nums">
            − <Money fen={it.amountFen} />
          </span>
        </p>
      ))}
    </div>
  );
}
