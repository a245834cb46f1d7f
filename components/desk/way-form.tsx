"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import type { Answers, PlaceAnswer } from "@/components/booking/answers";
import { useAssess } from "@/components/booking/use-assess";
import { WayBackFields } from "@/components/booking/way-back-fields";
import { useNow } from "@/components/plan/use-now";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ListSkeleton } from "@/components/ui/skeleton";
import { type Mobility, mobilities } from "@/server/core/patient";
import type { QuestionSet } from "@/server/core/triage/question-set";
import { askedOf } from "./asked";
import { useBookingRegion } from "./booking-region";
import { ChipChoice } from "./chip-choice";
import type { DeskState } from "./desk-state";
import { DestinationField, isPlaceWhole } from "./destination-field";
import { QuestionRows } from "./question-rows";
import { WhenChips } from "./when-chips";
import { whenOfChip } from "./when-of-chip";

interface WayFormProps {
  state: DeskState;
  home: PlaceAnswer | null;
  recent: PlaceAnswer[];
  onAssessed: () => void;
}

/** Where to, when, and how the patient is: the first of the three steps, sent with Enter. */
export function WayForm(props: WayFormProps) {
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery({
    ...trpc.booking.triageSet.queryOptions(),
    staleTime: 3_600_000,
  });
  if (data) return <Form {...props} set={data.set} reviewed={data.rule.reviewed} />;
  if (error) return <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  return <ListSkeleton rows={6} rowClassName="h-16" />;
}

type FormProps = WayFormProps & { set: QuestionSet; reviewed: boolean };

/** Send what was answered; what is missing is marked, and the first of it gets the focus. */
function useSubmit({ state, set, onAssessed }: FormProps, now: number) {
  const region = useBookingRegion();
  const { answers, choice } = state;
  const { send, error, isBusy } = useAssess(answers, region);
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const { open, hasFlag, extras } = askedOf(set, answers.value);
    const when = whenOfChip(choice.value, now, region.timeZone);
    const isWhole = isPlaceWhole(answers.value.to) && when !== null && (open.length === 0 || hasFlag);
    if (!isWhole) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const change: Partial<Answers> = {
      when,
      isComplete: true,
      extras: { ...answers.value.extras, ...extras },
    };
    send(change).then(onAssessed, () => undefined);
  };
  return { form, submit, isChecked, error, isBusy };
}

function Form(props: FormProps) {
  const t = useTranslations("desk.way");
  const now = useNow();
  const region = useBookingRegion();
  const { state, home, recent, set, reviewed } = props;
  const { form, submit, isChecked, error, isBusy } = useSubmit(props, now);
  const { hasFlag } = askedOf(set, state.answers.value);
  useEffect(() => form.current?.querySelector<HTMLElement>("input")?.focus({ preventScroll: true }), [form]);
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <DestinationField state={state} home={home} recent={recent} isChecked={isChecked} />
      <WhenChips choice={state.choice.value} onChoice={state.choice.set} now={now} isChecked={isChecked} />
      <WayBackFields answers={state.answers} region={region} now={now} />
      <Travelling state={state} />
      <QuestionRows set={set} reviewed={reviewed} answers={state.answers} isChecked={isChecked} />
      <FailureNote error={error} />
      <Button type="submit" size="lg" wide variant={hasFlag ? "emergency" : "primary"} loading={isBusy}>
        {t(hasFlag ? "submit120" : "submit")}
        <ArrowRight aria-hidden="true" />
      </Button>
    </form>
  );
}

/** How the patient travels this time, with whom, and whether somebody must carry. */
function Travelling({ state }: { state: DeskState }) {
  const t = useTranslations("desk.way");
  const tWho = useTranslations("booking.who.mobility");
  const { answers } = state;
  const { mobility, extras, to } = answers.value;
  return (
    <>
      <ChipChoice
        legend={t("mobility")}
        type="radio"
        chips={mobilities.map((value) => ({ value, label: tWho(`${value}.label`) }))}
        values={mobility ? [mobility] : []}
        onPick={(value) => answers.set({ mobility: value as Mobility })}
        isLast={() => true}
      />
      <ChipChoice
        legend={t("escorts")}
        type="radio"
        chips={["0", "1", "2", "3"].map((value) => ({
          value: `e${value}`,
          label: t("escortCount", { count: Number(value) }),
        }))}
        values={[`e${extras.escorts}`]}
        onPick={(value) => answers.set({ extras: { ...extras, escorts: Number(value.slice(1)) } })}
        isLast={() => true}
      />
      {mobility !== "walk" && to && to.floor !== 1 ? (
        <Checkbox
          label={t("carryTo", { floor: to.floor })}
          checked={extras.carryTo}
          onChange={(event) => answers.set({ extras: { ...extras, carryTo: event.target.checked } })}
        />
      ) : null}
    </>
  );
}
