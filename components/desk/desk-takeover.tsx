"use client";

import { useTranslations } from "next-intl";
import { useAssess } from "@/components/booking/use-assess";
import { EmergencyScreen } from "@/components/triage/emergency-screen";
import { ReviewScreen } from "@/components/triage/review-screen";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import type { DraftView } from "@/server/core/booking-view";
import { useBookingRegion } from "./booking-region";
import type { DeskState } from "./desk-state";

/** No slot to choose: 120, or a clinician, comes first and has the whole screen. */
export function takesOver({ status }: DraftView): boolean {
  return status === "handed_to_120" || status === "in_review";
}

interface DeskTakeoverProps {
  draft: DraftView;
  state: DeskState;
  /** Back to the answers of the same draft: what was said once stays known. */
  onBack: () => void;
  onNext: () => void;
}

/** What to do now that it is no ride, and the way on to the next patient meanwhile. */
export function DeskTakeover({ draft, state, onBack, onNext }: DeskTakeoverProps) {
  const t = useTranslations("desk.takeover");
  const region = useBookingRegion();
  const { answers } = state;
  const { send, error, isBusy } = useAssess(answers, region);
  const isEmergency = draft.status === "handed_to_120";
  return (
    <div className="grid gap-6">
      <div className="no-print mx-auto flex w-full max-w-2xl flex-wrap justify-between gap-3">
        <LinkButton href={`/hospital/bookings/${draft.bookingId}`} variant="quiet">
          {t("open", { number: draft.number })}
        </LinkButton>
        <Button variant="secondary" onClick={onNext}>
          {t("next")}
        </Button>
      </div>
      {isEmergency ? (
        <EmergencyScreen
          region={region}
          emergency={draft.emergency}
          reasons={draft.reasons}
          error={error}
          isBusy={isBusy}
          phone={answers.value.callerPhone}
          onPhone={(callerPhone) => void send({ callerPhone }).catch(() => undefined)}
          onRetry={() => void send().catch(() => undefined)}
          onBack={onBack}
        />
      ) : (
        <ReviewScreen region={region} answers={answers} draft={draft} />
      )}
    </div>
  );
}
