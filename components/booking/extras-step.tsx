"use client";

import { useTranslations } from "next-intl";
import { readFailure } from "@/components/api/domain-error";
import { FailureNote } from "@/components/api/failure-note";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { NumberStepper } from "@/components/ui/number-stepper";
import type { BookingExtras } from "@/server/core/booking-needs";
import type { Answers, BookingRegion, Step } from "./answers";
import { AnswersReview } from "./answers-review";
import { goToStep } from "./go-to-step";
import type { Kept } from "./kept";
import { StepFrame } from "./step-frame";
import { useAssess } from "./use-assess";

/** Where the answer stands that a refusal speaks about. */
const stepOfKey: Record<string, Step> = {
  "booking.past": "when",
  "booking.too_far_ahead": "when",
  "booking.way_back_early": "when",
  "booking.same_place": "to",
  "booking.both_outside": "to",
  "booking.too_far": "to",
  "booking.facility_unknown": "from",
  "triage.unanswered": "condition",
  "triage.unknown_question": "condition",
  "triage.answer_does_not_fit": "condition",
};

/** What else is needed on the way; then all answers are judged at once. */
export function ExtrasStep({ region, answers }: { region: BookingRegion; answers: Kept<Answers> }) {
  const t = useTranslations("booking.extras");
  const { send, error, isBusy } = useAssess(answers, region);
  const { extras, from, to, mobility } = answers.value;
  const change = (part: Partial<BookingExtras>) => answers.set({ extras: { ...extras, ...part } });
  const next = () => {
    send({ isComplete: true }).then(
      () => goToStep("result"),
      () => undefined,
    );
  };
  const wrongStep = error ? stepOfKey[readFailure(error).key] : undefined;
  return (
    <StepFrame
      step="extras"
      title={t("title")}
      lead={t("lead")}
      onNext={next}
      nextLabel={t("next")}
      busy={isBusy}
    >
      <div className="rounded-lg border border-line bg-surface px-4 py-2">
        <Checkbox
          label={t("oxygen.label")}
          description={t("oxygen.description")}
          checked={extras.oxygen}
          onChange={(event) => change({ oxygen: event.target.checked })}
        />
        {mobility === "walk" ? null : (
          <>
            <Checkbox
              label={t("carryFrom.label", { floor: from?.floor ?? 1 })}
              description={t("carryFrom.description")}
              checked={extras.carryFrom}
              onChange={(event) => change({ carryFrom: event.target.checked })}
            />
            <Checkbox
              label={t("carryTo.label", { floor: to?.floor ?? 1 })}
              description={t("carryTo.description")}
              checked={extras.carryTo}
              onChange={(event) => change({ carryTo: event.target.checked })}
            />
          </>
        )}
      </div>
      <Field label={t("escorts.label")} hint={t("escorts.hint")}>
        <NumberStepper
          value={extras.escorts}
          min={0}
          max={3}
          unit={t("escorts.unit")}
          onValueChange={(escorts) =>
            change({ escorts: Number.isNaN(escorts) ? 0 : Math.min(3, Math.max(0, Math.round(escorts))) })
          }
        />
      </Field>
      <AnswersReview answers={answers.value} region={region} />
      <FailureNote
        error={error}
        onRetry={wrongStep ? undefined : next}
        retrying={isBusy}
        action={
          wrongStep ? (
            <Button variant="secondary" onClick={() => goToStep(wrongStep)}>
              {t("mend")}
            </Button>
          ) : null
        }
      />
    </StepFrame>
  );
}
