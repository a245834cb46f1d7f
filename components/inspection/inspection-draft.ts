import type { KeptFile } from "@/components/trip/outbox-entry";
import {
  type FileInspection,
  type InspectionItem,
  inspectionProblem,
  type inspectionResults,
} from "@/server/core/inspection";

type Result = (typeof inspectionResults)[number];

/** What the form holds, by item; photos are not kept over a reload. */
export interface InspectionDraft {
  results: Record<string, Result>;
  notes: Record<string, string>;
  odometer: string;
}

export const emptyDraft: InspectionDraft = { results: {}, notes: {}, odometer: "" };

/** Kilometres as typed; null when it is no whole number. */
function kilometresOf(typed: string): number | null {
  const trimmed = typed.trim();
  return /^\d{1,7}$/.test(trimmed) ? Number(trimmed) : null;
}

/** The error's key of one item; null when it is answered in full. */
export function problemOfItem(
  item: InspectionItem,
  draft: InspectionDraft,
  hasPhoto: boolean,
): "unanswered" | "photo" | "note" | null {
  const result = draft.results[item.id];
  if (!result) return "unanswered";
  if (item.photo && !hasPhoto) return "photo";
  return result === "failed" && !draft.notes[item.id]?.trim() ? "note" : null;
}

/** What is wrong with the odometer, as the server would refuse it; null: nothing. */
export function problemOfOdometer(
  typed: string,
  lastKm: number,
): "odometer" | "odometerBack" | "odometerFar" | null {
  const odometerKm = kilometresOf(typed);
  if (odometerKm === null) return "odometer";
  const problem = inspectionProblem([], { answers: [], odometerKm }, lastKm);
  if (!problem) return null;
  return problem.key === "inspection.odometer_back" ? "odometerBack" : "odometerFar";
}

/** The whole form as it is sent; null while something is missing. */
export function filledOf(
  items: readonly InspectionItem[],
  draft: InspectionDraft,
  files: Readonly<Record<string, KeptFile>>,
  lastKm: number,
): Pick<FileInspection, "answers" | "odometerKm"> | null {
  const odometerKm = kilometresOf(draft.odometer);
  if (odometerKm === null) return null;
  const answers = items.flatMap(({ id }) => {
    const result = draft.results[id];
    const file = files[id];
    const note = result === "failed" ? (draft.notes[id] ?? "").trim() : "";
    return result ? [{ item: id, result, note, fileIds: file ? [file.fileId] : [] }] : [];
  });
  return inspectionProblem(items, { answers, odometerKm }, lastKm) ? null : { answers, odometerKm };
}
