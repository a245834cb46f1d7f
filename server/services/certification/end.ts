import type { Tx } from "@/server/context";
import { enqueue } from "@/server/queue";
import { asPlatform } from "@/server/scope";
import { stopOffering } from "@/server/services/dispatch/replan";
import { affectedBy } from "./affected";
import type { CertificationRow } from "./subject";

/** What the end of a certification hit, for the record: numbers of bookings, ids of shifts. */
export interface EndHit {
  shifts: string[];
  bookings: string[];
  offersClosed: number;
}

/**
 * A certification ends: in the caller's transaction the plans that rest on it are read again and what is offered on them is
 * closed; taking its bookings off and finding them another vehicle follows as a job.
 */
export async function takeFromPlans(tx: Tx, row: CertificationRow, why: string): Promise<EndHit> {
  const { shifts, bookings } = await affectedBy(tx, row);
  const shiftIds = shifts.map(({ id }) => id);
  const closed = await asPlatform(tx, (p) => stopOffering(p, shiftIds, `certification:${why}`));
  await enqueue(tx.db, "replan-subject", { regionId: tx.region.id, certificationId: row.id });
  return { shifts: shiftIds, bookings: bookings.map(({ number }) => number), offersClosed: closed.length };
}
