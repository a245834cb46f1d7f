import type { Context, Tx } from "@/server/context";
import type { OperatorRecord } from "@/server/core/allocation";
import type { Point } from "@/server/core/geography";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import type { Plan, PlannedRoute } from "@/server/core/scheduler/plan";
import type { Problem, Request, Shift } from "@/server/core/scheduler/problem";
import { asPlatform, inTransaction } from "@/server/scope";
import { type BookingFacts, loadBookings } from "./load-bookings";
import { certificationMark, loadShifts, type ShiftFacts, shiftMarks } from "./load-shifts";
import { operatorRecords } from "./operator-records";
import { addPlaces, emptyPlaces, type PlaceTable } from "./places";
import { asOf, assemble, planRules, toRequest, toRoute, toShift } from "./problem";
import { planSettings, type SettingsInForce } from "./settings";
import { type DayTravel, travelOfDay } from "./travel";

/** One shift with its bookings, ready for the scheduler. */
interface ShiftOfDay {
  facts: ShiftFacts;
  shift: Shift;
  requests: Request[];
  route: PlannedRoute;
}

/** All routes of one region and local day as last read. `at` gives the problem as of an instant. */
export interface DayPlan {
  regionId: string;
  day: string;
  /** Local midnight, from which all seconds count. */
  epochMs: number;
  inForce: SettingsInForce;
  /** The driving times that `places` is measured by. */
  travel: DayTravel;
  /** Operators over the last days, for the allocation rule; at most some minutes old. */
  operators: readonly OperatorRecord[];
  shifts: ReadonlyMap<string, ShiftFacts>;
  planVersions: ReadonlyMap<string, number>;
  places: PlaceTable;
  problem: Problem;
  plan: Plan;
}

interface Kept {
  certifications: string;
  /** Kept while their marks stand. */
  planned: Map<string, ShiftOfDay & { mark: string }>;
  operators: { readAt: number; records: OperatorRecord[] };
  /** The table's cells are measured by one road profile and one correction (`DayTravel.key`), all of them. */
  travelKey: string;
  places: PlaceTable;
  day: DayPlan | null;
  turn: Promise<unknown>;
}

/** Shares of 28 days hardly move in five minutes; the match itself reads them anew. */
const recordsKeptMs = 300_000;
/** Days kept in memory; a day of 1,000 trips takes some 30 MB of road times. */
const daysKept = 12;
const kept = new Map<string, Kept>();

function keptFor(key: string): Kept {
  const known = kept.get(key) ?? {
    certifications: "",
    planned: new Map(),
    operators: { readAt: 0, records: [] },
    travelKey: "",
    places: emptyPlaces(),
    day: null,
    turn: Promise.resolve(),
  };
  kept.delete(key);
  kept.set(key, known);
  for (const oldest of kept.keys()) if (kept.size > daysKept) kept.delete(oldest);
  return known;
}

/** The places that a shift's route touches: its base and the ends of everybody on it. */
export const pointsOf = (facts: ShiftFacts, bookings: ReadonlyMap<string, BookingFacts>): Point[] => [
  { lat: facts.row.baseLat, lon: facts.row.baseLon },
  ...[...bookings.values()].flatMap((it) => [it.from, it.to]),
];

/** Bookings on the routes of some shifts, by shift. */
export async function bookingsOn(
  tx: Tx,
  shifts: readonly ShiftFacts[],
): Promise<Map<string, Map<string, BookingFacts>>> {
  const ids = new Set(shifts.flatMap((it) => it.row.route.map((stop) => stop.bookingId)));
  const all = await loadBookings(tx, [...ids]);
  const on = (facts: ShiftFacts) =>
    new Map(
      facts.row.route.flatMap(({ bookingId }) => {
        const its = all.get(bookingId);
        return its ? [[bookingId, its] as const] : [];
      }),
    );
  return new Map(shifts.map((facts) => [facts.row.id, on(facts)]));
}

/** The scheduler's requests of the bookings on one route: promises and holds keep their windows. */
export function requestsOn(
  bookings: ReadonlyMap<string, BookingFacts>,
  places: PlaceTable,
  epochMs: number,
): Request[] {
  return [...bookings.values()].map((it) =>
    toRequest(it, places, epochMs, it.window ?? it.wanted, it.window !== null),
  );
}

/** A shift and the bookings on its route in the scheduler's terms. Throws UnmeasuredPlace. */
export function planShift(
  facts: ShiftFacts,
  bookings: ReadonlyMap<string, BookingFacts>,
  places: PlaceTable,
  epochMs: number,
): ShiftOfDay {
  const requests = requestsOn(bookings, places, epochMs);
  return {
    facts,
    shift: toShift(facts, bookings, places, epochMs),
    requests,
    route: toRoute(facts, bookings),
  };
}

interface Reading {
  certifications: string;
  marks: Map<string, string>;
  changed: ShiftFacts[];
  bookings: Map<string, Map<string, BookingFacts>>;
  inForce: SettingsInForce;
  travel: DayTravel;
  asked: BookingFacts[];
}

/** Other driving times than before: nothing that was measured by the old ones is mixed with the new. */
function startAnew(known: Kept, travelKey: string): void {
  if (known.travelKey === travelKey) return;
  known.planned.clear();
  Object.assign(known, { travelKey, places: emptyPlaces(), day: null });
}

async function read(
  tx: Tx,
  known: Kept,
  span: { day: string; from: Date; until: Date },
  bookingIds: string[],
): Promise<Reading> {
  const inForce = await planSettings(tx);
  const travel = await travelOfDay(tx, inForce.settings, span.day);
  startAnew(known, travel.key);
  const certifications = await certificationMark(tx);
  const marks = await shiftMarks(tx, span.from, span.until);
  const stale = [...marks].filter(
    ([id, mark]) => certifications !== known.certifications || known.planned.get(id)?.mark !== mark,
  );
  const changed = await loadShifts(
    tx,
    stale.map(([id]) => id),
  );
  const bookings = await bookingsOn(tx, changed);
  const asked = [...(await loadBookings(tx, bookingIds)).values()];
  if (Math.abs(tx.now.getTime() - known.operators.readAt) > recordsKeptMs) {
    const records = await operatorRecords(tx, inForce.settings.allocation.shareDays);
    known.operators = { readAt: tx.now.getTime(), records };
  }
  return { certifications, marks, changed, bookings, inForce, travel, asked };
}

function keep(known: Kept, reading: Reading, epochMs: number): void {
  for (const id of known.planned.keys()) if (!reading.marks.has(id)) known.planned.delete(id);
  for (const facts of reading.changed) {
    const bookings = reading.bookings.get(facts.row.id) ?? new Map<string, BookingFacts>();
    const mark = reading.marks.get(facts.row.id) ?? "";
    known.planned.set(facts.row.id, { mark, ...planShift(facts, bookings, known.places, epochMs) });
  }
  known.certifications = reading.certifications;
}

type DayFacts = Pick<DayPlan, "regionId" | "day" | "epochMs" | "inForce" | "travel" | "operators" | "places">;

/** One day's plan from its shifts, all places of which are measured. */
export function makeDay(of: DayFacts, shifts: readonly ShiftOfDay[]): DayPlan {
  const planned = shifts.toSorted((a, b) => (a.shift.id < b.shift.id ? -1 : 1));
  const { problem, plan } = assemble(
    planned.map((it) => it.shift),
    planned.flatMap((it) => it.requests),
    planned.map((it) => it.route),
    of.places,
    0,
    planRules(of.inForce.settings),
  );
  return {
    ...of,
    shifts: new Map(planned.map((it) => [it.shift.id, it.facts])),
    planVersions: new Map(planned.map((it) => [it.shift.id, it.facts.row.planVersion])),
    problem,
    plan,
  };
}

async function refresh(ctx: Context, known: Kept, day: string, bookingIds: string[]): Promise<DayPlan> {
  const from = startOfDay(day, ctx.region.timeZone);
  const until = startOfDay(addDays(day, 1), ctx.region.timeZone);
  const reading = await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) => read(p, known, { day, from, until }, bookingIds)),
  );
  const points = reading.changed.flatMap((facts) =>
    pointsOf(facts, reading.bookings.get(facts.row.id) ?? new Map()),
  );
  const asked = reading.asked.flatMap((it) => [it.from, it.to]);
  const stride = known.places.stride;
  const roads = { regionProfile: reading.inForce.settings.roads, travel: reading.travel.travel };
  await addPlaces(known.places, [...points, ...asked], roads);
  const gone = [...known.planned.keys()].some((id) => !reading.marks.has(id));
  keep(known, reading, from.getTime());
  const same = known.day && reading.changed.length === 0 && !gone && stride === known.places.stride;
  const operators = known.operators.records;
  if (known.day && same) return { ...known.day, inForce: reading.inForce, operators };
  const of = {
    regionId: ctx.region.id,
    day,
    epochMs: from.getTime(),
    inForce: reading.inForce,
    travel: reading.travel,
    operators,
    places: known.places,
  };
  known.day = makeDay(of, [...known.planned.values()]);
  return known.day;
}

/**
 * The plan of a region's local day, with the places of some bookings measured. Reads again only the shifts whose plan,
 * trips or papers changed since the last call of this process. Asks the road gateway: never call it inside a transaction.
 */
export async function dayPlan(ctx: Context, day: string, bookingIds: string[]): Promise<DayPlan> {
  const known = keptFor(`${ctx.region.id}/${day}`);
  const mine = known.turn.then(() => refresh(ctx, known, day, bookingIds));
  known.turn = mine.catch(() => undefined);
  return mine;
}

/** The local day that an instant is planned on. */
export const planDay = (ctx: Context, instant: Date): string => localDay(instant, ctx.region.timeZone);

/** Seconds of an instant after a day's epoch, and back. */
export const toSeconds = (day: Pick<DayPlan, "epochMs">, instant: Date): number =>
  Math.floor((instant.getTime() - day.epochMs) / 1000);
export const toInstant = (day: Pick<DayPlan, "epochMs">, seconds: number): Date =>
  new Date(day.epochMs + seconds * 1000);

/** The day's problem as of an instant, under the settings in force: nothing new begins before it. */
export const problemAt = (day: DayPlan, now: Date): Problem =>
  asOf({ ...day.problem, rules: planRules(day.inForce.settings) }, toSeconds(day, now));
