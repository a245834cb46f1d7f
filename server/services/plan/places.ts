import type { Point } from "@/server/core/geography";
import type { RoadProfile } from "@/server/core/road-estimate";
import type { TravelTimes } from "@/server/core/travel-times";
import { roadLinks, roadTimes } from "@/server/gateways/road-times";

/** By what a table's cells are measured: the same for all of them. */
export interface Roads {
  regionProfile: RoadProfile;
  travel: TravelTimes;
}

/**
 * The distinct places of one region's day with the road times between them. Append-only: a place keeps its number and
 * no cell ever changes, so that problems made earlier stay true while later ones know more places. `stride` leaves room
 * for new places; when it is used up the table is copied into a wider one (older problems keep the old arrays).
 */
export interface PlaceTable {
  points: Point[];
  numbers: Map<string, number>;
  stride: number;
  seconds: Int32Array;
  metres: Int32Array;
}

/** A spare eighth, and at least this many places. */
const leastRoom = 64;

/** Coordinates to five decimals (a metre) tell places apart. */
export const placeKey = (point: Point): string => `${point.lat.toFixed(5)},${point.lon.toFixed(5)}`;

export function emptyPlaces(): PlaceTable {
  return { points: [], numbers: new Map(), stride: 0, seconds: new Int32Array(0), metres: new Int32Array(0) };
}

/** A place's number in the table, undefined when it has not been measured. */
export const placeNumber = (table: PlaceTable, point: Point): number | undefined =>
  table.numbers.get(placeKey(point));

function widen(table: PlaceTable, count: number): void {
  if (count <= table.stride) return;
  const stride = count + Math.max(leastRoom, count >> 3);
  const seconds = new Int32Array(stride * stride);
  const metres = new Int32Array(stride * stride);
  for (let row = 0; row < table.points.length; row++) {
    const from = row * table.stride;
    seconds.set(table.seconds.subarray(from, from + table.points.length), row * stride);
    metres.set(table.metres.subarray(from, from + table.points.length), row * stride);
  }
  Object.assign(table, { stride, seconds, metres });
}

function enter(table: PlaceTable, fresh: readonly Point[]): void {
  for (const point of fresh) {
    table.numbers.set(placeKey(point), table.points.length);
    table.points.push(point);
  }
}

function unknownOf(table: PlaceTable, points: readonly Point[]): Point[] {
  const fresh = new Map<string, Point>();
  for (const point of points) if (!table.numbers.has(placeKey(point))) fresh.set(placeKey(point), point);
  return [...fresh.values()];
}

/**
 * Measure and enter the places that the table does not know yet. Calls the road gateway, so never inside a transaction;
 * callers of one table wait for each other.
 */
export async function addPlaces(table: PlaceTable, points: readonly Point[], roads: Roads): Promise<void> {
  const fresh = unknownOf(table, points);
  if (fresh.length === 0) return;
  const old = table.points.length;
  const known = table.points.slice();
  const inner = await roadTimes(fresh, roads);
  const links = old > 0 ? await roadLinks(fresh, known, roads) : null;
  widen(table, old + fresh.length);
  const { stride, seconds, metres } = table;
  for (let row = 0; row < fresh.length; row++) {
    const place = old + row;
    for (let column = 0; column < fresh.length; column++) {
      seconds[place * stride + old + column] = inner.seconds[row * fresh.length + column] ?? 0;
      metres[place * stride + old + column] = inner.metres[row * fresh.length + column] ?? 0;
    }
    for (let other = 0; links && other < old; other++) {
      const cell = row * old + other;
      seconds[place * stride + other] = links.outSeconds[cell] ?? 0;
      metres[place * stride + other] = links.outMetres[cell] ?? 0;
      seconds[other * stride + place] = links.backSeconds[cell] ?? 0;
      metres[other * stride + place] = links.backMetres[cell] ?? 0;
    }
  }
  enter(table, fresh);
}

/** Road metres between two measured places. */
export function metresBetween(table: PlaceTable, from: number, to: number): number {
  return table.metres[from * table.stride + to] ?? 0;
}
