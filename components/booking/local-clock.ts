const pad = (value: number) => String(value).padStart(2, "0");

/** The calendar day and minute of the day of an instant in a zone, without a calendar library. */
function localParts(instant: number, timeZone: string): { day: string; minute: number } {
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(instant);
  const [day = "", clock = "00:00"] = text.split(" ");
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return { day, minute: hours * 60 + minutes };
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function dayIn(instant: number, timeZone: string): string {
  return localParts(instant, timeZone).day;
}

/** The wall clock of an instant in a zone, rounded up to the next half hour: "08:30"; null past the day's last. */
export function nextHalfHour(instant: number, timeZone: string): string | null {
  const minute = Math.ceil(localParts(instant, timeZone).minute / 30) * 30;
  return minute >= 1440 ? null : clockOf(minute);
}

const clockOf = (minute: number) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;

/** The half hours of a day from `from` on. */
export function halfHours(from: string): string[] {
  return Array.from({ length: 48 }, (_, index) => clockOf(index * 30)).filter((clock) => clock >= from);
}

/** The day `days` later. */
export function laterDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The instant (epoch milliseconds) of a wall clock on a day in a zone. */
export function instantOf(day: string, clock: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T${clock}:00Z`);
  // The offset at nearly the same instant; a second look settles the hour in which clocks change.
  const shifted = (guess: number) => {
    const { day: localDay, minute } = localParts(guess, timeZone);
    return Date.parse(`${localDay}T00:00:00Z`) + minute * 60_000 - guess;
  };
  const first = asUtc - shifted(asUtc);
  return asUtc - shifted(first);
}
