"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { SlotChoice } from "@/components/slot/slot-choice";
import { emergencyPollMilliseconds } from "@/components/triage/emergency-now";
import { EmergencyScreen } from "@/components/triage/emergency-screen";
import { ReviewScreen } from "@/components/triage/review-screen";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { DraftView } from "@/server/core/booking-view";
import { type Answers, draftRef, type StepProps } from "./answers";
import { goToStep } from "./go-to-step";
import type { Kept } from "./kept";
import { StepHeading } from "./step-frame";
import { useAssess } from "./use-assess";

/** What the answers led to, read from the server, so that a reload or a clinician's decision leads on from here. */
export function ResultStep({ region, answers }: StepProps) {
  const t = useTranslations("booking.result");
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery({
    ...trpc.booking.draft.queryOptions(draftRef(answers.value.draft)),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.status === "handed_to_120" ? emergencyPollMilliseconds : false,
  });
  if (data) return <Outcome region={region} answers={answers} draft={data} />;
  return (
    <div className="mx-auto grid max-w-2xl gap-4">
      {error ? (
        <FailureNote
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
          action={<StartAnew answers={answers} />}
        />
      ) : (
        <>
          <StepHeading>{t("looking")}</StepHeading>
          <ListSkeleton rows={4} rowClassName="h-28" />
        </>
      )}
    </div>
  );
}

/** Ask again with the same answers: the draft ended, the answers stay. */
function StartAnew({ answers }: { answers: Kept<Answers> }) {
  const t = useTranslations("booking.result");
  const again = () => {
    answers.set({ draft: null });
    goToStep("extras");
  };
  return (
    <Button variant="secondary" onClick={again}>
      {t("askAgain")}
    </Button>
  );
}

function Outcome({ region, answers, draft }: StepProps & { draft: DraftView }) {
  const t = useTranslations("booking.result");
  const { send, error, isBusy } = useAssess(answers, region);
  if (draft.status === "handed_to_120") {
    return (
      <EmergencyScreen
        region={region}
        emergency={draft.emergency}
        reasons={draft.reasons}
        error={error}
        isBusy={isBusy}
        phone={answers.value.callerPhone}
        onPhone={(callerPhone) => void send({ callerPhone }).catch(() => undefined)}
        onRetry={() => void send().catch(() => undefined)}
        onBack={() => goToStep("condition")}
      />
    );
  }
  if (draft.status === "in_review") return <ReviewScreen region={region} answers={answers} draft={draft} />;
  if (draft.status === "draft" || draft.status === "held") {
    return <SlotChoice region={region} answers={answers} draft={draft} />;
  }
  return (
    <ErrorState
      title={t("over.title")}
      description={t(`over.${draft.status === "cancelled" ? "cancelled" : "confirmed"}`)}
      action={<StartAnew answers={answers} />}
    />
  );
}
