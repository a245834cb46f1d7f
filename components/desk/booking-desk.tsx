"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { PatientDetail, PatientSummary } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { noAnswers, type PlaceAnswer } from "@/components/booking/answers";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { useRouter } from "@/messages/navigation";
import { useBookingRegion } from "./booking-region";
import { DeskOutcome } from "./desk-outcome";
import { useDeskState } from "./desk-state";
import { DeskTakeover, takesOver } from "./desk-takeover";
import { ForeignDraft, PatientHead } from "./patient-head";
import { PatientPicker } from "./patient-picker";
import { usePatient } from "./use-patient";
import { type Ward, wardPlace } from "./ward";
import { WayForm } from "./way-form";

interface BookingDeskProps {
  wards: Ward[];
  patients: PatientSummary[];
  recent: PlaceAnswer[];
  /** The member's own name: it books. */
  bookerName: string;
  /** A draft begun elsewhere: a repeated booking, or one that waited for a clinician. */
  draftId: string | null;
  /** The patient to begin with, from the list of patients. */
  patientId: string | null;
}

/** The answers that a patient's own record gives; nothing medical among them. */
function begun(patient: PatientDetail, wards: Ward[], locale: string) {
  const { id, mobility, weightKg } = patient;
  const ward = wards.find((one) => one.id === patient.wardId);
  return {
    ...noAnswers,
    caller: "hospital" as const,
    patientId: id,
    mobility,
    weightKg: weightKg === null ? "" : String(weightKg),
    from: ward ? wardPlace(ward, patient.bed, locale) : null,
  };
}

function useDeskPatient({ wards, draftId, patientId: askedId }: BookingDeskProps) {
  const region = useBookingRegion();
  const state = useDeskState(region.id);
  const locale = useLocale();
  const router = useRouter();
  const { answers } = state;
  const [wantedId, setWanted] = useState<string | null>(askedId);
  const shownId = wantedId ?? answers.value.patientId;
  const { patient, error } = usePatient(shownId);
  const choose = (patientId: string) => {
    state.clear();
    setWanted(patientId);
    if (draftId || askedId) router.replace("/hospital/desk");
  };
  const isBegun = answers.value.patientId === shownId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once per patient, when the record has come
  useEffect(() => {
    if (!patient || isBegun) return;
    answers.set(begun(patient, wards, locale));
  }, [patient, isBegun]);
  const clear = () => {
    state.clear();
    setWanted(null);
    if (draftId || askedId) router.replace("/hospital/desk");
    requestAnimationFrame(() => document.querySelector<HTMLElement>("#desk-search input")?.focus());
  };
  return { state, patient: isBegun ? patient : null, shownId, error, choose, clear };
}

/** The hospital's desk: a patient, a way, a slot; everything on one screen. */
export function BookingDesk(props: BookingDeskProps) {
  const t = useTranslations("desk");
  const trpc = useTRPC();
  const { wards, patients, recent, bookerName, draftId } = props;
  const desk = useDeskPatient(props);
  const { state, patient, shownId } = desk;
  const [round, setRound] = useState(0);
  const [isMending, setMending] = useState(false);
  const bookingId = draftId ?? state.answers.value.draft?.bookingId ?? null;
  const draft = useQuery({
    ...trpc.booking.draft.queryOptions({ bookingId: bookingId ?? "" }),
    enabled: bookingId !== null,
    staleTime: 0,
  });
  const found = bookingId && draft.data?.bookingId === bookingId ? draft.data : null;
  const isForeign = draftId !== null && state.answers.value.draft?.bookingId !== draftId;
  if (found && takesOver(found) && !isForeign && !isMending) {
    const onBack = () => setMending(true);
    return <DeskTakeover draft={found} state={state} onBack={onBack} onNext={desk.clear} />;
  }
  const refetch = () => {
    setMending(false);
    setRound((before) => before + 1);
    void draft.refetch();
  };
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid items-start gap-6 lg:grid-cols-[16rem_minmax(0,1fr)] xl:grid-cols-[16rem_minmax(0,1fr)_23rem]">
        <section aria-labelledby="desk-who" className="lg:sticky lg:top-4">
          <h2 id="desk-who" className="mb-3 text-lg">
            {t("columns.who")}
          </h2>
          <PatientPicker wards={wards} initial={patients} chosenId={shownId} onChoose={desk.choose} />
        </section>
        <section
          aria-labelledby="desk-how"
          className="rounded-xl border border-line bg-surface p-4 shadow-raised sm:p-5"
        >
          <h2 id="desk-how" className="mb-3 text-lg">
            {t("columns.how")}
          </h2>
          <FailureNote error={desk.error} />
          {isForeign && found ? (
            <ForeignDraft draft={found} onNew={desk.clear} />
          ) : patient ? (
            <div className="grid gap-5">
              <PatientHead patient={patient} />
              <WayForm
                key={patient.id}
                state={state}
                home={patient.home && { ...patient.home, hint: "" }}
                recent={recent}
                onAssessed={refetch}
              />
            </div>
          ) : shownId && !desk.error ? (
            <ListSkeleton rows={5} rowClassName="h-14" />
          ) : (
            <p className="text-ink-soft">{t("chooseFirst")}</p>
          )}
        </section>
        <section aria-labelledby="desk-slots" className="lg:col-start-2 xl:sticky xl:top-4 xl:col-start-auto">
          <h2 id="desk-slots" className="mb-3 text-lg">
            {t("columns.slots")}
          </h2>
          <FailureNote error={draft.error} onRetry={() => void draft.refetch()} />
          <DeskOutcome
            draft={found}
            isWaiting={bookingId !== null && draft.isPending}
            state={state}
            isForeign={isForeign}
            round={round}
            bookerName={bookerName}
            onNext={desk.clear}
          />
        </section>
      </div>
    </>
  );
}
