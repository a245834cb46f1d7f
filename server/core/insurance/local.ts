import { startOfDay } from "../local-time";

/** An instant by the region's clock as the interface writes it: `2026-03-05 09:07:00`. */
export function fixedClock(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
  }).format(at);
}

/** The instant of a local clock time of the interface; null where it is none. */
export function instantOfClock(clock: string, timeZone: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(clock);
  if (!match) return null;
  const [, day = "", hours, minutes, seconds] = match;
  const midnight = startOfDay(day, timeZone).getTime();
  return new Date(midnight + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}
