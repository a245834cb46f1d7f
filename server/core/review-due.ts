import { addDays, atLocalTime, localDay } from "./local-time";
import type { RegionSettings } from "./region-settings";

const lookAheadDays = 14;

/** ISO weekday (1 Monday to 7 Sunday) of a calendar day. */
function weekday(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/**
 * By when a clinician decides (decisions.md, Triage): within the set minutes in hours, else so many minutes after the
 * next opening, and `inHours` is false so that the page says when. Closing time is `closesAt` excluded.
 */
export function reviewDue(
  now: Date,
  { weekdays, opensAt, closesAt, decideWithinMinutes }: RegionSettings["clinicians"],
  timeZone: string,
): { dueAt: Date; inHours: boolean } {
  const withinMs = decideWithinMinutes * 60_000;
  const today = localDay(now, timeZone);
  for (let ahead = 0; ahead <= lookAheadDays; ahead++) {
    const day = addDays(today, ahead);
    if (!weekdays.includes(weekday(day))) continue;
    const opens = atLocalTime(day, opensAt, timeZone);
    const closes = atLocalTime(day, closesAt, timeZone);
    if (now < opens) return { dueAt: new Date(opens.getTime() + withinMs), inHours: false };
    if (now < closes) return { dueAt: new Date(now.getTime() + withinMs), inHours: true };
  }
  throw new RangeError("the region's clinicians never open");
}
