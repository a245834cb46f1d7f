import { and, asc, eq } from "drizzle-orm";
import { figureState } from "@/db/schema/figure";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { type Figure, figureOf, figuresOf, type Sums } from "@/server/core/indicator/definition";
import { type EquityRow, equityRows, type Group } from "@/server/core/indicator/equity";
import { ageGroups, payerGroups } from "@/server/core/indicator/measure";
import { type Step, stepOf, stepsBetween } from "@/server/core/indicator/step";
import { addDays } from "@/server/core/local-time";
import type { FigureInput } from "@/server/core/oversight-input";
import { outsideDistrict } from "@/server/core/region-settings";
import { inTransaction } from "@/server/scope";
import { settingsInForce } from "../rule";
import { addSums, noSums, type SumsBy, sumsBy } from "./sums";

/** A group under the names that people know it by. */
export interface NamedRow extends EquityRow {
  nameZh: string;
  nameEn: string;
}

/** What happened in one step of a period, for charts. */
export interface StepFigure {
  /** First day of the step. */
  from: string;
  /** Its last day within the period. */
  until: string;
  trips: number;
  late: number;
  declined: number;
  onTime: number | null;
}

const daysBetween = (from: string, until: string) =>
  Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);

/** The period of the same length right before. */
function before<T extends FigureInput>(input: T): T {
  const length = daysBetween(input.from, input.until) + 1;
  return { ...input, from: addDays(input.from, -length), until: addDays(input.from, -1) };
}

/** Names of districts (by settings) and operators; a code without a name is shown as it is. */
async function names(tx: Tx) {
  const { districts } = await settingsInForce(tx);
  const operators = await tx.db
    .select({ id: organization.id, nameZh: organization.nameZh, nameEn: organization.nameEn })
    .from(organization)
    .where(and(eq(organization.regionId, tx.region.id), eq(organization.type, "operator")))
    .orderBy(asc(organization.nameZh));
  return { districts, operators };
}

function groups(by: SumsBy, dimension: "district" | "age" | "payer" | "operator", keys: readonly string[]) {
  const found = by[dimension];
  const others = [...found.keys()].filter((key) => key !== "" && !keys.includes(key)).sort();
  return [...keys, ...others].map((key) => ({ key, sums: found.get(key) ?? noSums() }));
}

interface Name {
  nameZh: string;
  nameEn: string;
}

/** Pickups beyond the region's own districts are one group: few, and nobody's to answer for. */
const outside = { key: outsideDistrict, nameZh: "区域外", nameEn: "Outside the region" };

/** The sums with every district that the region does not know filed under the one beyond it. */
function withOutside(by: SumsBy, known: readonly { key: string }[]): SumsBy {
  const district = new Map<string, Sums>();
  for (const [code, sums] of by.district) {
    const key = known.some((it) => it.key === code) ? code : outside.key;
    district.set(key, addSums(district.get(key) ?? noSums(), sums));
  }
  return { ...by, district };
}

/** Groups of the region that have names, those without a single request left out. */
function namedGroups(
  by: SumsBy,
  dimension: "district" | "operator",
  known: readonly (Name & { key: string })[],
) {
  const nameOf = new Map(known.map((it) => [it.key, it]));
  return groups(
    by,
    dimension,
    known.map(({ key }) => key),
  )
    .filter(({ sums }) => sums.requests > 0)
    .map((group) => ({
      ...group,
      nameZh: nameOf.get(group.key)?.nameZh ?? group.key,
      nameEn: nameOf.get(group.key)?.nameEn ?? group.key,
    }));
}

/** All that a month's report and the overview compare, under its names. */
export async function comparedGroups(tx: Tx, by: SumsBy) {
  const { districts, operators } = await names(tx);
  const known = districts.map((it) => ({ ...it, key: it.code }));
  const named = operators.map((it) => ({ ...it, key: it.id }));
  return {
    districts: namedGroups(withOutside(by, known), "district", [...known, outside]),
    operators: namedGroups(by, "operator", named),
    ages: groups(by, "age", ageGroups).filter(({ sums }) => sums.requests > 0),
    payers: groups(by, "payer", payerGroups).filter(({ sums }) => sums.requests > 0),
  };
}

const withNames = (rows: readonly (Name & Group)[]): NamedRow[] =>
  equityRows(rows).map((row, index) => ({
    ...row,
    nameZh: rows[index]?.nameZh ?? row.key,
    nameEn: rows[index]?.nameEn ?? row.key,
  }));

function stepsOf(by: SumsBy, { from, until }: FigureInput): { step: Step; steps: StepFigure[] } {
  const step = stepOf(daysBetween(from, until) + 1);
  const steps = stepsBetween(from, until, step).map((span) => {
    const sums = noSums();
    for (let day = span.from; day <= span.until; day = addDays(day, 1)) {
      const of = by.day.get(day);
      if (of) for (const name of ["trips", "due", "onTime", "declined"] as const) sums[name] += of[name];
    }
    const { trips, due, onTime, declined } = sums;
    return { ...span, trips, late: due - onTime, declined, onTime: figureOf("onTime", sums).value };
  });
  return { step, steps };
}

/** How far the figures follow the record; null: none are kept yet. */
export async function keptState(tx: Tx) {
  const [state] = await tx.db.select().from(figureState).where(eq(figureState.regionId, tx.region.id));
  if (!state) return null;
  return { keptAt: state.keptAt, isWhole: state.rebuildAfter === null };
}

export interface Overview {
  kept: { keptAt: Date; isWhole: boolean } | null;
  current: Figure[];
  before: Figure[];
  step: Step;
  steps: StepFigure[];
  districts: NamedRow[];
  operators: NamedRow[];
  ages: EquityRow[];
  payers: EquityRow[];
}

/** Every indicator of a period with the period before, its course, and how groups of people compare (small cells hidden). */
export async function regionOverview(ctx: Context, input: FigureInput): Promise<Overview> {
  return inTransaction(ctx, async (tx) => {
    const by = await sumsBy(tx, input, ["all", "day", "district", "age", "payer", "operator"]);
    const earlier = await sumsBy(tx, before(input), ["all"]);
    const compared = await comparedGroups(tx, by);
    return {
      kept: await keptState(tx),
      current: figuresOf(by.all.get("") ?? noSums()),
      before: figuresOf(earlier.all.get("") ?? noSums()),
      ...stepsOf(by, input),
      districts: withNames(compared.districts),
      operators: withNames(compared.operators),
      ages: equityRows(compared.ages),
      payers: equityRows(compared.payers),
    };
  });
}
