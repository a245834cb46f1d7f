"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { Subscription } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { PlanCards } from "./plan-cards";
import { PlanInvoices } from "./plan-invoices";
import { Standing } from "./standing";

/** What came of the hosted page: Stripe is asked at once, and what is said is what it answered. */
function Returned({ view }: { view: Subscription }) {
  const t = useTranslations("subscription.returned");
  const trpc = useTRPC();
  const client = useQueryClient();
  const came = useSearchParams().get("checkout");
  const wasAsked = useRef(false);
  const refresh = useMutation(
    trpc.subscription.refresh.mutationOptions({ onSuccess: () => client.invalidateQueries() }),
  );
  useEffect(() => {
    if (came !== "done" || wasAsked.current) return;
    wasAsked.current = true;
    refresh.mutate();
  }, [came, refresh]);
  if (refresh.error) return <FailureNote error={refresh.error} onRetry={() => refresh.mutate()} />;
  if (came === "back" && view.standing === "free") return <Alert tone="info">{t("back")}</Alert>;
  if (came !== "done" || !refresh.isSuccess) return null;
  const isOwing = ["past_due", "grace", "limited"].includes(view.standing);
  return (
    <Alert tone={isOwing ? "warn" : "ok"} live>
      {t(isOwing ? "owing" : view.standing === "free" ? "nothing" : "done")}
    </Alert>
  );
}

/** An organization's subscription to the platform: where it stands, the plans, what was billed. */
export function SubscriptionPage({ initial }: { initial: Subscription }) {
  const t = useTranslations("subscription");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.subscription.get.queryOptions(), initialData: initial });
  return (
    <div className="grid gap-6">
      <Returned view={data} />
      {data.standIn ? <Alert tone="warn">{t("standIn")}</Alert> : null}
      <Standing view={data} />
      <PlanCards view={data} />
      <PlanInvoices view={data} />
      <p className="max-w-prose text-ink-soft text-sm">
        {t("never")} {data.isAssumed ? t("assumed") : null}
      </p>
    </div>
  );
}
