import type { PatientDetail } from "@/components/api/outputs";
import type { PlaceAnswer } from "@/components/booking/answers";
import { dayIn } from "@/components/booking/local-clock";
import type { Mobility } from "@/server/core/patient";
import { type PatientInput, patientInput } from "@/server/core/patient-input";
import { checkResidentId } from "@/server/core/resident-id";

/** The form of one patient as it is typed. */
export interface PatientDraft {
  name: string;
  idNumber: string;
  phone: string;
  weightKg: string;
  mobility: Mobility | "";
  wardId: string;
  bed: string;
  home: PlaceAnswer | null;
}

const emptyDraft: PatientDraft = {
  name: "",
  idNumber: "",
  phone: "",
  weightKg: "",
  mobility: "",
  wardId: "",
  bed: "",
  home: null,
};

/** Identity number and phone come masked and stay as they are unless typed anew. */
export function draftOf(patient: PatientDetail | null): PatientDraft {
  if (!patient) return emptyDraft;
  const { name, mobility, wardId, bed, weightKg, home } = patient;
  return {
    ...emptyDraft,
    name,
    mobility,
    wardId: wardId ?? "",
    bed: bed ?? "",
    weightKg: weightKg === null ? "" : String(weightKg),
    home: home && { ...home, hint: "" },
  };
}

/** An identity number is checked as soon as it is whole. Key of messages/errors, or undefined. */
export function idProblem(typed: string, now: number, timeZone: string): string | undefined {
  const text = typed.replace(/\s/g, "");
  if (text.length < 18) return undefined;
  const check = checkResidentId(text, dayIn(now, timeZone));
  return check.ok ? undefined : `resident_id.${check.reason}`;
}

const blankIsNull = (text: string) => (text.trim() === "" ? null : text.trim());

export type PatientProblems = Partial<Record<string, string>>;

/** The draft as the server takes it, or the first problem of each field as a key of messages/errors. */
export function readDraft(
  draft: PatientDraft,
  patientId: string | undefined,
): { input: PatientInput } | { problems: PatientProblems } {
  const { home, mobility, wardId } = draft;
  const weight = blankIsNull(draft.weightKg);
  const parsed = patientInput.safeParse({
    ...(patientId ? { patientId } : {}),
    name: draft.name,
    idNumber: blankIsNull(draft.idNumber),
    phone: blankIsNull(draft.phone),
    weightKg: weight === null ? null : Number(weight),
    mobility,
    wardId: wardId || null,
    bed: blankIsNull(draft.bed),
    home,
  });
  const problems: PatientProblems = {};
  if (!wardId) problems.wardId = "patient.ward_missing";
  if (parsed.success && wardId) return { input: parsed.data };
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = String(path[0]);
    problems[field] ??=
      field === "mobility" ? "patient.mobility_missing" : field === "weightKg" ? "input.weight" : message;
  }
  return { problems };
}
