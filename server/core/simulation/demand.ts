import type { Point } from "@/server/core/geography";
import { addDays, atLocalTime } from "@/server/core/local-time";
import type { Mobility } from "@/server/core/patient";
import { type Dice, diceFor } from "./dice";

/** About 12 requests per million people and day (domain.md, Volumes). */
export const requestsPerMillion = 12;

/** Shares of domain.md, Volumes: 14 % long (100 to 800 km), about 4 % over 400 km; the rest local (5 to 25 km). */
const longShare = 0.14;
const veryLongShare = 0.04;
const localMetres = [5_000, 25_000] as const;
const longMetres = [100_000, 400_000] as const;
const veryLongMetres = [400_000, 800_000] as const;

/** `care`: rehabilitation, nursing home, health centre; `far`: a hospital beyond the region. */
export interface DemandPlace extends Point {
  key: string;
  kind: "hospital" | "dialysis" | "care" | "home" | "far";
  /** How much goes on there beside the others of its kind. */
  weight: number;
}

export interface Town {
  timeZone: string;
  places: readonly DemandPlace[];
  /** Metres of road between two places. */
  roadMetres: (from: Point, to: Point) => number;
}

export type Errand = "discharge" | "admission" | "dialysis" | "dialysis_return" | "transfer" | "long";
/** What the patient's state makes the caller answer; what goes to 120 or a clinician is no work of the dispatch. */
export type Condition = "plain" | "contagious" | "fragile" | "care";

/** A wish for a ride. Instants in epoch milliseconds. */
export interface SimulatedRequest {
  /** "d0-17": the day and the number. */
  key: string;
  day: string;
  errand: Errand;
  channel: "hospital" | "seat";
  from: string;
  to: string;
  mobility: Mobility;
  condition: Condition;
  escorts: number;
  askedAt: number;
  wantedFrom: number;
  wantedUntil: number;
  /** Asked for when the patient is ready, to be fetched as soon as possible. */
  willCall: boolean;
}

/** Half hours by how often a pickup is wanted then: peaks 09:00 to 11:30 and 14:00 to 16:00 (domain.md, Volumes). */
const halfHours: [string, number][] = [
  ["07:30", 1],
  ["08:00", 4],
  ["08:30", 5],
  ["09:00", 9],
  ["09:30", 9],
  ["10:00", 9],
  ["10:30", 8],
  ["11:00", 7],
  ["11:30", 4],
  ["13:00", 4],
  ["13:30", 5],
  ["14:00", 8],
  ["14:30", 8],
  ["15:00", 7],
  ["15:30", 7],
  ["16:00", 3],
  ["17:00", 2.5],
  ["18:30", 1.5],
  ["20:00", 1],
];

/** Of local rides (assumed, as the demonstration city's). */
const errands: [Errand, number][] = [
  ["discharge", 36],
  ["admission", 18],
  ["dialysis", 12],
  ["dialysis_return", 10],
  ["transfer", 20],
];

/** How long before the wanted time a ride is asked for, in hours (assumed). */
const hoursBefore: [number, number][] = [
  [3, 3],
  [5, 3],
  [18, 6],
  [24, 5],
  [42, 2],
];

const mobilityOf = (errand: Errand, dice: Dice): Mobility =>
  errand.startsWith("dialysis")
    ? dice.weighed([
        ["walk", 6],
        ["wheelchair", 4],
      ])
    : dice.weighed([
        ["walk", 3],
        ["wheelchair", 3],
        ["stretcher", 6],
      ]);

const conditionOf = (channel: string, dice: Dice): Condition =>
  channel === "hospital"
    ? dice.weighed([
        ["plain", 66],
        ["contagious", 4],
        ["fragile", 4],
        ["care", 26],
      ])
    : dice.weighed([
        ["plain", 94],
        ["contagious", 3],
        ["fragile", 3],
      ]);

type Ends = { from: DemandPlace; to: DemandPlace };

/** Other ends at a distance asked for; all others where a small region has none at it. */
function within(town: Town, own: DemandPlace, others: DemandPlace[], [low, high]: readonly [number, number]) {
  const list = others.filter((it) => {
    const metres = town.roadMetres(own, it);
    return it.key !== own.key && metres >= low && metres <= high;
  });
  return list.length > 0 ? list : others.filter((it) => it.key !== own.key);
}

const ofKinds = (town: Town, ...kinds: DemandPlace["kind"][]): DemandPlace[] =>
  town.places.filter((it) => kinds.includes(it.kind));

/** One of the places, those where more goes on more often. */
const busiest = (places: readonly DemandPlace[], dice: Dice): DemandPlace =>
  dice.weighed(places.map((it): [DemandPlace, number] => [it, it.weight]));

function endsOf(town: Town, errand: Errand, dice: Dice): Ends {
  const hospital = busiest(ofKinds(town, "hospital"), dice);
  if (errand === "long") {
    const metres = dice.hits(veryLongShare / longShare) ? veryLongMetres : longMetres;
    const far = dice.one(within(town, hospital, ofKinds(town, "far"), metres));
    return dice.hits(0.6) ? { from: hospital, to: far } : { from: far, to: hospital };
  }
  const own = errand.startsWith("dialysis") ? dice.one(ofKinds(town, "dialysis")) : hospital;
  const kinds: DemandPlace["kind"][] = errand === "transfer" ? ["hospital", "care"] : ["home"];
  const other = dice.one(within(town, own, ofKinds(town, ...kinds), localMetres));
  return errand === "admission" || errand === "dialysis"
    ? { from: other, to: own }
    : { from: own, to: other };
}

const hourMs = 3_600_000;

/** In waking hours: the same day from 06:40 on, else the day or two before, until the evening. */
function askedAt(day: string, timeZone: string, wantedFrom: number, dice: Dice): number {
  const asked = wantedFrom - dice.weighed(hoursBefore) * hourMs - Math.round(dice.uniform() * 1.5 * hourMs);
  const opens = atLocalTime(day, "06:40", timeZone).getTime();
  if (asked >= opens) return asked;
  return Math.min(asked, opens - 24 * hourMs + Math.round(dice.uniform() * 13 * hourMs));
}

function requestOf(town: Town, seed: number, day: string, key: string): SimulatedRequest {
  const dice = diceFor(seed, `request/${key}`);
  const errand = dice.hits(longShare) ? "long" : dice.weighed(errands);
  const willCall = errand === "dialysis_return";
  const hospitals = errand === "transfer" || (!errand.startsWith("dialysis") && errand !== "admission");
  const channel = hospitals && dice.hits(errand === "transfer" ? 1 : 0.6) ? "hospital" : "seat";
  const { from, to } = endsOf(town, errand, dice);
  const wanted = atLocalTime(day, dice.weighed(halfHours), town.timeZone).getTime();
  const ready = wanted + Math.round(dice.uniform() * 0.5 * hourMs);
  return {
    key,
    day,
    errand,
    channel,
    from: from.key,
    to: to.key,
    mobility: mobilityOf(errand, dice),
    condition: conditionOf(channel, dice),
    escorts: dice.hits(0.6) ? 1 : 0,
    askedAt: willCall ? ready : askedAt(day, town.timeZone, wanted, dice),
    wantedFrom: willCall ? ready : wanted,
    wantedUntil: willCall ? ready + 3 * hourMs : wanted + (channel === "hospital" ? 7 : 5) * hourMs,
    willCall,
  };
}

export interface DemandAsked {
  seed: number;
  /** First calendar day of the region, "2026-03-02". */
  firstDay: string;
  days: number;
  requestsPerDay: number;
}

/** All requests of some days in the order of asking; a weekend day has four fifths of a weekday's (assumed). */
export function drawDemand(town: Town, asked: DemandAsked): SimulatedRequest[] {
  const requests = Array.from({ length: asked.days }, (_, index) => {
    const day = addDays(asked.firstDay, index);
    const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    const count = Math.max(1, Math.round(asked.requestsPerDay * (isWeekend ? 0.8 : 1)));
    return Array.from({ length: count }, (__, number) =>
      requestOf(town, asked.seed, day, `d${index}-${number}`),
    );
  }).flat();
  return requests.sort((a, b) => a.askedAt - b.askedAt || (a.key < b.key ? -1 : 1));
}
