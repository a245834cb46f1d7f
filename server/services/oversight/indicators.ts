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

/** The promise first given: a promise moved later does not make a late vehicle punctual. */
const firstPromise = sql`(SELECT DISTINCT ON (booking_id) region_id, booking_id, pickup_until FROM promise WHERE region_id = current_setting('app.regions') ORDER BY booking_id, created_at)`;

async function figures(tx: Tx, { from, until }: Span): Promise<Record<string, string | number | null>> {
  const region = tx.region.id;
  const inSpan = (column: string) =>
    sql`${sql.raw(column)} >= ${from.toISOString()}::timestamptz AND ${sql.raw(column)} < ${until.toISOString()}::timestamptz`;
  const [row] = await tx.db.execute<Record<string, string | number | null>>(sql`
    SELECT
      (SELECT count(*) FROM booking b WHERE b.region_id = ${region} AND ${inSpan("b.created_at")}) AS requests,
      (SELECT count(*) FROM booking b WHERE b.region_id = ${region} AND ${inSpan("b.created_at")} AND b.cancelled_at IS NOT NULL) AS cancelled,
      (SELECT count(*) FROM declined_demand d WHERE d.region_id = ${region} AND ${inSpan("d.created_at")}) AS declined,
      (SELECT count(*) FROM trip t WHERE t.region_id = ${region} AND ${inSpan("t.planned_pickup_at")}) AS trips,
      (SELECT count(*) FROM trip t WHERE t.region_id = ${region} AND ${inSpan("t.planned_pickup_at")} AND t.status = 'to_120')
        + (SELECT count(*) FROM emergency_handover e WHERE e.region_id = ${region} AND e.direction = 'to_120' AND e.trip_id IS NULL AND ${inSpan("e.created_at")}) AS to_120,
      (SELECT count(*) FROM trip t JOIN ${firstPromise} p ON p.booking_id = t.booking_id WHERE t.region_id = ${region} AND ${inSpan("t.planned_pickup_at")} AND t.arrived_pickup_at IS NOT NULL) AS arrived,
      (SELECT count(*) FROM trip t JOIN ${firstPromise} p ON p.booking_id = t.booking_id WHERE t.region_id = ${region} AND ${inSpan("t.planned_pickup_at")} AND t.arrived_pickup_at <= p.pickup_until) AS punctual,
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM o.answered_at - b.confirmed_at) / 60) FROM offer o JOIN booking b ON b.region_id = o.region_id AND b.id = o.booking_id
        WHERE o.region_id = ${region} AND o.status = 'accepted' AND ${inSpan("o.created_at")} AND o.answered_at >= b.confirmed_at) AS response_minutes,
      (SELECT count(*) FROM offer o WHERE o.region_id = ${region} AND o.status = 'accepted' AND ${inSpan("o.created_at")}) AS accepted,
      (SELECT sum(t.empty_metres) FROM trip t WHERE t.region_id = ${region} AND ${inSpan("t.planned_pickup_at")} AND t.driven_metres IS NOT NULL) AS empty_metres,
      (SELECT sum(t.driven_metres) FROM trip t WHERE t.region_id = ${region} AND ${inSpan("t.planned_pickup_at")} AND t.empty_metres IS NOT NULL) AS driven_metres,
      (SELECT count(*) FROM complaint c WHERE c.region_id = ${region} AND ${inSpan("c.created_at")}) AS complaints,
      (SELECT sum(x.total_fen) FROM bill x WHERE x.region_id = ${region} AND x.kind = 'trip' AND x.status <> 'void' AND ${inSpan("x.issued_at")}) AS billed_fen,
      (SELECT sum(q.total_fen) FROM bill x JOIN quote q ON q.region_id = x.region_id AND q.id = x.quote_id WHERE x.region_id = ${region} AND x.kind = 'trip' AND x.status <> 'void' AND ${inSpan("x.issued_at")}) AS quoted_fen`);
  return row ?? {};
}

/** Indicators of a period; each is defined in words beside the page's figure. */
async function indicatorsOf(tx: Tx, span: Span): Promise<Indicator[]> {
  const raw = await figures(tx, span);
  const n = (key: string) => Number(raw[key] ?? 0);
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  const way = n("empty_metres") + n("driven_metres");
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
  const { from, until } = spanOf(input, ctx.region.timeZone);
  const zone = ctx.region.timeZone;
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db.execute<{ day: string; trips: string; late: string; declined: string }>(sql`
      SELECT to_char(d.day, 'YYYY-MM-DD') AS day,
        (SELECT count(*) FROM trip t WHERE t.region_id = ${tx.region.id} AND (t.planned_pickup_at AT TIME ZONE ${zone})::date = d.day) AS trips,
        (SELECT count(*) FROM trip t JOIN ${firstPromise} p ON p.booking_id = t.booking_id WHERE t.region_id = ${tx.region.id} AND (t.planned_pickup_at AT TIME ZONE ${zone})::date = d.day AND t.arrived_pickup_at > p.pickup_until) AS late,
        (SELECT count(*) FROM declined_demand x WHERE x.region_id = ${tx.region.id} AND (x.created_at AT TIME ZONE ${zone})::date = d.day) AS declined
      FROM generate_series((${from.toISOString()}::timestamptz AT TIME ZONE ${zone})::date, ((${until.toISOString()}::timestamptz - interval '1 second') AT TIME ZONE ${zone})::date, interval '1 day') AS s(moment)
      CROSS JOIN LATERAL (SELECT s.moment::date AS day) d ORDER BY 1`);
    return rows.map((row) => ({
      day: row.day,
      trips: Number(row.trips),
      late: Number(row.late),
      declined: Number(row.declined),
    }));
  });
}
