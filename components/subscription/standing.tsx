"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CreditCard } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { Subscription } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DescriptionList } from "@/components/ui/description-list";
import { formatInstant } from "@/components/ui/instant";
import { formatMoney } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";

const tones = {
  free: "neutral",
  trialing: "info",
  active: "ok",
  past_due: "wait",
  grace: "late",
  limited: "danger",
} as const;

/** An instant in the region's zone, in words. */
function useMoment() {
  const { timeZone } = useDesk();
  const locale = useLocale();
  return (at: Date | string | null) => (at ? formatInstant(at, "longDate", timeZone, locale) : "");
}

function useCardPage() {
  const trpc = useTRPC();
  const locale = useLocale() === "en" ? "en" : "zh-CN";
  const open = useMutation(
    trpc.subscription.card.mutationOptions({ onSuccess: ({ url }) => url && window.location.assign(url) }),
  );
  return { open: () => open.mutate({ locale }), isBusy: open.isPending || open.isSuccess, error: open.error };
}

/** What is owed, what follows and when, and the way to mend it. */
function Owing({ view }: { view: Subscription }) {
  const t = useTranslations("subscription.owing");
  const card = useCardPage();
  const moment = useMoment();
  const locale = useLocale();
  const { standing } = view;
  if (standing !== "past_due" && standing !== "grace" && standing !== "limited") return null;
  const open = view.invoices.filter(({ status, attempts }) => status === "open" && attempts > 0);
  const amount = formatMoney(
    open.reduce((sum, { dueFen }) => sum + dueFen, 0),
    locale,
  );
  const next = open.find(({ nextAttemptAt }) => nextAttemptAt)?.nextAttemptAt ?? null;
  return (
    <Alert
      tone={standing === "limited" ? "danger" : "warn"}
      title={t(`title.${standing}`, { amount })}
      action={
        <Button loading={card.isBusy} onClick={card.open}>
          <CreditCard aria-hidden="true" />
          {t("mend")}
        </Button>
      }
    >
      <p>
        {t(`text.${standing}`, { grace: moment(view.graceAt), limited: moment(view.limitedAt) })}{" "}
        {next ? t("next", { at: moment(next) }) : null}
      </p>
      <FailureNote error={card.error} />
    </Alert>
  );
}

/** End the subscription with its period, and take that back. */
function Ending({ view }: { view: Subscription }) {
  const t = useTranslations("subscription.ending");
  const trpc = useTRPC();
  const client = useQueryClient();
  const moment = useMoment();
  const [isAsking, setAsking] = useState(false);
  const after =
    (title: string) =>
    async ({ isDone }: { isDone: boolean }) => {
      setAsking(false);
      await client.invalidateQueries();
      showToast({ tone: isDone ? "ok" : "info", title: isDone ? title : t("later") });
    };
  const cancel = useMutation(trpc.subscription.cancel.mutationOptions({ onSuccess: after(t("cancelled")) }));
  const resume = useMutation(trpc.subscription.resume.mutationOptions({ onSuccess: after(t("resumed")) }));
  if (view.plan === "free") return null;
  if (view.cancelAtPeriodEnd)
    return (
      <Alert
        tone="warn"
        title={t("ends", { at: moment(view.periodEnd) })}
        action={
          <Button variant="secondary" loading={resume.isPending} onClick={() => resume.mutate()}>
            {t("resume")}
          </Button>
        }
      >
        {t("endsText")}
        <FailureNote error={resume.error} />
      </Alert>
    );
  return (
    <>
      <Button variant="quiet" className="justify-self-start" onClick={() => setAsking(true)}>
        {t("cancel")}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("ask")}
        description={t("askText", { at: moment(view.periodEnd) })}
        confirmLabel={t("confirm")}
        cancelLabel={t("keep")}
        tone="danger"
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
      >
        <FailureNote error={cancel.error} />
      </ConfirmDialog>
    </>
  );
}

function facts(
  view: Subscription,
  t: ReturnType<typeof useTranslations>,
  moment: (at: Date | null) => string,
) {
  const { usage } = view;
  const items = [{ term: t("month"), value: t("trips", { count: view.tripsThisMonth }) }];
  if (view.plan !== "free")
    items.push({
      term: t("period"),
      value: moment(view.trialEnd && view.standing === "trialing" ? view.trialEnd : view.periodEnd),
    });
  if (usage) items.push({ term: t("counted"), value: t("countedTrips", usage) });
  return items;
}

/** Where the organization stands: plan, card, period, what was used; what is owed comes first. */
export function Standing({ view }: { view: Subscription }) {
  const t = useTranslations("subscription");
  const card = useCardPage();
  const moment = useMoment();
  const items = facts(view, t, moment);
  return (
    <>
      <Owing view={view} />
      <Card
        title={t(`plans.${view.plan}.name`)}
        aside={<Badge tone={tones[view.standing]}>{t(`standings.${view.standing}`)}</Badge>}
      >
        <div className="grid gap-4">
          {view.isChanging ? <Alert tone="info">{t("changing")}</Alert> : null}
          <DescriptionList items={items} />
          {view.card ? (
            <p className="flex flex-wrap items-center gap-3">
              <span>{t("card", { card: view.card })}</span>
              <Button variant="secondary" size="sm" loading={card.isBusy} onClick={card.open}>
                {t("otherCard")}
              </Button>
            </p>
          ) : null}
          <FailureNote error={card.error} />
          <Ending view={view} />
        </div>
      </Card>
    </>
  );
}
