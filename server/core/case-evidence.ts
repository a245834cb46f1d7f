import { canonicalJson, digest } from "./audit-chain";

/** The trip's record as it stood: what was promised, what the crew reported, what it cost. Instants are ISO strings. */
export interface TripEvidence extends Record<string, unknown> {
  bookingNumber: string;
  status: string;
  plate: string | null;
  /** The range first promised, and how often it was moved since. */
  promisedFrom: string | null;
  promisedUntil: string | null;
  promiseMoves: number;
  departedAt: string | null;
  arrivedPickupAt: string | null;
  boardedAt: string | null;
  arrivedDropoffAt: string | null;
  endedAt: string | null;
  /** Minutes after the end of the promised range, 0 in time, null before the arrival. */
  lateMinutes: number | null;
  drivenMetres: number | null;
  quotedFen: number | null;
  billedFen: number | null;
}

/** Where the vehicle was during the ride: how many fixes there are, and some of them. */
export interface PositionEvidence extends Record<string, unknown> {
  count: number;
  from: string;
  until: string;
  track: { at: string; lat: number; lon: number }[];
}

/** The look at the marking from which the complaint came. */
export interface ScanEvidence extends Record<string, unknown> {
  scanId: string;
  scannedAt: string;
  mark: string;
  outcome: string;
  tripMatch: string | null;
}

export interface RatingEvidence extends Record<string, unknown> {
  score: number;
  text: string;
  at: string;
}

export type CaseEvidence =
  | { kind: "trip"; data: TripEvidence }
  | { kind: "positions"; data: PositionEvidence }
  | { kind: "scan"; data: ScanEvidence }
  | { kind: "rating"; data: RatingEvidence };

/** SHA-256 of the canonical JSON of a piece of evidence, hex: the same facts have the same hash. */
export const evidenceHash = (data: Record<string, unknown>): string => digest(canonicalJson(data));

/** Whole minutes that a vehicle came after the end of its promised range; instants in epoch milliseconds. */
export const minutesLate = (promisedUntil: number, arrivedAt: number): number =>
  Math.max(0, Math.ceil((arrivedAt - promisedUntil) / 60_000));

/** At most `most` of some items, evenly spread, always the first and the last. */
export function thinned<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  const last = items.length - 1;
  return Array.from({ length: most }, (_, index) => Math.round((index * last) / (most - 1))).flatMap((at) =>
    items.slice(at, at + 1),
  );
}
