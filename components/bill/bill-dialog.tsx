"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useFailureText } from "@/components/api/failure-text";
import type { BillRow, TripMoney } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Instant } from "@/components/ui/instant";
import { formatMoney, Money } from "@/components/ui/money";
import { ListSkeleton } from "@/components/ui/skeleton";
import { linkInText } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast";
import { RefundForm } from "./refund-form";

type Payment = TripMoney["payments"][number];

/** What is left of a payment after its refunds; a failed refund takes nothing. */
function leftFen(payment: Payment, refunds: TripMoney["refunds"]): number {
  const back = refunds.filter(({ paymentId, status }) => paymentId === payment.id && status !== "failed");
  return payment.amountFen - back.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

function Payments({ money }: { money: TripMoney }) {
  const t = useTranslations("finance.dialog");
  const tPage = useTranslations("payment-page");
  const { timeZone } = useDesk();
  const [refunding, setRefunding] = useState<string | null>(null);
  if (money.payments.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <ul className="grid gap-3">
      {money.payments.map((it) => {
        const left = leftFen(it, money.refunds);
        return (
          <li key={it.id} className="grid gap-2 rounded-md border border-line p-3">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <strong>
                <Money fen={it.amountFen} />
              </strong>
              {tPage(`drivers.${it.driver}`)}
              <Badge tone={it.status === "succeeded" ? "ok" : "wait"}>
                {tPage(`paymentStatus.${it.status}`)}
              </Badge>
              <Instant
                at={it.settledAt ?? it.createdAt}
                timeZone={timeZone}
                className="text-ink-soft text-sm"
              />
            </p>
            {it.status === "succeeded" && left > 0 && refunding !== it.id ? (
              <Button
                variant="secondary"
                size="sm"
                className="justify-self-start"
                onClick={() => setRefunding(it.id)}
              >
                {t("refund")}
              </Button>
            ) : null}
            {refunding === it.id ? (
              <RefundForm paymentId={it.id} leftFen={left} onDone={() => setRefunding(null)} />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function Refunds({ money }: { money: TripMoney }) {
  const t = useTranslations("finance.dialog");
  const tPage = useTranslations("payment-page");
  const trpc = useTRPC();
  const client = useQueryClient();
  const confirm = useMutation(
    trpc.payment.confirmRefund.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("confirmed") });
      },
    }),
  );
  if (money.refunds.length === 0) return null;
  const byHand = new Set(money.payments.filter(({ driver }) => driver !== "stripe").map(({ id }) => id));
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{t("refunds")}</h3>
      <ul className="grid gap-2">
        {money.refunds.map((it) => (
          <li key={it.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Money fen={it.amountFen} />
            <Badge tone={it.status === "succeeded" ? "ok" : it.status === "failed" ? "danger" : "wait"}>
              {tPage(`refundStatus.${it.status}`)}
            </Badge>
            <span className="text-ink-soft">
              {tPage.has(`refundReasons.${it.reason}`) ? tPage(`refundReasons.${it.reason}`) : it.reason}
            </span>
            {it.status === "pending" && byHand.has(it.paymentId) ? (
              <Button
                size="sm"
                loading={confirm.isPending}
                onClick={() => confirm.mutate({ refundId: it.id })}
              >
                {t("confirm")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <FailureNote error={confirm.error} />
    </section>
  );
}

/** The money of one bill: what came in, what went back, and a refund where something can be given back. */
export function BillDialog({ bill, onClose }: { bill: BillRow; onClose: () => void }) {
  const t = useTranslations("finance.dialog");
  const tFinance = useTranslations("finance");
  const locale = useLocale();
  const trpc = useTRPC();
  const words = useFailureText();
  const { data, error } = useQuery(trpc.billing.ofBooking.queryOptions({ bookingId: bill.bookingId }));
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title", { number: bill.number })}
      description={
        data && data.dueFen > 0 ? t("due", { amount: formatMoney(data.dueFen, locale) }) : undefined
      }
    >
      {error ? (
        <Alert tone="danger" title={tFinance("failed")}>
          {words(error)}
        </Alert>
      ) : null}
      {data || error ? null : <ListSkeleton rows={2} />}
      {data ? (
        <div className="grid gap-5">
          <Payments money={data} />
          <Refunds money={data} />
          <a href={`/api/receipts/${bill.id}`} className={linkInText}>
            {t(data.dueFen > 0 ? "billPdf" : "receipt")}
          </a>
        </div>
      ) : null}
    </Dialog>
  );
}
