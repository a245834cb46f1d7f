"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BookOpenCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import type { Billing } from "./money-moves";

/** A hospital puts its booking on its monthly account, or takes it off again while nothing is charged. */
export function OnAccount({ billing }: { billing: Billing }) {
  const t = useTranslations("payment-page.onAccount");
  const trpc = useTRPC();
  const client = useQueryClient();
  const own = useQuery(trpc.hospitalAccount.own.queryOptions());
  const onSuccess = () => client.invalidateQueries();
  const put = useMutation(trpc.payment.putOnAccount.mutationOptions({ onSuccess }));
  const takeOff = useMutation(trpc.payment.takeOffAccount.mutationOptions({ onSuccess }));
  const { bookingId, onAccountFen } = billing;
  if (onAccountFen !== null)
    return (
      <div className="no-print grid gap-2">
        <Alert
          tone="info"
          title={t("waiting")}
          action={
            <Button
              variant="secondary"
              size="sm"
              loading={takeOff.isPending}
              onClick={() => takeOff.mutate({ bookingId })}
            >
              {t("takeOff")}
            </Button>
          }
        >
          {t("waitingText")} <Money fen={onAccountFen} />
        </Alert>
        <FailureNote error={takeOff.error} />
      </div>
    );
  const account = own.data?.account;
  if (!account || !billing.payable) return null;
  return (
    <div className="no-print grid gap-2">
      <Button
        variant="secondary"
        size="lg"
        wide
        loading={put.isPending}
        disabled={account.status !== "open"}
        onClick={() => put.mutate({ bookingId })}
      >
        <BookOpenCheck aria-hidden="true" />
        {t("put")}
      </Button>
      <p className="text-ink-soft text-sm">
        {account.status === "open" ? (
          <>
            {t("left")} <Money fen={account.leftFen} />
          </>
        ) : (
          t("suspended")
        )}
      </p>
      <FailureNote error={put.error} />
    </div>
  );
}
