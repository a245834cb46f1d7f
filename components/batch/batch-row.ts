import { v7 as uuidv7 } from "uuid";
import type { PatientSummary } from "@/components/api/outputs";
import type { BookingRegion, PlaceAnswer } from "@/components/booking/answers";
import { wantedOf } from "@/components/booking/wanted";
import { askedOf } from "@/components/desk/asked";
import type { CellProblem, SheetRow } from "@/server/core/batch/cell";
import type { Mobility } from "@/server/core/patient";
import type { QuestionSet, TriageAnswers } from "@/server/core/triage/question-set";

/** A way out of a refusal: see `SlotChange`; instants as ISO strings, since rows are kept in the browser. */
export interface RowChange {
  kind: "earlier" | "later" | "mobility";
  minutes: number;
  pickupFrom: string;
  pickupUntil: string;
  mobility: Mobility | null;
}

/** What the plan answered for a row. */
export interface RowOutcome {
  status: "held" | "confirmed" | "refused" | "in_review" | "handed_to_120" | "failed";
  number: string;
  slot: {
    pickupFrom: string;
    pickupUntil: string;
    vehicleClass: string;
    totalFen: number;
    expiresAt: string;
  } | null;
  reasons: { constraint: string; vehicles: number }[];
  changes: RowChange[];
  /** In the reader's language, where the row failed. */
  failure: string;
}

/** One patient of a batch, as kept in the browser until it is booked. */
export interface BatchRow {
  /** Becomes the booking's id: sent twice it is one booking. */
  id: string;
  /** A new patient is entered under this id. */
  newPatientId: string;
  patientId: string | null;
  /** Patients whom the sheet's words fit as well. */
  alike: { id: string; name: string; bed: string }[];
  name: string;
  bed: string;
  wardId: string | null;
  idNumber: string | null;
  phone: string | null;
  weightKg: number | null;
  hasHome: boolean;
  mobility: Mobility | null;
  /** `home`: where the patient's record says they live. */
  to: "home" | PlaceAnswer | null;
  toTyped: string;
  toChoices: PlaceAnswer[];
  day: string;
  time: string;
  escorts: number;
  triage: TriageAnswers;
  problems: CellProblem[];
  outcome: RowOutcome | null;
}

const blank = (): Omit<BatchRow, "name" | "bed"> => ({
  id: uuidv7(),
  newPatientId: uuidv7(),
  patientId: null,
  alike: [],
  wardId: null,
  idNumber: null,
  phone: null,
  weightKg: null,
  hasHome: false,
  mobility: null,
  to: null,
  toTyped: "",
  toChoices: [],
  day: "",
  time: "",
  escorts: 1,
  triage: {},
  problems: [],
  outcome: null,
});

/** A row of somebody on the ward's list; those who live where the record says go home unless told otherwise. */
export function rowOfPatient(patient: PatientSummary): BatchRow {
  const { id, name, bed, wardId, weightKg, hasHome, mobility } = patient;
  return {
    ...blank(),
    ...{ patientId: id, name, bed: bed ?? "", wardId, weightKg, hasHome, mobility },
    to: hasHome ? "home" : null,
  };
}

/** A row as it was pasted; who and where it means is asked of the server. */
export function rowOfSheet(read: SheetRow, wardId: string | null): BatchRow {
  const { name, bed, idNumber, phone, weightKg, mobility, to, day, time, escorts, problems } = read;
  return {
    ...blank(),
    ...{ name, bed, wardId, idNumber, phone, weightKg, mobility, day, time, problems },
    toTyped: to,
    escorts: escorts ?? 1,
  };
}

/** What a row still lacks, in the order of its fields. */
export type Missing = "patient" | "ward" | "mobility" | "weight" | "to" | "day" | "time" | "triage" | "cell";

export function missingOf(row: BatchRow, set: QuestionSet): Missing[] {
  const { open, hasFlag } = askedOf(set, row);
  const checks: [Missing, boolean][] = [
    ["patient", row.patientId === null && (row.name === "" || row.alike.length > 0)],
    ["cell", row.problems.some(({ field }) => field === "idNumber" || field === "phone")],
    ["ward", row.wardId === null],
    ["mobility", row.mobility === null],
    ["weight", row.mobility === "bariatric_stretcher" && row.weightKg === null],
    ["to", row.to === null || (row.to === "home" && !row.hasHome)],
    ["day", row.day === ""],
    ["time", row.time === ""],
    ["triage", open.length > 0 && !hasFlag],
  ];
  return checks.flatMap(([what, isMissing]) => (isMissing ? [what] : []));
}

/** Earliest pickup and end of interest of a row. */
export function wantedOfRow({ day, time }: BatchRow, now: number, region: BookingRegion) {
  return wantedOf({ choice: "date", day, time, flexible: false }, now, region);
}

/** Whether a row holds a slot that has not run out. */
export const isHeld = ({ outcome }: BatchRow, now: number): boolean =>
  outcome?.status === "held" && outcome.slot !== null && Date.parse(outcome.slot.expiresAt) > now;

export const isBooked = ({ outcome }: BatchRow): boolean => outcome?.status === "confirmed";

/** A slot that was held and whose time is over. */
export const isOver = (row: BatchRow, now: number): boolean =>
  row.outcome?.status === "held" && !isHeld(row, now);

/** The row moved to a place of the list, counted from 0. */
export function moved(rows: BatchRow[], id: string, to: number): BatchRow[] {
  const from = rows.findIndex((row) => row.id === id);
  const row = rows[from];
  if (!row) return rows;
  const others = rows.filter((one) => one.id !== id);
  return [...others.slice(0, to), row, ...others.slice(to)];
}
