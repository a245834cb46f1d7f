import { z } from "zod";
import type { OperatorRecord } from "./allocation";
import { canonicalJson, digest } from "./audit-chain";
import { emptyPlan, type Plan } from "./scheduler/plan";
import {
  type Problem,
  type Request,
  range,
  requestInput,
  rules,
  type Shift,
  shiftInput,
} from "./scheduler/problem";

/*
 * What a match was worked out from, whole and without a place's whereabouts: places are numbers, and between them only the
 * driving times that a ranking can ask for. Each shift with its route is a part of its own, named by its hash: between two
 * matches few shifts change.
 */

const whole = z.number().int();
const part = z.object({
  /** So that nobody who has only the hash can try what an erased part may have said. Parts of the first days have none. */
  salt: z.string().optional(),
  shift: shiftInput,
  requests: z.array(requestInput),
  stops: z.array(z.object({ requestId: z.string(), kind: z.enum(["pickup", "drop"]) })),
  /** Between the part's own places, row-major. */
  seconds: z.array(whole),
  metres: z.array(whole),
});

const content = z.object({
  format: z.literal("match-input-1"),
  horizon: range,
  nowSeconds: whole,
  rules,
  /** Its pickup is place 0, its drop place 1. */
  request: requestInput,
  /** Seconds and metres from pickup to drop and back. */
  direct: z.tuple([whole, whole, whole, whole]),
  parts: z.array(z.string()),
  /** Per part and place: seconds and metres to the pickup, from it, to the drop, from it. */
  legs: z.array(z.array(whole)),
  withinPercent: z.number(),
  operators: z.array(z.object({ operatorId: z.string(), capacitySeconds: whole, assignedTrips: whole })),
  backingShiftId: z.string().nullable(),
  askedBefore: z.array(z.string()),
});
export type MatchInput = z.infer<typeof content>;

/** A part's text, and whose trips stand on it. */
export interface PartText {
  text: string;
  requestIds: string[];
}

/** The texts to store: the input, and its parts by hash. */
export interface InputTexts {
  content: string;
  parts: Map<string, PartText>;
}

/** What a match is asked with, beside the problem and the plan. */
export interface Asked {
  request: Request;
  withinPercent: number;
  operators: readonly OperatorRecord[];
  backingShiftId: string | null;
  askedBefore: ReadonlySet<string>;
}

/** A secret number for a text, the same for the same text. */
export type SaltOf = (text: string) => string;

interface Packed extends PartText {
  order: string;
  places: number[];
  hash: string;
}

/**
 * Shifts are never changed after they are made, only replaced, and so are the requests on their routes: packed once for one
 * order of stops, kept as long as they live.
 */
const kept = new WeakMap<Shift, Packed>();

const leg = ({ travelSeconds, travelMetres, placeCount }: Problem, from: number, to: number) =>
  [travelSeconds[from * placeCount + to] ?? 0, travelMetres[from * placeCount + to] ?? 0] as const;

function packPart(
  problem: Problem,
  shift: Shift,
  route: Plan["routes"][number] | undefined,
  requestOf: ReadonlyMap<string, Request>,
  saltOf: SaltOf,
): Packed {
  const stops = (route?.stops ?? []).map(({ requestId, kind }) => ({ requestId, kind }));
  const order = stops.map(({ requestId, kind }) => `${kind} ${requestId}`).join();
  const known = kept.get(shift);
  if (known?.order === order) return known;
  const ids = new Set([...shift.driven, ...shift.locked, ...stops].map(({ requestId }) => requestId));
  const its = [...ids].flatMap((id) => requestOf.get(id) ?? []);
  const places = [
    ...new Set([
      shift.startPlace,
      shift.endPlace,
      ...(shift.position ? [shift.position.place] : []),
      ...its.flatMap((it) => [it.pickupPlace, it.dropPlace]),
    ]),
  ];
  const own = (place: number) => places.indexOf(place);
  const pairs = places.flatMap((from) => places.map((to) => leg(problem, from, to)));
  const said = {
    shift: {
      ...shift,
      startPlace: own(shift.startPlace),
      endPlace: own(shift.endPlace),
      ...(shift.position ? { position: { ...shift.position, place: own(shift.position.place) } } : {}),
    },
    requests: its.map((it) => ({ ...it, pickupPlace: own(it.pickupPlace), dropPlace: own(it.dropPlace) })),
    stops,
    seconds: pairs.map(([seconds]) => seconds),
    metres: pairs.map(([, metres]) => metres),
  };
  const text = canonicalJson({ ...said, salt: saltOf(canonicalJson(said)) });
  const packed = { order, places, hash: digest(text), text, requestIds: its.map((it) => it.id) };
  kept.set(shift, packed);
  return packed;
}

/** Put down what a match was worked out from. `problem` is as the match met it, its own request not yet in it. */
export function packInput(problem: Problem, plan: Plan, asked: Asked, saltOf: SaltOf): InputTexts {
  const { request } = asked;
  const { pickupPlace: pickup, dropPlace: drop } = request;
  const routes = new Map(plan.routes.map((route) => [route.shiftId, route]));
  const requestOf = new Map(problem.requests.map((it) => [it.id, it]));
  const packed = problem.shifts.map((shift) =>
    packPart(problem, shift, routes.get(shift.id), requestOf, saltOf),
  );
  const input: MatchInput = {
    format: "match-input-1",
    horizon: problem.horizon,
    nowSeconds: problem.nowSeconds,
    rules: problem.rules,
    request: { ...request, pickupPlace: 0, dropPlace: 1 },
    direct: [...leg(problem, pickup, drop), ...leg(problem, drop, pickup)],
    parts: packed.map(({ hash }) => hash),
    legs: packed.map(({ places }) =>
      places.flatMap((place) => [
        ...leg(problem, place, pickup),
        ...leg(problem, pickup, place),
        ...leg(problem, place, drop),
        ...leg(problem, drop, place),
      ]),
    ),
    withinPercent: asked.withinPercent,
    operators: [...asked.operators],
    backingShiftId: asked.backingShiftId,
    askedBefore: [...asked.askedBefore].sort(),
  };
  const parts = packed.map(({ hash, text, requestIds }) => [hash, { text, requestIds }] as const);
  return { content: canonicalJson(input), parts: new Map(parts) };
}

interface Matrix {
  size: number;
  seconds: Int32Array;
  metres: Int32Array;
}

function setLeg(to: Matrix, from: number, until: number, seconds = 0, metres = 0): void {
  to.seconds[from * to.size + until] = seconds;
  to.metres[from * to.size + until] = metres;
}

/** The driving times of one part, its places numbered from `base` on. */
function setPart(matrix: Matrix, its: z.infer<typeof part>, legs: readonly number[], base: number): void {
  const count = legs.length / 8;
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const cell = row * count + column;
      setLeg(matrix, base + row, base + column, its.seconds[cell], its.metres[cell]);
    }
    const [toPickup, , fromPickup, , toDrop, , fromDrop] = legs.slice(row * 8);
    const [, toPickupMetres, , fromPickupMetres, , toDropMetres, , fromDropMetres] = legs.slice(row * 8);
    setLeg(matrix, base + row, 0, toPickup, toPickupMetres);
    setLeg(matrix, 0, base + row, fromPickup, fromPickupMetres);
    setLeg(matrix, base + row, 1, toDrop, toDropMetres);
    setLeg(matrix, 1, base + row, fromDrop, fromDropMetres);
  }
}

function moved(its: z.infer<typeof part>, base: number): { shift: Shift; requests: Request[] } {
  const { shift, requests } = its;
  return {
    shift: {
      ...shift,
      startPlace: shift.startPlace + base,
      endPlace: shift.endPlace + base,
      ...(shift.position ? { position: { ...shift.position, place: shift.position.place + base } } : {}),
    },
    requests: requests.map((it) => ({
      ...it,
      pickupPlace: it.pickupPlace + base,
      dropPlace: it.dropPlace + base,
    })),
  };
}

/**
 * The problem, the plan and the question that were put down, to be ranked again. Throws ZodError where a text is none of
 * ours and an Error where a part is missing.
 */
export function unpackInput(
  text: string,
  partText: (hash: string) => string | undefined,
): { problem: Problem; plan: Plan; input: MatchInput } {
  const input = content.parse(JSON.parse(text));
  const parts = input.parts.map((hash) => {
    const found = partText(hash);
    if (found === undefined || digest(found) !== hash)
      throw new Error(`The part ${hash} is missing or changed`);
    return part.parse(JSON.parse(found));
  });
  const size = 2 + input.legs.reduce((sum, legs) => sum + legs.length / 8, 0);
  const matrix: Matrix = { size, seconds: new Int32Array(size * size), metres: new Int32Array(size * size) };
  const [out, outMetres, back, backMetres] = input.direct;
  setLeg(matrix, 0, 1, out, outMetres);
  setLeg(matrix, 1, 0, back, backMetres);
  let base = 2;
  const placed = parts.map((its, at) => {
    const legs = input.legs[at] ?? [];
    setPart(matrix, its, legs, base);
    const there = moved(its, base);
    base += legs.length / 8;
    return { ...there, stops: its.stops };
  });
  const problem: Problem = Object.freeze({
    horizon: input.horizon,
    nowSeconds: input.nowSeconds,
    placeCount: size,
    travelSeconds: matrix.seconds,
    travelMetres: matrix.metres,
    shifts: placed.map(({ shift }) => shift),
    requests: placed.flatMap(({ requests }) => requests),
    rules: input.rules,
  });
  return { problem, input, plan: { ...emptyPlan, routes: placed.map(routeOf) } };
}

const noTimes = { arriveSeconds: 0, startSeconds: 0, departSeconds: 0 };

function routeOf({ shift, stops }: { shift: Shift; stops: z.infer<typeof part>["stops"] }) {
  const figures = { drivenMetres: 0, emptyMetres: 0, dutySeconds: 0, restSeconds: 0, costFen: 0 };
  const timed = stops.map((stop) => ({ ...stop, ...noTimes }));
  return { shiftId: shift.id, stops: timed, breaks: [], leaveSeconds: 0, returnSeconds: 0, figures };
}

/** The canonical text of a decision as it was made, whose hash stands in the chain. */
export function decisionText(row: {
  id: string;
  bookingId: string;
  kind: string;
  chosenShiftId: string | null;
  chosenOrgId: string | null;
  candidates: unknown;
  basis: unknown;
  explanation: unknown;
  createdAt: Date;
}): string {
  const { id, bookingId, kind, chosenShiftId, chosenOrgId, candidates, basis, explanation, createdAt } = row;
  const facts = { id, bookingId, kind, chosenShiftId, chosenOrgId, createdAt: createdAt.toISOString() };
  return canonicalJson({ ...facts, candidates, basis, explanation });
}
