"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { FailedRefund } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";
import { PayOutForm } from "./pay-out-form";
import { RefundFailure } from "./refund-failure";

function Facts({ refund }: { refund: FailedRefund }) {
  const t = useTranslations("finance.failedRefunds");
  const tReason = useTranslations("payment-page.refundReasons");
  const { timeZone } = useDesk();
  const items = [
    {
      term: t("why"),
      value: <RefundFailure code={refund.failure ?? "refused"} />,
    },
    { term: t("reason"), value: tReason.has(refund.reason) ? tReason(refund.reason) : refund.reason },
    {
      term: t("failedAt"),
      value: <Instant at={refund.failedAt ?? refund.createdAt} form="dateTime" timeZone={timeZone} />,
    },
  ];
  return <DescriptionList items={items} />;
}

/** One refused refund: why, and the two ways to make it good. */
function FailedOne({ refund }: { refund: FailedRefund }) {
  const t = useTranslations("finance.failedRefunds");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isPayingOut, setPayingOut] = useState(false);
  const retry = useMutation(
    trpc.payment.retryRefund.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("retried") });
      },
    }),
  );
  return (
    <Card
      title={t("booking", { number: refund.bookingNumber })}
      aside={
        <span className="flex items-center gap-3">
          <Money fen={refund.amountFen} />
          <Badge tone="danger">{t("one")}</Badge>
        </span>
      }
    >
      <div className="grid gap-4">
        <Facts refund={refund} />
        <FailureNote error={retry.error} />
        {isPayingOut ? (
          <PayOutForm refund={refund} onDone={() => setPayingOut(false)} />
        ) : (
          <div className="flex flex-wrap gap-3">
            <Button loading={retry.isPending} onClick={() => retry.mutate({ refundId: refund.id })}>
              {t("retry")}
            </Button>
            <Button variant="secondary" onClick={() => setPayingOut(true)}>
              {t("payOut")}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

/** Refunds that were refused and not made good, and what to do about each. */
export function FailedRefunds({ initial }: { initial: FailedRefund[] }) {
  const t = useTranslations("finance.failedRefunds");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.payment.failedRefunds.queryOptions(), initialData: initial });
  if (data.length === 0)
    return <EmptyState icon={<BadgeCheck />} title={t("none.title")} description={t("none.text")} />;
  return (
    <section aria-label={t("title")} className="grid gap-4">
      <p className="max-w-prose text-ink-soft">{t("lead")}</p>
      {data.map((refund) => (
        <FailedOne key={refund.id} refund={refund} />
      ))}
    </section>
  );
}
