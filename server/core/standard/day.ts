import { Temporal } from "temporal-polyfill";

/** The calendar day of an instant (epoch milliseconds) in a time zone, as YYYY-MM-DD. */
export function dayOf(atInstant: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atInstant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** The instant (epoch milliseconds) at which a day has fully passed in a time zone. */
export function endOfDay(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Whole days from one day to another; negative when the second lies before. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
}

/** The last day of the given number of years that begin on a day. */
export function lastDayOfYears(from: string, years: number): string {
  return Temporal.PlainDate.from(from).add({ years }).subtract({ days: 1 }).toString();
}

/** Whole calendar quarters of the day's year that have passed and were begun on or after `since`. */
export function quartersServed(since: string, day: string): number {
  const today = Temporal.PlainDate.from(day);
  return [1, 4, 7, 10].filter((month) => {
    const start = Temporal.PlainDate.from({ year: today.year, month, day: 1 });
    const over = Temporal.PlainDate.compare(start.add({ months: 3 }), today) <= 0;
    return over && Temporal.PlainDate.compare(since, start) <= 0;
  }).length;
}
