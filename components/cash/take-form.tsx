"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { FailureAlert, useIssueText } from "@/components/trip/failure-alert";
import { HoldButton } from "@/components/trip/hold-button";
import { type Issues, issuesOf } from "@/components/trip/issues";
import { useSubmission } from "@/components/trip/use-outbox";
import { yuanToFen } from "@/components/trip/yuan";
import { Card } from "@/components/ui/card";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatMoney } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";
import { paymentRecordCash, paymentRecordPos } from "@/server/core/billing-input";

type Way = "cash" | "pos";

/** Money taken at the door: cash, or a card on the operator's device with its slip number. */
export function TakeForm({ tripId, dueFen }: { tripId: string; dueFen: number }) {
  const t = useTranslations("trip.payment");
  const locale = useLocale();
  const textOf = useIssueText();
  const [way, setWay] = useState<Way>("cash");
  const [yuan, setYuan] = useState<string>();
  const [slip, setSlip] = useState("");
  const [issues, setIssues] = useState<Issues>({});
  const { busy, failure, submit } = useSubmission(tripId);
  // What is due may change while this stands here; only what was typed stays.
  const typed = yuan ?? (dueFen / 100).toFixed(2);
  const amountFen = yuanToFen(typed);
  const problems = (): Issues => {
    if (amountFen === null || amountFen < 1) return { amountFen: "trip.amount" };
    if (amountFen > dueFen) return { amountFen: "payment.more_than_due" };
    const base = { paymentId: uuidv7(), tripId, amountFen };
    return way === "cash"
      ? issuesOf(paymentRecordCash, base)
      : issuesOf(paymentRecordPos, { ...base, slipNumber: slip });
  };
  const take = async () => {
    const found = problems();
    setIssues(found);
    if (Object.keys(found).length > 0 || amountFen === null) return;
    const base = { paymentId: uuidv7(), tripId, amountFen };
    const isTaken = await submit(
      way === "cash"
        ? { verb: "payment.recordCash", input: base }
        : { verb: "payment.recordPos", input: { ...base, slipNumber: slip } },
    );
    if (!isTaken) return;
    setYuan(undefined);
    setSlip("");
    showToast({ tone: "ok", title: t("taken", { amount: formatMoney(amountFen, locale) }) });
  };
  return (
    <Card title={t("take")}>
      <div className="grid gap-5">
        <RadioCards
          legend={t("way")}
          columns="pair"
          value={way}
          onValueChange={(value) => setWay(value as Way)}
          choices={[
            { value: "cash", label: t("cash") },
            { value: "pos", label: t("pos") },
          ]}
        />
        <Field label={t("amount")} error={textOf(issues.amountFen)} required>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={typed}
            onChange={(event) => setYuan(event.target.value)}
            suffix={t("yuan")}
            className="h-16 text-2xl! tabular-nums"
          />
        </Field>
        {way === "pos" ? (
          <Field label={t("slip")} hint={t("slipHint")} error={textOf(issues.slipNumber)} required>
            <Input
              autoComplete="off"
              autoCapitalize="characters"
              value={slip}
              onChange={(event) => setSlip(event.target.value)}
              className="h-16 text-2xl! tabular-nums"
            />
          </Field>
        ) : null}
        <FailureAlert failure={failure} />
        <HoldButton
          label={t("submit", { amount: amountFen === null ? "" : formatMoney(amountFen, locale) })}
          busy={busy}
          onConfirm={() => void take()}
        />
        <p className="text-ink-soft">{t("online")}</p>
      </div>
    </Card>
  );
}
