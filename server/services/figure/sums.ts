import { and, between, eq, type SQL, sql } from "drizzle-orm";
import { dayFigure, figureEvent } from "@/db/schema/figure";
import type { Tx } from "@/server/context";
import type { Sums } from "@/server/core/indicator/definition";
import { measureNames, noMeasures } from "@/server/core/indicator/measure";

/** Which figures are added up: days of the region's calendar, both included, and at most one operator and one district. */
export interface FigureFilter {
  from: string;
  until: string;
  operatorId?: string | undefined;
  district?: string | undefined;
}

/** By what sums are told apart; `all`: the whole. */
export type Dimension = "all" | "day" | "district" | "age" | "payer" | "operator";

const columns = {
  day: dayFigure.day,
  district: dayFigure.district,
  age: dayFigure.age,
  payer: dayFigure.payer,
  operator: dayFigure.orgId,
} as const;
const order = ["day", "district", "age", "payer", "operator"] as const;

export const noSums = (): Sums => ({ ...noMeasures(), lapses: 0, looseComplaints: 0 });

const chosen = (tx: Tx, { from, until, operatorId, district }: FigureFilter): SQL | undefined =>
  and(
    eq(dayFigure.regionId, tx.region.id),
    between(dayFigure.day, from, until),
    operatorId ? eq(dayFigure.orgId, operatorId) : undefined,
    district ? eq(dayFigure.district, district) : undefined,
  );

export type SumsBy = Record<Dimension, Map<string, Sums>>;

function emptySums(): SumsBy {
  const by = (): Map<string, Sums> => new Map();
  return {
    all: new Map([["", noSums()]]),
    day: by(),
    district: by(),
    age: by(),
    payer: by(),
    operator: by(),
  };
}

/** Two sums together. */
export function addSums(a: Sums, b: Sums): Sums {
  const sum = { ...a };
  for (const name of Object.keys(sum) as (keyof Sums)[]) sum[name] += b[name];
  return sum;
}

/** What belongs to no booking: it has a day and perhaps an operator, so a district asks for none of it. */
async function addEvents(tx: Tx, filter: FigureFilter, into: SumsBy): Promise<void> {
  if (filter.district) return;
  const rows = await tx.db
    .select({
      day: figureEvent.day,
      operator: figureEvent.orgId,
      kind: figureEvent.kind,
      count: sql<number>`count(*)::int`,
    })
    .from(figureEvent)
    .where(
      and(
        eq(figureEvent.regionId, tx.region.id),
        between(figureEvent.day, filter.from, filter.until),
        filter.operatorId ? eq(figureEvent.orgId, filter.operatorId) : undefined,
      ),
    )
    .groupBy(figureEvent.day, figureEvent.orgId, figureEvent.kind);
  for (const { day, operator, kind, count } of rows) {
    const name = kind === "lapse" ? "lapses" : "looseComplaints";
    for (const [dimension, key] of [
      ["all", ""],
      ["day", day],
      ["operator", operator],
    ] as const) {
      const sums = into[dimension].get(key) ?? noSums();
      sums[name] += count;
      into[dimension].set(key, sums);
    }
  }
}

/**
 * Sums of a period by every dimension asked for, in one pass over the days' sums. A day, district … without a booking has no
 * entry; `all` always has one, under "".
 */
export async function sumsBy(
  tx: Tx,
  filter: FigureFilter,
  dimensions: readonly Dimension[],
): Promise<SumsBy> {
  const into = emptySums();
  const sets = dimensions.map((name) => (name === "all" ? sql`()` : sql`(${columns[name]})`));
  const added = measureNames.map((name) => sql`sum(${dayFigure[name]})::float8 AS ${sql.identifier(name)}`);
  const named = order.map((name) =>
    dimensions.includes(name)
      ? sql`${columns[name]}::text AS ${sql.identifier(name)}`
      : sql`NULL AS ${sql.identifier(name)}`,
  );
  const rows = await tx.db.execute<Record<string, string | number | null>>(sql`
    SELECT ${sql.join([...named, ...added], sql`, `)} FROM ${dayFigure} WHERE ${chosen(tx, filter)}
    GROUP BY GROUPING SETS (${sql.join(sets, sql`, `)})`);
  for (const row of rows) {
    const dimension = order.find((name) => row[name] !== null) ?? "all";
    const sums = noSums();
    for (const name of measureNames) sums[name] = Number(row[name] ?? 0);
    into[dimension].set(dimension === "all" ? "" : String(row[dimension]), sums);
  }
  await addEvents(tx, filter, into);
  return into;
}
