import { and, eq, lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { boardingAttempt, trip } from "@/db/schema/trip";
import { actorName, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { Identification } from "@/server/core/trip-input";
import { open } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { crewTrip, type TripRow } from "./load";

/** After so many tries the code no longer counts: two identifiers and the sender's signature are then needed. */
const codeTries = 5;

/** Each try is counted before it is compared, so that parallel tries cannot share one. */
async function takeTry(tx: Tx, row: TripRow): Promise<boolean> {
  const [counted] = await tx.db
    .update(trip)
    .set({ boardingAttempts: sql`${trip.boardingAttempts} + 1` })
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.id, row.id), lt(trip.boardingAttempts, codeTries)))
    .returning({ id: trip.id });
  return counted !== undefined;
}

async function tryCode(
  tx: Tx,
  tripId: string,
  code: string,
): Promise<"right" | "wrong" | "locked" | "not_asked"> {
  const row = await crewTrip(tx, tripId);
  // A resend, or no time to board: `moveTrip` answers, and no try is spent.
  if (row.status !== "at_pickup") return "not_asked";
  if (!(await takeTry(tx, row))) return "locked";
  const right = open(row.boardingCodeSealed, `${tx.region.id}/trip/boarding_code`) === code;
  await asPlatform(tx, (p) =>
    p.db.insert(boardingAttempt).values({
      regionId: tx.region.id,
      id: uuidv7(),
      tripId: row.id,
      succeeded: right,
      by: actorName(tx.actor),
      at: tx.now,
    }),
  );
  return right ? "right" : "wrong";
}

/**
 * Make sure that this is the patient, before boarding. A wrong code is counted and kept even though the boarding is
 * refused, so it has a transaction of its own.
 * @throws DomainError bad_input `trip.wrong_code` (`left`: tries left); too_many `trip.code_locked`
 */
export async function identifyPatient(ctx: Context, tripId: string, data: Identification): Promise<void> {
  if (data.by === "two_identifiers") return;
  const { verdict, left } = await inTransaction(ctx, async (tx) => {
    const judged = await tryCode(tx, tripId, data.code);
    const row = await crewTrip(tx, tripId);
    return { verdict: judged, left: Math.max(0, codeTries - row.boardingAttempts) };
  });
  if (verdict === "locked" || (verdict === "wrong" && left === 0))
    throw new DomainError("too_many", "trip.code_locked");
  if (verdict === "wrong") throw new DomainError("bad_input", "trip.wrong_code", { left });
}
