import type { Answers, BookingRegion, WhenAnswer } from "./answers";
import { dayIn, instantOf, laterDay } from "./local-clock";

const hourMilliseconds = 3_600_000;
/** How long after the wished time a pickup is still of use, unless any time will do. */
const spanHours = 4;
/** "As soon as possible" looks this far ahead. */
const soonHours = 8;

interface Wanted {
  from: string;
  until: string;
}

const range = (from: number, until: number): Wanted => ({
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
});

/** The day that an answer names, `YYYY-MM-DD` in the region. */
export function dayOfAnswer(when: WhenAnswer, now: number, timeZone: string): string {
  const today = dayIn(now, timeZone);
  if (when.choice === "date") return when.day;
  return when.choice === "tomorrow" ? laterDay(today, 1) : today;
}

/** Earliest pickup and end of interest, as the server takes them. */
export function wantedOf(when: WhenAnswer, now: number, { timeZone }: BookingRegion): Wanted {
  if (when.choice === "now") return range(now, now + soonHours * hourMilliseconds);
  const day = dayOfAnswer(when, now, timeZone);
  const midnight = instantOf(laterDay(day, 1), "00:00", timeZone);
  if (when.flexible) return range(Math.max(now, instantOf(day, "00:00", timeZone)), midnight);
  const from = instantOf(day, when.time, timeZone);
  return range(from, from + spanHours * hourMilliseconds);
}

/** The way back's range, or null where none is wished. */
export function wayBackOf({ wayBack }: Answers, { timeZone }: BookingRegion): Wanted | null {
  if (!wayBack.wanted) return null;
  const from = instantOf(wayBack.day, wayBack.time, timeZone);
  return range(from, from + spanHours * hourMilliseconds);
}
