"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale } from "next-intl";
import { useCallback } from "react";
import type { PatientSummary } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { useBookingRegion } from "@/components/desk/booking-region";
import type { FacilityView } from "@/server/core/facility-view";
import { type BatchRow, isBooked, moved, rowOfPatient } from "./batch-row";

interface BatchState {
  rows: BatchRow[];
  /** The row taken out last, to be put back. */
  removed: { row: BatchRow; at: number } | null;
}

const nothing: BatchState = { rows: [], removed: null };

/** The rows of a batch; a reload loses none of them, closing the tab all of them. */
export function useBatch() {
  const region = useBookingRegion();
  const trpc = useTRPC();
  const { value, set, forget } = useKept(`anzhuan.batch.${region.id}`, "session", nothing);
  const release = useMutation(trpc.booking.releaseSlot.mutationOptions());
  const { rows, removed } = value;
  const setRows = useCallback((next: BatchRow[]) => set({ rows: next }), [set]);
  /** A change of the wish ends what the plan answered. */
  const change = (id: string, part: Partial<BatchRow>) =>
    setRows(rows.map((row) => (row.id === id && !isBooked(row) ? { ...row, outcome: null, ...part } : row)));
  const remove = (id: string) => {
    const at = rows.findIndex((row) => row.id === id);
    const row = rows[at];
    if (!row) return;
    if (row.outcome?.status === "held") release.mutate({ bookingId: id });
    set({ rows: rows.filter((one) => one.id !== id), removed: { row: { ...row, outcome: null }, at } });
  };
  const restore = () => {
    if (!removed) return;
    const { row, at } = removed;
    set({ rows: [...rows.slice(0, at), row, ...rows.slice(at)], removed: null });
  };
  const move = (id: string, to: number) => setRows(moved(rows, id, to));
  const tick = (patients: PatientSummary[]) => {
    const known = new Set(rows.map(({ patientId }) => patientId));
    setRows([...rows, ...patients.filter(({ id }) => !known.has(id)).map(rowOfPatient)]);
  };
  const add = (more: BatchRow[]) => set({ rows: [...rows, ...more] });
  return { rows, removed, setRows, change, remove, restore, move, tick, add, forget };
}

export type Batch = ReturnType<typeof useBatch>;

/** Ask the server whom and which place pasted rows mean, and fill that in. */
export function useMatch(wardId: string | null) {
  const trpc = useTRPC();
  const locale = useLocale();
  const match = useMutation(trpc.batch.match.mutationOptions());
  const placeOf = (facility: FacilityView) => ({
    facilityId: facility.id,
    label: locale === "en" ? facility.nameEn : facility.nameZh,
    detail: "",
    lat: facility.lat,
    lon: facility.lon,
    floor: facility.floor ?? 1,
    hasLift: facility.hasLift,
    hint: facility.address,
  });
  const matched = async (rows: BatchRow[]): Promise<BatchRow[]> => {
    const asked = rows.map(({ id, name, bed, idNumber, toTyped }) => ({
      id,
      name,
      bed,
      idNumber,
      to: toTyped,
    }));
    const answers = await match.mutateAsync({ wardId, rows: asked });
    return rows.map((row) => {
      const answer = answers.find(({ id }) => id === row.id);
      if (!answer) return row;
      const [only] = answer.patients.length === 1 ? answer.patients : [];
      const { isHome, facility, choices } = answer.to;
      return {
        ...row,
        ...(only ? knownPatient(row, only) : {}),
        alike: only ? [] : answer.patients.map(({ id, name, bed }) => ({ id, name, bed: bed ?? "" })),
        to: isHome ? ("home" as const) : facility ? placeOf(facility) : null,
        toChoices: choices.map(placeOf),
      };
    });
  };
  return { matched, isBusy: match.isPending, error: match.error };
}

type Found = Pick<PatientSummary, "id" | "name" | "bed" | "wardId" | "weightKg" | "mobility" | "hasHome">;

/** What the ward's list knows fills what the sheet left out. */
function knownPatient(row: BatchRow, patient: Found): Partial<BatchRow> {
  return {
    patientId: patient.id,
    alike: [],
    name: row.name || patient.name,
    bed: patient.bed ?? row.bed,
    wardId: patient.wardId ?? row.wardId,
    weightKg: row.weightKg ?? patient.weightKg,
    mobility: row.mobility ?? patient.mobility,
    hasHome: patient.hasHome,
  };
}
