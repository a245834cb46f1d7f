import { addDays } from "@/server/core/local-time";

/** How finely a period is drawn. */
export type Step = "day" | "week" | "month";

/** Days up to two months, weeks up to half a year, months beyond: never more bars than a phone can show apart. */
export function stepOf(days: number): Step {
  if (days <= 62) return "day";
  return days <= 184 ? "week" : "month";
}

function firstOfNextMonth(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}

/** The first day after the step that a day lies in; weeks begin on Monday. */
function nextStep(day: string, step: Step): string {
  if (step === "day") return addDays(day, 1);
  if (step === "month") return firstOfNextMonth(day);
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, 7 - weekday);
}

/** A period cut into steps of the calendar, both ends included; the first and last may be shorter. */
export function stepsBetween(from: string, until: string, step: Step): { from: string; until: string }[] {
  const steps: { from: string; until: string }[] = [];
  for (let day = from; day <= until; ) {
    const next = nextStep(day, step);
    const last = addDays(next, -1);
    steps.push({ from: day, until: last < until ? last : until });
    day = next;
  }
  return steps;
}
