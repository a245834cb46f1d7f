import { Temporal } from "temporal-polyfill";

const zoned = (instant: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);

/** The calendar year of an instant in a zone. */
export function localYear(instant: Date, timeZone: string): number {
  return zoned(instant, timeZone).year;
}

/** The calendar day of an instant in a zone, "2026-11-22". */
export function localDay(instant: Date, timeZone: string): string {
  return zoned(instant, timeZone).toPlainDate().toString();
}

/** Midnight that begins a calendar day in a zone. */
export function startOfDay(day: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

/** The day `days` after a calendar day. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** An instant from a calendar day and a wall-clock time ("08:30") in a zone. */
export function atLocalTime(day: string, time: string, timeZone: string): Date {
  const moment = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from(time),
  });
  return new Date(moment.epochMilliseconds);
}

/** The instant that a field for day and time holds ("2026-11-22T08:30") in a zone; null while it is not filled in. */
export function typedInstant(typed: string, timeZone: string): Date | null {
  const [day, time] = typed.split("T");
  return day && time ? atLocalTime(day, time, timeZone) : null;
}

/** Minutes since midnight of an instant in a zone. */
export function minuteOfDay(instant: Date, timeZone: string): number {
  const moment = zoned(instant, timeZone);
  return moment.hour * 60 + moment.minute;
}

/** The wall clock of an instant in a zone, "08:30". */
export function localTime(instant: Date, timeZone: string): string {
  return zoned(instant, timeZone).toPlainTime().toString({ smallestUnit: "minute" });
}
