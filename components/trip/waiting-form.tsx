"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { NumberStepper } from "@/components/ui/number-stepper";
import { tripNoteInput, type WaitingCause, waitingCauses } from "@/server/core/trip-input";
import { useIssueText } from "./failure-alert";
import { type Issues, issuesOf } from "./issues";
import { TripForm, useDone } from "./trip-form";
import { useDraft } from "./use-draft";
import { newEvent, useSubmission } from "./use-outbox";
import type { Trip } from "./use-trip";

interface Draft {
  minutes: number;
  causedBy: WaitingCause | "";
}

/** How long the crew had to wait, and because of whom: only what the payer caused can cost the payer. */
export function WaitingForm({ trip: { id: tripId } }: { trip: Trip }) {
  const t = useTranslations("trip.waiting");
  const textOf = useIssueText();
  const { draft, change, clear } = useDraft<Draft>(`waiting.${tripId}`, { minutes: 10, causedBy: "" });
  const [issues, setIssues] = useState<Issues>({});
  const submission = useSubmission(tripId);
  const done = useDone(tripId);
  const send = async () => {
    const { minutes, causedBy } = draft;
    if (causedBy === "") return setIssues({ "data.causedBy": "trip.say_who_caused" });
    const input = { ...newEvent(tripId), note: "waiting" as const, data: { minutes, causedBy } };
    const found = issuesOf(tripNoteInput, input);
    setIssues(found);
    if (Object.keys(found).length > 0) return;
    if (!(await submission.submit({ verb: "trip.note", input }))) return;
    clear();
    done();
  };
  return (
    <TripForm submission={submission} submitLabel={t("submit")} onSubmit={() => void send()}>
      <Field label={t("minutes")} hint={t("minutesHint")} error={textOf(issues["data.minutes"])}>
        <NumberStepper
          value={draft.minutes}
          onValueChange={(minutes) => change({ minutes })}
          min={1}
          max={720}
          step={5}
          unit={t("unit")}
        />
      </Field>
      <RadioCards
        legend={t("cause")}
        error={textOf(issues["data.causedBy"])}
        value={draft.causedBy}
        onValueChange={(value) => change({ causedBy: value as WaitingCause })}
        choices={waitingCauses.map((value) => ({
          value,
          label: t(`causes.${value}`),
          description: t(`causeNotes.${value}`),
        }))}
      />
    </TripForm>
  );
}
