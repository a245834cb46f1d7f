import type { Dice } from "./dice";

/** A place in kilometres east and north of the middle of an invented town. */
export interface Spot {
  east: number;
  north: number;
}

const middle = { lat: 28.65, lon: 121.35 };
const kmPerDegree = 111.2;
const narrowing = Math.cos((middle.lat * Math.PI) / 180);

/** Where a spot is on the earth. */
export function onEarth({ east, north }: Spot): { lat: number; lon: number } {
  return { lat: middle.lat + north / kmPerDegree, lon: middle.lon + east / (kmPerDegree * narrowing) };
}

export const awayKm = (a: Spot, b: Spot): number => Math.hypot(a.east - b.east, a.north - b.north);

/** A spot somewhere around another one, between so many kilometres away. */
export function around(dice: Dice, spot: Spot, nearest: number, farthest: number): Spot {
  const [km, turn] = [dice.between(nearest, farthest), dice.between(0, 2 * Math.PI)];
  return { east: spot.east + km * Math.cos(turn), north: spot.north + km * Math.sin(turn) };
}

/** Hospitals and centres, in a fixed pattern over some 40 km. */
export const hospitals: Spot[] = [
  { east: 0, north: 0 },
  { east: 4, north: 2.5 },
  { east: -6, north: 3 },
  { east: 9, north: -7 },
  { east: -12, north: -9 },
  { east: 17, north: 8 },
  { east: -3, north: 14 },
  { east: 2, north: -18 },
];
export const operators = ["op-a", "op-b", "op-c"];
/** Each operator's yard. */
export const yards: Spot[] = [
  { east: 1.8, north: 1.2 },
  { east: -8, north: -2 },
  { east: 7, north: 5.5 },
];
/** Where crews eat: a few places, not all in the middle. */
export const canteens: Spot[] = [
  { east: 2.6, north: -1.4 },
  { east: -4.2, north: -3.7 },
  { east: 8.1, north: 2.2 },
];
