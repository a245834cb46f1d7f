import type { WhenAnswer } from "@/components/booking/answers";
import { dayIn, nextHalfHour } from "@/components/booking/local-clock";
import type { DeskChoice } from "./desk-state";

const hourMilliseconds = 3_600_000;
const afternoon = "13:00";
const morning = "08:30";

function clockIn(instant: number, timeZone: string): string {
  const parts = { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("sv-SE", parts).format(instant);
}

const at = (instant: number, timeZone: string): WhenAnswer => ({
  choice: "date",
  day: dayIn(instant, timeZone),
  time: clockIn(instant, timeZone),
  flexible: false,
});

/**
 * The answer behind a chip at an instant (epoch milliseconds), in the region's time; null where nothing is chosen yet.
 * The afternoon begins at one, or with the next half hour when it has begun.
 */
export function whenOfChip(
  { chip, day, time }: DeskChoice,
  now: number,
  timeZone: string,
): WhenAnswer | null {
  switch (chip) {
    case "now":
      return { choice: "now", day: "", time: "", flexible: false };
    case "hour":
      return at(now + hourMilliseconds, timeZone);
    case "afternoon": {
      const next = nextHalfHour(now, timeZone) ?? "23:30";
      return { choice: "today", day: "", time: next > afternoon ? next : afternoon, flexible: false };
    }
    case "tomorrow":
      return { choice: "tomorrow", day: "", time: morning, flexible: false };
    case "other":
      return day && time ? { choice: "date", day, time, flexible: false } : null;
    default:
      return null;
  }
}
