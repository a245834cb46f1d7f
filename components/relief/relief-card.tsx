"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { type ReliefAsked, ReliefForm } from "./relief-form";

/** A reduced price for the poor, where the region publishes one: claimed with a paper, or how the claim stands. */
export function ReliefCard(props: ReliefAsked) {
  const { reference, onChanged } = props;
  const t = useTranslations("booking.relief");
  const trpc = useTRPC();
  const client = useQueryClient();
  const found = useQuery(trpc.relief.ofBooking.queryOptions(reference));
  const changed = async () => {
    await client.invalidateQueries(trpc.relief.ofBooking.queryFilter());
    onChanged();
  };
  const withdraw = useMutation(trpc.relief.withdraw.mutationOptions({ onSuccess: changed }));
  if (!found.data) return null;
  const { offered, claim } = found.data;
  if (!claim || claim.status === "refused") {
    if (offered.length === 0) return null;
    return (
      <>
        {claim ? (
          <Alert tone="warn" title={t("refused")}>
            {claim.reason}
          </Alert>
        ) : null}
        <details className="group rounded-xl border border-line bg-surface px-4">
          <summary className="flex min-h-12 list-none items-center justify-between gap-3 text-primary marker:content-none">
            {t("ask")}
            <ChevronDown
              aria-hidden="true"
              className="size-5 shrink-0 transition-transform group-open:rotate-180"
            />
          </summary>
          <ReliefForm {...props} offered={offered} onChanged={() => void changed()} />
        </details>
      </>
    );
  }
  return (
    <Alert
      tone={claim.status === "accepted" ? "ok" : "info"}
      title={t(`claimed.${claim.status}`)}
      action={
        <Button
          variant="secondary"
          size="sm"
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate(reference)}
        >
          {t("withdraw")}
        </Button>
      }
    >
      {t("eitherWay")}
      <FailureNote error={withdraw.error} />
    </Alert>
  );
}
