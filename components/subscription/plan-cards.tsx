"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { PlanPreview, Subscription } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Money } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";

type Paid = "per_trip" | "monthly";

/** What the change costs or gives back, line by line, before it is made. */
function Proration({ preview }: { preview: PlanPreview }) {
  const t = useTranslations("subscription.change");
  const kind = (line: PlanPreview["lines"][number]) => {
    if (line.description === "Unused time") return t("unused");
    return line.description === "Remaining time" ? t("remaining") : t("used");
  };
  return (
    <div className="grid gap-2">
      <ul className="grid gap-1">
        {preview.lines.map((line) => (
          <li key={`${line.description}${line.amountFen}`} className="flex justify-between gap-3">
            <span>{kind(line)}</span>
            <Money fen={line.amountFen} />
          </li>
        ))}
      </ul>
      <p className="flex justify-between gap-3 border-line border-t pt-2 font-semibold">
        <span>{t(preview.totalFen < 0 ? "credit" : preview.chargedNow ? "now" : "next")}</span>
        <Money fen={Math.abs(preview.totalFen)} />
      </p>
    </div>
  );
}

/** Change to another plan: first what it comes to, then the deed with just that. */
function ChangeTo({ plan, disabled }: { plan: Paid; disabled: boolean }) {
  const t = useTranslations("subscription.change");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const preview = useMutation(trpc.subscription.preview.mutationOptions({ onSuccess: () => setOpen(true) }));
  const change = useMutation(
    trpc.subscription.change.mutationOptions({
      onSuccess: async ({ isDone }) => {
        setOpen(false);
        await client.invalidateQueries();
        showToast({ tone: isDone ? "ok" : "info", title: t(isDone ? "done" : "later") });
      },
    }),
  );
  return (
    <>
      <Button
        variant="secondary"
        wide
        disabled={disabled}
        loading={preview.isPending}
        onClick={() => preview.mutate({ plan })}
      >
        {t("action")}
      </Button>
      <FailureNote error={preview.error} />
      {preview.data ? (
        <ConfirmDialog
          open={isOpen}
          onOpenChange={setOpen}
          title={t(`ask.${plan}`)}
          description={t("askText")}
          confirmLabel={t("confirm")}
          busy={change.isPending}
          onConfirm={() => change.mutate({ plan, prorationAt: preview.data.prorationAt })}
        >
          <Proration preview={preview.data} />
          <FailureNote error={change.error} />
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** Subscribe on the hosted page. */
function Subscribe({ plan, trialDays }: { plan: Paid; trialDays: number }) {
  const t = useTranslations("subscription");
  const trpc = useTRPC();
  const client = useQueryClient();
  const locale = useLocale() === "en" ? "en" : "zh-CN";
  const start = useMutation(
    trpc.subscription.start.mutationOptions({
      onSuccess: ({ url }) => {
        if (url) window.location.assign(url);
        else void client.invalidateQueries();
      },
    }),
  );
  return (
    <>
      <Button
        wide
        loading={start.isPending || start.isSuccess}
        onClick={() => start.mutate({ plan, locale })}
      >
        {trialDays > 0 ? t("tryFor", { days: trialDays }) : t("subscribe")}
      </Button>
      <FailureNote error={start.error} />
    </>
  );
}

function Price({ plan, view }: { plan: Subscription["plan"]; view: Subscription }) {
  const t = useTranslations("subscription");
  if (plan === "free") return <p className="text-2xl">{t("freePrice")}</p>;
  const listed = plan === "monthly" ? view.prices.monthlyFen : view.prices.perTripFen;
  const fen = view.plan === plan && view.unitFen !== null ? view.unitFen : listed;
  return (
    <p className="text-ink-soft">
      <strong className="text-2xl text-ink tabular-nums">
        <Money fen={fen} />
      </strong>{" "}
      {t(plan === "monthly" ? "perMonth" : "perTrip")}
    </p>
  );
}

/** The plans beside each other: the present one marked, the others with their one deed. */
export function PlanCards({ view }: { view: Subscription }) {
  const t = useTranslations("subscription");
  const isOver = view.plan === "free" && view.tripsThisMonth > view.prices.freeTrips;
  return (
    <section aria-label={t("plansTitle")} className="grid gap-4 lg:grid-cols-3">
      {(["free", "per_trip", "monthly"] as const).map((plan) => (
        <Card
          key={plan}
          title={t(`plans.${plan}.name`)}
          aside={view.plan === plan ? <Badge tone="primary">{t("present")}</Badge> : null}
        >
          <div className="grid gap-3">
            <Price plan={plan} view={view} />
            <p className="text-ink-soft">
              {t(`plans.${plan}.text.${view.type}`, { trips: view.prices.freeTrips })}
            </p>
            {plan === "free" && isOver ? (
              <p className="text-wait">{t("over", { trips: view.prices.freeTrips })}</p>
            ) : null}
            {plan !== "free" && view.plan === "free" ? (
              <Subscribe plan={plan} trialDays={view.trialDays} />
            ) : null}
            {plan !== "free" && view.plan !== "free" && view.plan !== plan ? (
              <ChangeTo plan={plan} disabled={view.isChanging || view.cancelAtPeriodEnd} />
            ) : null}
          </div>
        </Card>
      ))}
    </section>
  );
}
