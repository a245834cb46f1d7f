import type { Executor } from "@/db/client";
import { addDays, atLocalTime, localDay } from "@/server/core/local-time";

/** How far back the history goes and how far ahead shifts are planned, in days. */
export const daysBack = 30;
export const daysAhead = 7;

/** One region's seeding: the open transaction and the day everything is counted from. */
export interface City {
  db: Executor;
  regionId: string;
  timeZone: string;
  now: Date;
  /** The region's calendar day of `now`. */
  today: string;
  /** The day of the first start, by which the ready accounts were named. */
  seededOn: string;
}

export function cityOf(db: Executor, regionId: string, now: Date, seededOn: string | null): City {
  const timeZone = "Asia/Shanghai";
  const today = localDay(now, timeZone);
  return { db, regionId, timeZone, now, today, seededOn: seededOn ?? today };
}

/** The calendar day `offset` days from today. */
export const dayAt = (city: City, offset: number): string => addDays(city.today, offset);

/** A wall-clock time on a day of the region. */
export const momentOf = (city: City, day: string, time: string): Date =>
  atLocalTime(day, time, city.timeZone);

/** When the organisations, people and rules of the seed came to be: well before the history begins. */
export const foundedAt = (city: City): Date => momentOf(city, dayAt(city, -400), "09:00");
