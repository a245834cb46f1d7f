import { sql } from "drizzle-orm";
import { bookingFigure } from "@/db/schema/figure";
import type { Tx } from "@/server/context";
import { type BookingFacts, measureBooking, measureNames } from "@/server/core/indicator/measure";

/** A measure's column in the database. */
export const columnOf = (name: (typeof measureNames)[number]): string => bookingFigure[name].name;

const columns = measureNames.map(columnOf);
const sums = columns.map((name) => `sum(${name})`).join(", ");
const dimensions = "day, org_id, district, age, payer";

/** Add up some days anew from their bookings. */
export async function sumDays(tx: Tx, days: ReadonlySet<string>): Promise<void> {
  if (days.size === 0) return;
  const list = sql`ANY (string_to_array(${[...days].join(",")}, ',')::date[])`;
  await tx.db.execute(sql`DELETE FROM day_figure WHERE region_id = ${tx.region.id} AND day = ${list}`);
  await tx.db.execute(sql`
    INSERT INTO day_figure (region_id, ${sql.raw(dimensions)}, ${sql.raw(columns.join(", "))})
    SELECT region_id, ${sql.raw(dimensions)}, ${sql.raw(sums)} FROM booking_figure
    WHERE region_id = ${tx.region.id} AND day = ${list} GROUP BY region_id, ${sql.raw(dimensions)}`);
}

interface Written {
  /** The days where something changed: where bookings were counted and where they are now. */
  days: Set<string>;
  changed: number;
}

/** Measure some bookings and keep what changed; the days' sums are the caller's to add up. */
export async function writeFigures(tx: Tx, facts: readonly BookingFacts[]): Promise<Written> {
  const { id: regionId, timeZone } = tx.region;
  const rows = facts.map((each) => {
    const { bookingId, day, orgId, district, age, payer, measures } = measureBooking(each, timeZone);
    const counted = Object.fromEntries(measureNames.map((name) => [columnOf(name), measures[name]]));
    return {
      region_id: regionId,
      booking_id: bookingId,
      day,
      org_id: orgId,
      district,
      age,
      payer,
      ...counted,
    };
  });
  if (rows.length === 0) return { days: new Set(), changed: 0 };
  const before = await tx.db.execute<{ booking_id: string; day: string }>(sql`
    SELECT booking_id, day::text FROM booking_figure
    WHERE region_id = ${regionId} AND booking_id = ANY (string_to_array(${rows.map((row) => row.booking_id).join(",")}, ',')::uuid[])`);
  const set = ["day", "org_id", "district", "age", "payer", ...columns];
  const written = await tx.db.execute<{ booking_id: string; day: string }>(sql`
    INSERT INTO booking_figure AS kept
    SELECT (jsonb_populate_recordset(NULL::booking_figure, ${JSON.stringify(rows)}::jsonb)).*
    ON CONFLICT (region_id, booking_id) DO UPDATE
      SET ${sql.raw(set.map((name) => `${name} = excluded.${name}`).join(", "))}
      WHERE ${sql.raw(`(${set.map((name) => `kept.${name}`).join(", ")})`)}
        IS DISTINCT FROM ${sql.raw(`(${set.map((name) => `excluded.${name}`).join(", ")})`)}
    RETURNING booking_id, day::text`);
  const was = new Map(before.map((row) => [row.booking_id, row.day]));
  const days = new Set(written.flatMap((row) => [row.day, was.get(row.booking_id) ?? row.day]));
  return { days, changed: written.length };
}
