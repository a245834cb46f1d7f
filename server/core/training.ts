import { z } from "zod";
import { daysBetween } from "./standard/day";

/** `entered` by the operator, `confirmed` or `refused` by the regulator; only what is confirmed counts. */
export const trainingStatuses = ["entered", "confirmed", "refused"] as const;
export type TrainingStatus = (typeof trainingStatuses)[number];

/** `opening`: hours carried over from before single courses were kept. */
export const trainingKinds = ["course", "opening"] as const;
export type TrainingKind = (typeof trainingKinds)[number];

const half = (most: number) => z.number().min(0).max(most).multipleOf(0.5);

/** A course as the operator enters it; hours and credits in steps of a half. */
export const enterTraining = z.strictObject({
  crewId: z.uuid(),
  course: z.string().trim().min(2, "training.course_missing").max(120),
  provider: z.string().trim().min(2, "training.provider_missing").max(120),
  heldOn: z.iso.date("training.day_missing"),
  hours: half(200).refine((it) => it > 0, { error: "training.hours" }),
  credits: half(100),
  fileId: z.uuid("training.file_missing"),
});
export type EnterTraining = z.infer<typeof enterTraining>;

export const trainingOf = z.strictObject({ crewId: z.uuid() });
export const trainingRef = z.strictObject({ trainingId: z.uuid() });

export const decideTraining = trainingRef.extend({
  decision: z.enum(["confirmed", "refused"]),
  reason: z.string().trim().max(300).default(""),
});
export type DecideTraining = z.infer<typeof decideTraining>;

/** What counts of one course. */
export interface TrainingRow {
  /** YYYY-MM-DD, region's calendar. */
  heldOn: string;
  hours: number;
  credits: number;
  status: TrainingStatus;
}

export interface TrainingSum {
  hoursThisYear: number;
  /** Credits of this year's four quarters. */
  creditsByQuarter: [number, number, number, number];
  creditsThisYear: number;
}

/** The quarter of a day (YYYY-MM-DD), 1 to 4. */
export const quarterOf = (day: string): number => Math.ceil(Number(day.slice(5, 7)) / 3);

/** The last day of a day's quarter, YYYY-MM-DD. */
export function lastDayOfQuarter(day: string): string {
  const ends = ["03-31", "06-30", "09-30", "12-31"] as const;
  return `${day.slice(0, 4)}-${ends[quarterOf(day) - 1] ?? "12-31"}`;
}

/** Hours of the calendar year and credits of its quarters, from confirmed courses held up to a day of the region. */
export function sumTraining(rows: readonly TrainingRow[], day: string): TrainingSum {
  const counted = rows.filter(
    (it) => it.status === "confirmed" && it.heldOn <= day && it.heldOn.slice(0, 4) === day.slice(0, 4),
  );
  const creditsOf = (quarter: number) =>
    counted.filter((it) => quarterOf(it.heldOn) === quarter).reduce((sum, it) => sum + it.credits, 0);
  const creditsByQuarter: TrainingSum["creditsByQuarter"] = [
    creditsOf(1),
    creditsOf(2),
    creditsOf(3),
    creditsOf(4),
  ];
  return {
    hoursThisYear: counted.reduce((sum, it) => sum + it.hours, 0),
    creditsByQuarter,
    creditsThisYear: creditsByQuarter.reduce((sum, it) => sum + it, 0),
  };
}

/** What a standard asks of everybody on a crew. */
export interface TrainingAsked {
  hoursPerYear: number | null;
  creditsPerQuarter: number | null;
}

export interface TrainingBalance {
  /** What has to stand by the end of the running quarter; null: not asked. */
  hoursDue: number | null;
  creditsDue: number | null;
  hoursShort: number;
  creditsShort: number;
}

/**
 * What is still missing so that nobody is blocked when the running quarter of a day is over: the standards then count every
 * whole quarter of the year served since `servingSince` (both YYYY-MM-DD, region's zone).
 */
export function trainingBalance(
  sum: TrainingSum,
  asked: TrainingAsked,
  servingSince: string,
  day: string,
): TrainingBalance {
  const year = day.slice(0, 4);
  const firstDays = ["01-01", "04-01", "07-01", "10-01"].slice(0, quarterOf(day));
  const quarters = firstDays.filter((it) => servingSince <= `${year}-${it}`).length;
  const hoursDue = asked.hoursPerYear === null ? null : (asked.hoursPerYear * quarters) / 4;
  const creditsDue = asked.creditsPerQuarter === null ? null : asked.creditsPerQuarter * quarters;
  return {
    hoursDue,
    creditsDue,
    hoursShort: Math.max(0, (hoursDue ?? 0) - sum.hoursThisYear),
    creditsShort: Math.max(0, (creditsDue ?? 0) - sum.creditsThisYear),
  };
}

const reminderDays = [30, 14, 3] as const;

/** The reminder that a day (YYYY-MM-DD) calls for: days before the end of its quarter, the narrowest; null before the first. */
export function trainingReminder(day: string): { bucket: number; daysLeft: number; lastDay: string } | null {
  const lastDay = lastDayOfQuarter(day);
  const daysLeft = daysBetween(day, lastDay);
  const bucket = reminderDays.toReversed().find((days) => daysLeft <= days);
  return bucket === undefined ? null : { bucket, daysLeft, lastDay };
}
