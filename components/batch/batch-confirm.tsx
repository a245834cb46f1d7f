"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, Route, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { askedConsents, consentTextVersion } from "@/components/booking/consent-text";
import { AccountChoice, useAccountChoice } from "@/components/desk/account-choice";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Countdown } from "@/components/ui/countdown";
import { FieldGroup } from "@/components/ui/field";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { Progress } from "@/components/ui/progress";
import type { ConsentPurpose } from "@/server/core/consent";
import type { QuestionSet } from "@/server/core/triage/question-set";
import { type BatchRow, isBooked, isHeld, missingOf } from "./batch-row";
import type { Batch } from "./use-batch";
import type { usePlace } from "./use-place";

interface BatchConfirmProps {
  batch: Batch;
  placing: ReturnType<typeof usePlace>;
  set: QuestionSet;
  now: number;
  bookerName: string;
  onChecked: () => void;
}

/** The two steps for the whole list: find slots, then one word for all that wait. */
export function BatchConfirm(props: BatchConfirmProps) {
  const { batch, placing, set, now, onChecked } = props;
  const t = useTranslations("batch.confirm");
  const held = batch.rows.filter((row) => isHeld(row, now));
  const open = batch.rows.filter((row) => !isBooked(row) && !isHeld(row, now));
  const whole = open.filter((row) => missingOf(row, set).length === 0);
  const lacking = open.length - whole.length;
  const place = () => {
    onChecked();
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('[data-row] [aria-invalid="true"]')?.focus(),
    );
    void placing.place(now);
  };
  const { progress } = placing;
  return (
    <section
      aria-label={t("title")}
      className="grid gap-4 rounded-xl border border-line bg-surface p-4 shadow-raised"
    >
      {progress ? (
        <div className="flex items-end gap-4" role="status">
          <div className="grow">
            <Progress
              label={t("placing")}
              value={progress.done}
              max={progress.of}
              text={t("progress", { done: progress.done + 1, of: progress.of })}
            />
          </div>
          <Button variant="secondary" onClick={placing.stop}>
            <Square aria-hidden="true" />
            {t("stop")}
          </Button>
        </div>
      ) : open.length > 0 ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button size="lg" variant={held.length > 0 ? "secondary" : "primary"} onClick={place}>
            <Route aria-hidden="true" />
            {t("place", { count: whole.length })}
          </Button>
          {lacking > 0 ? <span className="text-wait">{t("lacking", { count: lacking })}</span> : null}
        </div>
      ) : null}
      {held.length > 0 && !progress ? <Confirming {...props} held={held} /> : null}
      {batch.rows.every(isBooked) ? <AllBooked batch={batch} /> : null}
    </section>
  );
}

function Confirming({ batch, bookerName, held }: BatchConfirmProps & { held: BatchRow[] }) {
  const t = useTranslations("batch.confirm");
  const tConsent = useTranslations("booking.consent");
  const tError = useTranslations("errors");
  const words = useFailureText();
  const trpc = useTRPC();
  const client = useQueryClient();
  const { serverOffset } = useDesk();
  const [consents, setConsents] = useState<ConsentPurpose[]>([]);
  const [isChecked, setChecked] = useState(false);
  const account = useAccountChoice();
  const confirm = useMutation(trpc.batch.confirm.mutationOptions());
  const isAgreed = consents.includes("transfer_health_data");
  const submit = async () => {
    setChecked(true);
    if (!isAgreed) return;
    const ids = held.map(({ id }) => id);
    const asked = { bookingIds: ids, bookerName, phone: null, consents, consentTextVersion };
    const answers = await confirm.mutateAsync(asked).catch(() => null);
    if (!answers) return;
    const settled = batch.rows.map((row): BatchRow => {
      const answer = answers.find(({ bookingId }) => bookingId === row.id);
      if (!answer || !row.outcome) return row;
      if (answer.isConfirmed)
        return { ...row, outcome: { ...row.outcome, status: "confirmed", number: answer.number } };
      const failure = answer.problem && tError.has(answer.problem) ? tError(answer.problem) : words(null);
      return { ...row, outcome: { ...row.outcome, status: "failed", slot: null, failure } };
    });
    batch.setRows(settled);
    for (const { bookingId, isConfirmed } of answers) if (isConfirmed) await account.put(bookingId);
    await client.invalidateQueries();
  };
  const ends = Math.min(...held.map(({ outcome }) => Date.parse(outcome?.slot?.expiresAt ?? "")));
  const totalFen = held.reduce((sum, { outcome }) => sum + (outcome?.slot?.totalFen ?? 0), 0);
  const toggle = (purpose: ConsentPurpose, isOn: boolean) =>
    setConsents((before) => (isOn ? [...before, purpose] : before.filter((one) => one !== purpose)));
  return (
    <div className="grid gap-4 border-line border-t pt-4">
      <p className="flex flex-wrap items-baseline justify-between gap-3">
        <strong className="text-lg">
          {t("held", { count: held.length })} <Money fen={totalFen} />
        </strong>
        <Countdown endsAt={ends} serverOffsetMilliseconds={serverOffset} label={t("left")} />
      </p>
      <FieldGroup
        label={t("consents", { count: held.length })}
        hint={tConsent("version", { version: consentTextVersion })}
      >
        {askedConsents.map((purpose) => (
          <Checkbox
            key={purpose}
            label={tConsent(`${purpose}.label`)}
            description={tConsent(`${purpose}.text`)}
            error={
              purpose === "transfer_health_data" && isChecked && !isAgreed ? tConsent("needed") : undefined
            }
            checked={consents.includes(purpose)}
            onChange={(event) => toggle(purpose, event.target.checked)}
          />
        ))}
      </FieldGroup>
      <AccountChoice {...account} />
      <FailureNote error={confirm.error} />
      <Button
        size="lg"
        className="justify-self-start"
        loading={confirm.isPending}
        onClick={() => void submit()}
      >
        <Check aria-hidden="true" />
        {t("submit", { count: held.length })}
      </Button>
    </div>
  );
}

function AllBooked({ batch }: { batch: Batch }) {
  const t = useTranslations("batch.confirm");
  return (
    <Alert
      tone="ok"
      live
      title={t("done", { count: batch.rows.length })}
      action={
        <>
          <LinkButton href="/hospital/board">{t("board")}</LinkButton>
          <Button variant="secondary" onClick={batch.forget}>
            {t("next")}
          </Button>
        </>
      }
    >
      {t("doneText")}
    </Alert>
  );
}
