"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { PhoneIncoming, Search, Siren } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { type Caller, isWhoAnswered } from "@/components/booking/answers";
import { useAssess } from "@/components/booking/use-assess";
import { useBookingRegion } from "@/components/desk/booking-region";
import { whenOfChip } from "@/components/desk/when-of-chip";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { BookingFull } from "@/server/core/booking-view";
import type { EmergencyRecordView } from "@/server/core/emergency-view";
import { normalisePhone } from "@/server/core/phone";
import type { QuestionSet } from "@/server/core/triage/question-set";
import { CallerSection } from "./caller-section";
import { spokenQuestions } from "./flagged";
import { FromNotice } from "./from-notice";
import { type IntakeState, isUnderWay, judgedPart, useIntake } from "./intake-state";
import { OutcomePanel } from "./outcome-panel";
import { QuestionSection } from "./question-section";
import { To120Panel } from "./to-120-panel";
import { useShortcuts } from "./use-shortcuts";
import { ExtrasSection, isPlaceWhole, MobilitySection, WaySection } from "./way-section";

/** Stands for the answers of a draft that was begun elsewhere. */
const resumed = "resumed";

/** Begin with what 120 told, once per hand-over, so that nothing is typed twice. */
function usePrefill(state: IntakeState, from: EmergencyRecordView | null) {
  const { answers, people, call, clear } = state;
  const fromId = call.value.fromId;
  useEffect(() => {
    if (!from || from.id === fromId) return;
    clear();
    const phone = from.phone?.replace(/^\+86/, "") ?? "";
    people.set({ phone, patientName: from.patient.name ?? "", relation: from.relation ?? "" });
    answers.set({ callerPhone: phone, mobility: from.patient.mobility });
    call.set({ fromId: from.id, placeText: from.details?.placeText ?? "" });
  });
}

const callerOf: Record<BookingFull["callerParty"], Caller> = {
  with_patient: "with",
  not_with_patient: "away",
  case_manager: "hospital",
  clinician: "away",
};

/** Go on with a draft that stands already: its slots come at once, its answers are there to be changed. */
function useResume(state: IntakeState, draft: BookingFull | null) {
  const { answers, people, call, clear } = state;
  const draftId = answers.value.draft?.bookingId;
  useEffect(() => {
    if (!draft || draft.id === draftId) return;
    clear();
    const phone = draft.booker.phone?.replace(/^\+86/, "") ?? "";
    const { patient, patientIdNumber, booker, mobility, extras, callerParty } = draft;
    people.set({
      phone,
      patientName: patient,
      idNumber: patientIdNumber ?? "",
      bookerName: booker.name ?? "",
      relation: booker.relation ?? "",
    });
    const ends = { from: { ...draft.from, hint: "" }, to: { ...draft.to, hint: "" } };
    const caller = booker.relation === "self" ? "self" : callerOf[callerParty];
    answers.set({
      ...ends,
      caller,
      mobility,
      extras,
      callerPhone: phone,
      weightKg: draft.patientWeightKg ? String(draft.patientWeightKg) : "",
      draft: { bookingId: draft.id, token: null },
    });
    call.set({ assessedAs: resumed });
  });
}

/** The screen of a call: what to ask on one side, in the order it is asked; what follows from it on the other. */
export function IntakeDesk({
  from,
  resume,
}: {
  from: EmergencyRecordView | null;
  resume: BookingFull | null;
}) {
  const t = useTranslations("seat");
  const region = useBookingRegion();
  const state = useIntake(region.id);
  const [round, setRound] = useState(0);
  const [isAsking, setAsking] = useState(false);
  usePrefill(state, from);
  useResume(state, resume);
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery({
    ...trpc.booking.triageSet.queryOptions(),
    staleTime: 3_600_000,
  });
  const begin = () => {
    state.clear();
    setAsking(false);
    setRound(round + 1);
    window.history.replaceState(null, "", window.location.pathname);
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[name=caller-phone]")?.focus());
  };
  const to120 = () => {
    state.call.set({ isTo120: true });
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.querySelector<HTMLElement>("[name=emergency-place]")?.focus()),
    );
  };
  const askToBegin = () => (isUnderWay(state) ? setAsking(true) : begin());
  useShortcuts({ n: askToBegin, e: to120 });
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <Button variant="secondary" onClick={askToBegin} aria-keyshortcuts="N">
              <PhoneIncoming aria-hidden="true" />
              {t("newCall")}
            </Button>
            <Button variant="emergency" onClick={to120} aria-keyshortcuts="E">
              <Siren aria-hidden="true" />
              {t("to120Button")}
            </Button>
          </>
        }
      />
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("leave.title")}
        description={t("leave.text")}
        confirmLabel={t("leave.confirm")}
        cancelLabel={t("leave.keep")}
        onConfirm={begin}
      />
      {from && state.call.value.fromId === from.id ? <FromNotice from={from} /> : null}
      {data ? (
        <Intake key={round} state={state} set={data.set} onNew={begin} />
      ) : error ? (
        <FailureNote error={error} onRetry={() => void refetch()} />
      ) : (
        <ListSkeleton rows={5} rowClassName="h-24" />
      )}
    </>
  );
}

interface IntakeProps {
  state: IntakeState;
  set: QuestionSet;
  onNew: () => void;
}

/** Judge what is whole; a hand-over from 120 is settled by the booking that comes of it. */
function useJudge(state: IntakeState, isWhole: boolean) {
  const region = useBookingRegion();
  const trpc = useTRPC();
  const { answers, choice, call } = state;
  const assess = useAssess(answers, region);
  const settle = useMutation(trpc.emergency.settle.mutationOptions());
  const judge = async () => {
    const when = whenOfChip(choice.value, Date.now(), region.timeZone);
    if (!isWhole || !when) return;
    const result = await assess.send({ when, isComplete: true }).catch(() => null);
    if (!result) return;
    call.set({ assessedAs: `${judgedPart(answers.value)}${JSON.stringify(choice.value)}`, isTo120: false });
    if (result.outcome === "clinician_review") finish(result.bookingId);
  };
  const finish = (bookingId: string) => {
    const { fromId } = call.value;
    call.set({ isDone: true });
    if (fromId) settle.mutate({ handoverId: fromId, bookingId });
  };
  return { judge, finish, error: assess.error, isBusy: assess.isBusy };
}

function Intake({ state, set, onNew }: IntakeProps) {
  const t = useTranslations("seat");
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { answers, choice, people, call } = state;
  const { first, later, open, flags } = spokenQuestions(set, answers.value);
  const { from, to } = answers.value;
  const hasWhen = choice.value.chip !== "" && (choice.value.chip !== "other" || choice.value.time !== "");
  const isWhole =
    normalisePhone(people.value.phone).ok &&
    isWhoAnswered(answers.value) &&
    isPlaceWhole(from) &&
    isPlaceWhole(to) &&
    hasWhen &&
    open.size === 0;
  const { judge, finish, error, isBusy } = useJudge(state, isWhole);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isWhole) return void judge();
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const part = { state, isChecked };
  const outcome = useRef<HTMLDivElement>(null);
  const { assessedAs } = call.value;
  const isEmergency = flags.length > 0 || call.value.isTo120 || call.value.handoverId !== "";
  // On a narrow screen the outcome stands above the questions: what was just asked for, or 120, comes into sight.
  useEffect(() => {
    const isAsked = assessedAs !== "" && assessedAs !== resumed;
    if (isAsked || isEmergency) outcome.current?.scrollIntoView({ block: "nearest" });
  }, [assessedAs, isEmergency]);
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[1fr_minmax(24rem,30rem)]">
      <form ref={form} onSubmit={submit} noValidate className="grid gap-5">
        <CallerSection {...part} />
        <QuestionSection {...part} number={2} title={t("flagsTitle")} questions={first} open={open} />
        <MobilitySection {...part} />
        <WaySection {...part} />
        <QuestionSection {...part} number={5} title={t("laterTitle")} questions={later} open={open} />
        <ExtrasSection state={state} />
        {isChecked && !isWhole ? (
          <p role="alert" className="font-medium text-danger">
            {t("notWhole")}
          </p>
        ) : null}
        <FailureNote error={error} />
        <Button type="submit" size="lg" loading={isBusy}>
          <Search aria-hidden="true" />
          {t("ask")}
        </Button>
      </form>
      <div
        ref={outcome}
        className="grid scroll-mt-20 gap-4 max-xl:order-first xl:sticky xl:top-4 xl:max-h-[calc(100dvh-2rem)] xl:overflow-y-auto xl:p-1"
      >
        {isEmergency ? (
          <To120Panel state={state} flags={flags} />
        ) : (
          <Following state={state} onNew={onNew} onConfirmed={finish} />
        )}
      </div>
    </div>
  );
}

interface FollowingProps {
  state: IntakeState;
  onNew: () => void;
  onConfirmed: (bookingId: string) => void;
}

/** The keys while nothing is known yet, then the outcome; changed answers ask to be judged anew. */
function Following({ state, onNew, onConfirmed }: FollowingProps) {
  const t = useTranslations("seat");
  const { answers, choice, call } = state;
  const { draft } = answers.value;
  const { assessedAs } = call.value;
  if (!draft || !assessedAs) {
    return (
      <section className="hidden rounded-lg border border-line border-dashed p-5 text-ink-soft xl:block">
        <p className="font-medium text-ink">{t("keys.title")}</p>
        <ul className="mt-2 grid gap-1.5">
          {(["numbers", "ask", "slots", "to120", "newCall"] as const).map((key) => (
            <li key={key}>{t(`keys.${key}`)}</li>
          ))}
        </ul>
      </section>
    );
  }
  const isChanged =
    assessedAs !== resumed && assessedAs !== `${judgedPart(answers.value)}${JSON.stringify(choice.value)}`;
  return (
    <>
      {isChanged ? (
        <p role="status" className="rounded-md bg-wait-soft px-3.5 py-2.5 text-wait">
          {t("changed")}
        </p>
      ) : null}
      <OutcomePanel
        bookingId={draft.bookingId}
        state={state}
        onConfirmed={() => onConfirmed(draft.bookingId)}
        onNew={onNew}
      />
    </>
  );
}
