/** Calendar days and wall-clock times of a region, as shifts are planned by. */

const dayMs = 86_400_000;

/** `2026-11-22` in a zone. */
export function dayIn(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);
}

/** `08:30` in a zone. */
export function clockIn(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
}

/** A calendar day some days on. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return dayAfter(day, -weekday);
}

/** Whether two spans of one calendar day's wall clock overlap; an end before the start lies on the next day. */
export function overlaps(
  a: { day: string; from: string; until: string },
  b: { day: string; from: string; until: string },
): boolean {
  const span = ({ day, from, until }: typeof a) => {
    const start = Date.parse(`${day}T${from}:00Z`);
    const end = Date.parse(`${day}T${until}:00Z`);
    return { start, end: end <= start ? end + dayMs : end };
  };
  const [one, other] = [span(a), span(b)];
  return one.start < other.end && other.start < one.end;
}
