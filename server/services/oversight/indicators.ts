import { sql } from "drizzle-orm";
import type { Context, Tx } from "@/server/context";
import { addDays, startOfDay } from "@/server/core/local-time";
import type { IndicatorName, PeriodInput } from "@/server/core/oversight-input";
import { inTransaction } from "@/server/scope";

/** One figure with what it was made of, so that nobody has to trust a percentage alone. */
export interface Indicator {
  name: IndicatorName;
  /** A count, a share between 0 and 1, or minutes, by name; null where nothing was there to measure. */
  value: number | null;
  of: number;
}

interface Span {
  from: Date;
  until: Date;
}

function spanOf(input: PeriodInput, timeZone: string): Span {
  return { from: startOfDay(input.from, timeZone), until: startOfDay(addDays(input.until, 1), timeZone) };
}

/**
 * Trips of a span with the promise that was first given: a promise moved later does not make a late vehicle punctual.
 * Materialised, so that it is worked out once and not per trip. Loaded way: as driven, else as planned.
 */
const promisedTrips = (region: string, { from, until }: Span) => sql`promised AS MATERIALIZED (
    SELECT t.planned_pickup_at, t.status, t.arrived_pickup_at, t.empty_metres,
      coalesce(t.driven_metres, b.distance_metres) AS loaded_metres, p.pickup_until
    FROM trip t
    JOIN booking b ON b.region_id = t.region_id AND b.id = t.booking_id
    LEFT JOIN (
      SELECT DISTINCT ON (booking_id) booking_id, pickup_until FROM promise
      WHERE region_id = ${region} ORDER BY booking_id, created_at, id
    ) p ON p.booking_id = t.booking_id
    WHERE t.region_id = ${region} AND t.planned_pickup_at >= ${from.toISOString()}::timestamptz
      AND t.planned_pickup_at < ${until.toISOString()}::timestamptz)`;

async function figures(tx: Tx, span: Span): Promise<Record<string, string | number | null>> {
  const region = tx.region.id;
  const inSpan = (column: string) =>
    sql`${sql.raw(column)} >= ${span.from.toISOString()}::timestamptz AND ${sql.raw(column)} < ${span.until.toISOString()}::timestamptz`;
  const [row] = await tx.db.execute<Record<string, string | number | null>>(sql`
    WITH ${promisedTrips(region, span)}, way AS (
      SELECT sum(empty_metres) AS empty_metres, sum(loaded_metres) AS loaded_metres FROM promised
      WHERE status = 'completed' AND empty_metres IS NOT NULL AND loaded_metres IS NOT NULL
    ), answered AS (
      SELECT count(*) AS accepted, percentile_cont(0.5) WITHIN GROUP (
          ORDER BY extract(epoch FROM o.answered_at - b.confirmed_at) / 60) FILTER (WHERE o.answered_at >= b.confirmed_at) AS minutes
      FROM offer o JOIN booking b ON b.region_id = o.region_id AND b.id = o.booking_id
      WHERE o.region_id = ${region} AND o.status = 'accepted' AND ${inSpan("o.created_at")}
    ), billed AS (
      SELECT sum(x.total_fen) AS billed_fen, sum(q.total_fen) AS quoted_fen
      FROM bill x JOIN quote q ON q.region_id = x.region_id AND q.id = x.quote_id
      WHERE x.region_id = ${region} AND x.kind = 'trip' AND x.status <> 'void' AND ${inSpan("x.issued_at")}
    )
    SELECT
      (SELECT count(*) FROM booking b WHERE b.region_id = ${region} AND ${inSpan("b.created_at")}) AS requests,
      (SELECT count(*) FROM booking b WHERE b.region_id = ${region} AND ${inSpan("b.created_at")} AND b.cancelled_at IS NOT NULL) AS cancelled,
      (SELECT count(DISTINCT d.booking_id) FROM declined_demand d WHERE d.region_id = ${region} AND ${inSpan("d.created_at")}) AS declined,
      (SELECT count(*) FROM promised) AS trips,
      (SELECT count(*) FROM promised WHERE status = 'to_120')
        + (SELECT count(*) FROM emergency_handover e WHERE e.region_id = ${region} AND e.direction = 'to_120' AND e.trip_id IS NULL AND ${inSpan("e.created_at")}) AS to_120,
      (SELECT count(*) FROM promised WHERE arrived_pickup_at IS NOT NULL AND pickup_until IS NOT NULL) AS arrived,
      (SELECT count(*) FROM promised WHERE arrived_pickup_at <= pickup_until) AS punctual,
      (SELECT minutes FROM answered) AS response_minutes,
      (SELECT accepted FROM answered) AS accepted,
      (SELECT empty_metres FROM way) AS empty_metres,
      (SELECT loaded_metres FROM way) AS loaded_metres,
      (SELECT count(*) FROM complaint c WHERE c.region_id = ${region} AND ${inSpan("c.created_at")}) AS complaints,
      (SELECT billed_fen FROM billed) AS billed_fen,
      (SELECT quoted_fen FROM billed) AS quoted_fen`);
  return row ?? {};
}

/** Indicators of a period; each is defined in words beside the page's figure. */
async function indicatorsOf(tx: Tx, span: Span): Promise<Indicator[]> {
  const raw = await figures(tx, span);
  const n = (key: string) => Number(raw[key] ?? 0);
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  const way = n("empty_metres") + n("loaded_metres");
  const response = raw.response_minutes;
  return [
    { name: "requests", value: n("requests"), of: n("requests") },
    { name: "trips", value: n("trips"), of: n("requests") },
    { name: "declined", value: n("declined"), of: n("requests") },
    { name: "cancelled", value: n("cancelled"), of: n("requests") },
    { name: "on_time", value: share(n("punctual"), n("arrived")), of: n("arrived") },
    {
      name: "response_minutes",
      value: response === null || response === undefined ? null : Number(response),
      of: n("accepted"),
    },
    { name: "empty_share", value: share(n("empty_metres"), way), of: n("trips") },
    { name: "complaints", value: n("complaints"), of: n("trips") },
    { name: "price_to_quote", value: share(n("billed_fen"), n("quoted_fen")), of: n("quoted_fen") },
    { name: "to_120", value: n("to_120"), of: n("requests") },
  ];
}

/** The region's indicators for a period and for the one of the same length before it. */
export async function regionIndicators(
  ctx: Context,
  input: PeriodInput,
): Promise<{ current: Indicator[]; before: Indicator[] }> {
  const span = spanOf(input, ctx.region.timeZone);
  const length = span.until.getTime() - span.from.getTime();
  const before = { from: new Date(span.from.getTime() - length), until: span.from };
  return inTransaction(ctx, async (tx) => ({
    current: await indicatorsOf(tx, span),
    before: await indicatorsOf(tx, before),
  }));
}

export interface DayFigure {
  day: string;
  trips: number;
  late: number;
  declined: number;
}

/** Trips, late ones and declined demand by day, for the chart. */
export async function dailyFigures(ctx: Context, input: PeriodInput): Promise<DayFigure[]> {
  const span = spanOf(input, ctx.region.timeZone);
  const zone = ctx.region.timeZone;
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db.execute<{ day: string; trips: string; late: string; declined: string }>(sql`
      WITH ${promisedTrips(tx.region.id, span)}, ridden AS (
        SELECT (planned_pickup_at AT TIME ZONE ${zone})::date AS day, count(*) AS trips,
          count(*) FILTER (WHERE arrived_pickup_at > pickup_until) AS late FROM promised GROUP BY 1
      ), refused AS (
        SELECT (created_at AT TIME ZONE ${zone})::date AS day, count(DISTINCT booking_id) AS declined FROM declined_demand
        WHERE region_id = ${tx.region.id} AND created_at >= ${span.from.toISOString()}::timestamptz
          AND created_at < ${span.until.toISOString()}::timestamptz GROUP BY 1
      )
      SELECT to_char(s.moment, 'YYYY-MM-DD') AS day, coalesce(r.trips, 0) AS trips, coalesce(r.late, 0) AS late, coalesce(d.declined, 0) AS declined
      FROM generate_series(${input.from}::date, ${input.until}::date, interval '1 day') AS s(moment)
      LEFT JOIN ridden r ON r.day = s.moment::date LEFT JOIN refused d ON d.day = s.moment::date ORDER BY 1`);
    return rows.map((row) => ({
      day: row.day,
      trips: Number(row.trips),
      late: Number(row.late),
      declined: Number(row.declined),
    }));
  });
}
