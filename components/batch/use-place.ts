"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale } from "next-intl";
import { useRef, useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { askedOf } from "@/components/desk/asked";
import { useBookingRegion } from "@/components/desk/booking-region";
import { type Ward, wardPlace } from "@/components/desk/ward";
import type { PlaceInput } from "@/server/core/booking-input";
import type { QuestionSet } from "@/server/core/triage/question-set";
import { type BatchRow, isBooked, isHeld, missingOf, type RowOutcome, wantedOfRow } from "./batch-row";
import type { Batch } from "./use-batch";

const plain = ({ hint: _, ...place }: PlaceInput & { hint: string }): PlaceInput => place;

const failed = (failure: string): RowOutcome => ({
  status: "failed",
  number: "",
  slot: null,
  reasons: [],
  changes: [],
  failure,
});

interface PlaceProps {
  batch: Batch;
  wards: Ward[];
  set: QuestionSet;
}

/** Send one row: a new patient is entered first, under an id of this browser's making. */
function useSend({ wards, set }: PlaceProps) {
  const trpc = useTRPC();
  const region = useBookingRegion();
  const locale = useLocale();
  const save = useMutation(trpc.patient.save.mutationOptions());
  const place = useMutation(trpc.batch.place.mutationOptions());
  const enter = async (row: BatchRow) => {
    const { name, idNumber, phone, weightKg, mobility, wardId, bed, newPatientId: newId } = row;
    if (!mobility) throw new Error("a row without its mobility");
    const known = { name, idNumber, phone, weightKg, mobility, wardId, bed, home: null };
    return (await save.mutateAsync({ ...known, newId })).patientId;
  };
  return async (row: BatchRow): Promise<Partial<BatchRow>> => {
    const ward = wards.find(({ id }) => id === row.wardId);
    const { mobility, to, triage } = row;
    if (!ward || !mobility || !to) throw new Error("a row that is not whole");
    const patientId = row.patientId ?? (await enter(row));
    const answer = await place.mutateAsync({
      bookingId: row.id,
      patientId,
      mobility,
      weightKg: mobility === "bariatric_stretcher" ? row.weightKg : null,
      from: plain(wardPlace(ward, row.bed, locale)),
      to: to === "home" ? null : plain(to),
      wanted: wantedOfRow(row, Date.now(), region),
      extras: { ...askedOf(set, row).extras, escorts: row.escorts, carryFrom: false, carryTo: false },
      answers: triage,
      locale: locale === "en" ? "en" : "zh-CN",
    });
    const { slot, refusal, status, number } = answer;
    const iso = <T extends { pickupFrom: Date; pickupUntil: Date }>(at: T) => ({
      ...at,
      pickupFrom: at.pickupFrom.toISOString(),
      pickupUntil: at.pickupUntil.toISOString(),
    });
    const outcome: RowOutcome = {
      status,
      number,
      slot: slot && { ...iso(slot), expiresAt: slot.expiresAt.toISOString() },
      reasons: refusal?.reasons ?? [],
      changes: refusal?.changes.map(iso) ?? [],
      failure: "",
    };
    return { patientId, outcome };
  };
}

/** Place the rows one after the other in the order of the list, each on the plan that the one before left. */
export function usePlace(props: PlaceProps) {
  const { batch, set } = props;
  const send = useSend(props);
  const words = useFailureText();
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const isStopped = useRef(false);
  const place = async (now: number, ids?: string[]) => {
    let rows = batch.rows;
    const todo = rows.filter(
      (row) =>
        (ids ? ids.includes(row.id) : true) &&
        !isBooked(row) &&
        !isHeld(row, now) &&
        missingOf(row, set).length === 0,
    );
    isStopped.current = false;
    for (const [done, one] of todo.entries()) {
      if (isStopped.current) break;
      setProgress({ done, of: todo.length });
      const part = await send(one).catch((error: unknown) => ({ outcome: failed(words(error)) }));
      rows = rows.map((row) => (row.id === one.id ? { ...row, ...part } : row));
      batch.setRows(rows);
    }
    setProgress(null);
  };
  const stop = () => {
    isStopped.current = true;
  };
  return { place, stop, progress };
}
