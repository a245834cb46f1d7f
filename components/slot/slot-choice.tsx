"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { readFailure } from "@/components/api/domain-error";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { draftRef, type StepProps } from "@/components/booking/answers";
import { goToStep } from "@/components/booking/go-to-step";
import { StepHeading } from "@/components/booking/step-frame";
import { ReliefCard } from "@/components/relief/relief-card";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Countdown } from "@/components/ui/countdown";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { DraftView, QuoteListResult, QuoteView } from "@/server/core/booking-view";
import { chosenOf, useChosenSlot, wholePriceFen } from "./chosen-slot";
import { RefusalNotice } from "./refusal-notice";
import { SlotCard } from "./slot-card";
import { SlotOrder, useSlotOrder } from "./slot-order";

interface SlotChoiceProps extends StepProps {
  draft: DraftView;
}

/** Somebody was faster, or the price ran out: the next best slots are asked for at once. */
const askAnewKeys = new Set([
  "slot.taken",
  "slot.way_back_taken",
  "quote.expired",
  "quote.not_open",
  "quote.not_found",
]);

/** Issue quotes once per visit of the screen and keep them while it is open. */
function useQuotes(ref: { bookingId?: string }, bookingId: string) {
  const trpc = useTRPC();
  const issue = useMutation(trpc.quote.list.mutationOptions());
  return useQuery({
    queryKey: ["quotes of a draft", bookingId],
    queryFn: () => issue.mutateAsync(ref),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}

function useChoice({ region, answers, draft }: SlotChoiceProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const chosen = useChosenSlot(region.id);
  const choose = useMutation(trpc.booking.chooseSlot.mutationOptions());
  const ref = draftRef(answers.value.draft);
  const pick = async (quote: QuoteView) => {
    try {
      const hold = await choose.mutateAsync({ ...ref, quoteId: quote.id });
      chosen.set(chosenOf(quote, hold));
      goToStep("details");
    } catch (error) {
      if (!askAnewKeys.has(readFailure(error).key)) return;
      await client.refetchQueries({ queryKey: ["quotes of a draft", draft.bookingId] });
    }
  };
  return { pick, chosen, error: choose.error, busyId: choose.isPending ? choose.variables.quoteId : null };
}

/** The slots that can be kept, each with its binding price. */
export function SlotChoice(props: SlotChoiceProps) {
  const { region, answers, draft } = props;
  const t = useTranslations("booking.slots");
  const quotes = useQuotes(draftRef(answers.value.draft), draft.bookingId);
  const choice = useChoice(props);
  return (
    <div className="mx-auto grid max-w-2xl gap-4">
      <StepHeading lead={t("lead")}>{t("title")}</StepHeading>
      <HeldNote {...props} />
      <ReliefCard
        bookingId={draft.bookingId}
        reference={draftRef(answers.value.draft)}
        onChanged={() => void quotes.refetch()}
      />
      {choice.error ? <Taken error={choice.error} /> : null}
      {quotes.isFetching ? (
        <>
          <p role="status" className="text-ink-soft">
            {t("looking")}
          </p>
          <ListSkeleton rows={3} rowClassName="h-40" />
        </>
      ) : quotes.data ? (
        <Slots result={quotes.data} region={region} answers={answers} draft={draft} choice={choice} />
      ) : (
        <FailureNote error={quotes.error} onRetry={() => void quotes.refetch()} />
      )}
      <Button variant="quiet" className="justify-self-start" onClick={() => goToStep("extras")}>
        {t("changeAnswers")}
      </Button>
    </div>
  );
}

function Taken({ error }: { error: unknown }) {
  const t = useTranslations("booking.slots");
  const { key } = readFailure(error);
  if (!askAnewKeys.has(key)) return <FailureNote error={error} />;
  return (
    <Alert tone="warn" live title={t(key.startsWith("slot.") ? "taken.title" : "expired.title")}>
      {t(key.startsWith("slot.") ? "taken.text" : "expired.text")}
    </Alert>
  );
}

/** A slot is still held: going on is offered before choosing anew. */
function HeldNote({ region, draft }: SlotChoiceProps) {
  const t = useTranslations("booking.slots.held");
  const chosen = useChosenSlot(region.id);
  if (
    !draft.hold ||
    chosen.value.quoteId !== draft.hold.quoteId ||
    draft.hold.expiresAt.getTime() < Date.now()
  )
    return null;
  return (
    <Alert
      tone="info"
      title={t("title")}
      action={<Button onClick={() => goToStep("details")}>{t("goOn")}</Button>}
    >
      <Countdown endsAt={draft.hold.expiresAt.getTime()} label={t("left")} />
    </Alert>
  );
}

interface SlotsProps extends SlotChoiceProps {
  result: QuoteListResult;
  choice: ReturnType<typeof useChoice>;
}

function Slots({ result, region, answers, draft, choice }: SlotsProps) {
  const t = useTranslations("booking.slots");
  const now = useRef(Date.now());
  const slots = useSlotOrder(result.quotes);
  if (result.refusal) return <RefusalNotice refusal={result.refusal} region={region} answers={answers} />;
  const { quotes, lowestFen, differ } = slots;
  return (
    <>
      <SlotOrder slots={slots} />
      {result.wayBackRefusal ? (
        <Alert tone="warn" live title={t("noWayBack.title")}>
          {t("noWayBack.text", { hotline: region.hotline })}
        </Alert>
      ) : null}
      <ol className="grid gap-4">
        {quotes.map((quote) => (
          <SlotCard
            key={quote.id}
            quote={quote}
            needs={draft.needs}
            timeZone={region.timeZone}
            now={now.current}
            isCheapest={differ && wholePriceFen(quote) === lowestFen}
            isBusy={choice.busyId === quote.id}
            isOff={choice.busyId !== null && choice.busyId !== quote.id}
            onChoose={() => void choice.pick(quote)}
          />
        ))}
      </ol>
    </>
  );
}
