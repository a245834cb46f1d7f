import { z } from "zod";
import type { StandardRule } from "./standard/rules";
import type { VehicleClass } from "./vehicle";

/** How one item of the list was found: in order, or with something wrong. */
export const inspectionResults = ["ok", "failed"] as const;

/** One item as the crew answered it; photos are files of the operator. */
export const inspectionAnswer = z.strictObject({
  item: z.string().trim().min(1).max(60),
  result: z.enum(inspectionResults),
  note: z.string().trim().max(500),
  fileIds: z.array(z.uuid()).max(4),
});
export type InspectionAnswer = z.infer<typeof inspectionAnswer>;

export const defectStatuses = ["open", "repaired"] as const;

/** A kilometre reading so far above the last one is a slip of the finger, and would age the vehicle for good. */
export const odometerLeapKm = 5_000;

type InspectionRule = Extract<StandardRule, { kind: "pre_shift_inspection" }>;
export type InspectionItem = InspectionRule["requirement"]["items"][number];

/** The rule that asks for an inspection of a vehicle class on a day (YYYY-MM-DD, region's zone); null: none does. */
export function inspectionRule(
  rules: readonly StandardRule[],
  vehicleClass: VehicleClass,
  day: string,
): InspectionRule | null {
  const found = rules.find(
    (rule): rule is InspectionRule =>
      rule.kind === "pre_shift_inspection" &&
      !rule.off &&
      rule.validFrom <= day &&
      (rule.validTo === undefined || day <= rule.validTo) &&
      (rule.appliesTo?.includes(vehicleClass) ?? true),
  );
  return found && itemsFor(found.requirement.items, vehicleClass).length > 0 ? found : null;
}

/** The items of the list that are for a vehicle class, in its order. */
export function itemsFor(items: readonly InspectionItem[], vehicleClass: VehicleClass): InspectionItem[] {
  return items.filter(({ classes }) => classes?.includes(vehicleClass) ?? true);
}

export const inspectionProblems = [
  "inspection.list_changed",
  "inspection.photo_missing",
  "inspection.note_missing",
  "inspection.odometer_back",
  "inspection.odometer_far",
] as const;
export type InspectionProblem = { key: (typeof inspectionProblems)[number]; item: string | null };

/**
 * What is wrong with a filled list: an item not answered or not on the list, a photo or the words for a fault missing, an
 * odometer (kilometres) that runs backwards or leaps. Null: nothing.
 */
export function inspectionProblem(
  items: readonly InspectionItem[],
  filled: { answers: readonly InspectionAnswer[]; odometerKm: number },
  lastOdometerKm: number,
): InspectionProblem | null {
  const { answers, odometerKm } = filled;
  const answered = new Map(answers.map((it) => [it.item, it]));
  if (answered.size !== answers.length || answered.size !== items.length)
    return { key: "inspection.list_changed", item: null };
  for (const { id, photo } of items) {
    const answer = answered.get(id);
    if (!answer) return { key: "inspection.list_changed", item: id };
    if (photo && answer.fileIds.length === 0) return { key: "inspection.photo_missing", item: id };
    if (answer.result === "failed" && answer.note === "") return { key: "inspection.note_missing", item: id };
  }
  if (odometerKm < lastOdometerKm) return { key: "inspection.odometer_back", item: null };
  if (odometerKm > lastOdometerKm + odometerLeapKm) return { key: "inspection.odometer_far", item: null };
  return null;
}

/** Whether an open fault keeps a shift off the road already: it begins within so many hours of `now`, or has begun. */
export function isBlockedNow(startsAt: Date, now: Date, blocksHoursAhead: number): boolean {
  return startsAt.getTime() <= now.getTime() + blocksHoursAhead * 3_600_000;
}

/** A list filled on the crew's phone, which may be told hours later; its id is made there. */
export const fileInspection = z.strictObject({
  inspectionId: z.uuid(),
  shiftId: z.uuid(),
  inspectedAt: z.iso.datetime({ offset: true }),
  odometerKm: z.number().int().min(0).max(2_000_000),
  answers: z.array(inspectionAnswer).min(1).max(60),
});
export type FileInspection = z.infer<typeof fileInspection>;

export const inspectionDay = z.strictObject({ day: z.iso.date().optional() });
export const inspectionsOf = z.strictObject({ vehicleId: z.uuid() });

/** The operator's word that a fault is repaired: what was done, by whom, with a photo. */
export const signRepair = z.strictObject({
  defectId: z.uuid(),
  repair: z.string().trim().min(2, "inspection.repair_missing").max(500),
  repairedBy: z.string().trim().min(2, "inspection.repaired_by_missing").max(120),
  fileId: z.uuid("inspection.repair_photo_missing"),
});
export type SignRepair = z.infer<typeof signRepair>;

/** How a shift stands with its inspection: nothing asked, to be done, done, or kept off the road. */
export const inspectionStates = ["not_asked", "due", "done", "blocked"] as const;
export type InspectionState = (typeof inspectionStates)[number];
