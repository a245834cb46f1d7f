import { z } from "zod";
import { adverseKinds } from "./adverse-event";
import { type RegionSettings, regionSettings } from "./region-settings";
import { fewest } from "./said";
import { riskKinds } from "./sample";

type SettingsUnit =
  | "metres"
  | "kilometres"
  | "kilometresPerHour"
  | "minutes"
  | "seconds"
  | "days"
  | "years"
  | "workingDays"
  | "hours"
  | "times"
  | "slots"
  | "trips"
  | "stars"
  | "percent"
  | "thousandths"
  | "fen"
  | "fenPerKm"
  | "fen"
  | "lots"
  | "dayOfMonth"
  | "clock";

export interface SettingsField {
  /** Where it stands in a region's settings, by dots. */
  path: string;
  unit: SettingsUnit;
  /** May be left empty: then it does not apply. */
  isOptional?: boolean;
}

const field = (path: string, unit: SettingsUnit): SettingsField => ({ path, unit });

/** Every figure of a region's settings that people read and change, in the groups that pages show. */
export const settingsGroups: { id: string; fields: SettingsField[] }[] = [
  {
    id: "distance",
    fields: [
      field("distance.minimumMetres", "metres"),
      field("distance.maximumMetres", "metres"),
      { path: "prepaidBeyondMetres", unit: "metres", isOptional: true },
      { path: "emptyRun.maxEmptyRunKilometres", unit: "kilometres", isOptional: true },
      field("tolls.freeMetres", "metres"),
      field("tolls.fenPerKm", "fenPerKm"),
    ],
  },
  {
    id: "ceiling",
    fields: [
      { path: "ceiling.accessibleRide.baseFen", unit: "fen", isOptional: true },
      field("ceiling.accessibleRide.perKmFen", "fenPerKm"),
      { path: "ceiling.careTransfer.baseFen", unit: "fen", isOptional: true },
      field("ceiling.careTransfer.perKmFen", "fenPerKm"),
    ],
  },
  {
    id: "clinicians",
    fields: [
      field("clinicians.opensAt", "clock"),
      field("clinicians.closesAt", "clock"),
      field("clinicians.decideWithinMinutes", "minutes"),
    ],
  },
  {
    id: "slots",
    fields: [
      field("slots.stepMinutes", "minutes"),
      field("slots.widthMinutes", "minutes"),
      field("slots.leadMinutes", "minutes"),
      field("slots.aheadDays", "days"),
      field("slots.shown", "slots"),
      { path: "slots.keptPercent", unit: "percent", isOptional: true },
      field("slots.readyLatePercent", "percent"),
      field("slots.readyLateMinutes", "minutes"),
      field("quotes.lifeMinutes", "minutes"),
    ],
  },
  {
    id: "holds",
    fields: [
      field("holds.seconds", "seconds"),
      field("holds.renewals", "times"),
      field("holds.perAddress", "times"),
      field("holds.unverifiedShare", "thousandths"),
    ],
  },
  {
    id: "offers",
    fields: [
      field("offers.expiryMinutes", "minutes"),
      field("offers.urgentExpiryMinutes", "minutes"),
      field("offers.urgentWithinMinutes", "minutes"),
      field("allocation.withinPercent", "percent"),
      field("allocation.shareDays", "days"),
    ],
  },
  {
    id: "planning",
    fields: [
      field("planning.improveEveryMinutes", "minutes"),
      field("planning.improveSeconds", "seconds"),
      field("planning.nightAt", "clock"),
      field("planning.nightSeconds", "seconds"),
      field("planning.freezeMinutes", "minutes"),
      { path: "planning.rescueBelowPercent", unit: "percent", isOptional: true },
      field("planning.repairDelayMinutes", "minutes"),
      field("planning.learnAt", "clock"),
      field("planning.learnDays", "days"),
    ],
  },
  {
    id: "markings",
    fields: [
      field("markings.copiedMetres", "metres"),
      field("markings.copiedMinutes", "minutes"),
      field("markings.tripEarlyMinutes", "minutes"),
      field("markings.photoDays", "days"),
      field("markings.placeDays", "days"),
      field("markings.scanDays", "days"),
    ],
  },
  {
    id: "privacy",
    fields: [
      field("privacy.openMinutes", "minutes"),
      field("privacy.openMany", "times"),
      field("privacy.openManyDays", "days"),
      field("privacy.draftDays", "days"),
      field("privacy.codeDays", "days"),
      field("privacy.trackDays", "days"),
      field("privacy.trackThinnedMinutes", "minutes"),
      field("privacy.messageDays", "days"),
      field("privacy.callDays", "days"),
      field("privacy.patientDays", "days"),
      field("privacy.orderYears", "years"),
      field("privacy.careYears", "years"),
      field("privacy.reliefDays", "days"),
      field("privacy.eraseWithinDays", "days"),
    ],
  },
  {
    id: "detection",
    fields: [
      field("detection.lookAt", "clock"),
      field("detection.ghostMovedPercent", "percent"),
      field("detection.ghostDoorMetres", "metres"),
      field("detection.fastestKmh", "kilometresPerHour"),
      field("detection.leapMetres", "metres"),
      field("detection.crewOverlapMinutes", "minutes"),
      field("detection.priceAboveQuotePercent", "percent"),
      field("detection.priceOffPercent", "percent"),
      field("detection.extraTimes", "times"),
      field("detection.extraTrips", "trips"),
      field("detection.stopMinutes", "minutes"),
      field("detection.stopMetres", "metres"),
      field("detection.unbookedRides", "trips"),
      field("detection.unbookedMetres", "metres"),
      field("detection.unknownScans", "times"),
    ],
  },
  {
    id: "oversight",
    fields: [
      field("oversight.reportOnDay", "dayOfMonth"),
      ...riskKinds.map((kind) => field(`oversight.sampleWeights.${kind}`, "lots")),
    ],
  },
  {
    id: "subscription",
    fields: [
      field("subscription.operatorPrices.perTripFen", "fen"),
      field("subscription.operatorPrices.monthlyFen", "fen"),
      field("subscription.operatorPrices.freeTrips", "trips"),
      field("subscription.hospitalPrices.perTripFen", "fen"),
      field("subscription.hospitalPrices.monthlyFen", "fen"),
      field("subscription.hospitalPrices.freeTrips", "trips"),
      field("subscription.trialDays", "days"),
      field("subscription.pastDueDays", "days"),
      field("subscription.graceDays", "days"),
      field("subscription.taxPercent", "percent"),
      field("invoice.taxPercent", "percent"),
    ],
  },
  {
    id: "settlement",
    fields: [
      field("settlement.closeAt", "clock"),
      field("settlement.feePerTripFen", "fen"),
      field("settlement.feeThousandths", "thousandths"),
      field("settlement.taxThousandths", "thousandths"),
      field("settlement.answerWorkingDays", "workingDays"),
      field("settlement.smallestPayoutFen", "fen"),
      { path: "settlement.creditAfterMinutes", unit: "minutes", isOptional: true },
      field("settlement.creditFen", "fen"),
      field("settlement.creditThousandths", "thousandths"),
      { path: "settlement.creditLongAfterMinutes", unit: "minutes", isOptional: true },
      field("settlement.creditLongFen", "fen"),
      field("settlement.creditLongThousandths", "thousandths"),
    ],
  },
  {
    id: "deadlines",
    fields: [
      field("notice.minimumDays", "days"),
      field("complaints.answerWithinWorkingDays", "workingDays"),
      field("complaints.remindHoursBefore", "hours"),
      field("complaints.decideWithinWorkingDays", "workingDays"),
      field("complaints.openAtRating", "stars"),
      field("adverse.coRiderHours", "hours"),
      field("adverse.disinfectWithinHours", "hours"),
      ...adverseKinds.map((kind) => field(`adverse.reportWithinHours.${kind}`, "hours")),
    ],
  },
];

export const settingsFields: SettingsField[] = settingsGroups.flatMap(({ fields }) => fields);

const value = z.union([z.number(), z.string(), z.null()]);
export type SettingsValue = z.infer<typeof value>;

/** Changed figures by path, over the version that was on the screen; who says so, in words. */
export const settingsInput = z.object({
  basedOn: z.uuid().nullable(),
  source: z.string().trim().min(fewest.story, { error: "admin.settings_source" }).max(300),
  values: z
    .record(z.string(), value)
    .refine((values) => Object.keys(values).every((path) => settingsFields.some((it) => it.path === path)), {
      error: "admin.settings_number",
    }),
});
export type SettingsInput = z.infer<typeof settingsInput>;

type Branch = Record<string, unknown>;

/** What stands at a path; undefined where there is nothing. */
export function settingAt(settings: RegionSettings, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (at as Branch | undefined)?.[key], settings);
}

function withValue(branch: Branch, [key = "", ...rest]: string[], to: SettingsValue): Branch {
  const under = rest.length === 0 ? to : withValue((branch[key] ?? {}) as Branch, rest, to);
  return { ...branch, [key]: under };
}

/** Settings with some figures changed, or the path of the first that does not fit. */
export function changedSettings(
  settings: RegionSettings,
  values: Record<string, SettingsValue>,
): { ok: true; settings: RegionSettings } | { ok: false; path: string } {
  const next = Object.entries(values).reduce<Branch>(
    (at, [path, to]) => withValue(at, path.split("."), to),
    settings,
  );
  const read = regionSettings.safeParse(next);
  if (!read.success) return { ok: false, path: read.error.issues[0]?.path.join(".") ?? "" };
  const { opensAt, closesAt } = read.data.clinicians;
  return opensAt < closesAt ? { ok: true, settings: read.data } : { ok: false, path: "clinicians.closesAt" };
}
