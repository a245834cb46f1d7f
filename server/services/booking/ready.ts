import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import type { Context, Tx } from "@/server/context";
import { readyRefusal } from "@/server/core/booking";
import type { ReadyInput } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { promiseOf } from "./cancel-preview";
import { type BookingRow, isBooker, ownBooking } from "./row";
import { type BookingState, stateOfOne } from "./status";

/** Whether somebody said that the patient is ready, and whether the actor may say it or take it back now. */
export interface ReadyView {
  at: Date | null;
  may: boolean;
}

async function refusalOf(tx: Tx, row: BookingRow, { trip }: BookingState): Promise<string | null> {
  const promised = await promiseOf(tx, row.id);
  const facts = { ...row, tripStatus: trip?.status ?? null, promisedFrom: promised?.pickupFrom ?? null };
  return readyRefusal(facts, tx.now);
}

/** See `ReadyView`. */
export async function readyView(tx: Tx, row: BookingRow, state: BookingState): Promise<ReadyView> {
  return { at: row.readyAt, may: isBooker(tx, row) && (await refusalOf(tx, row, state)) === null };
}

/**
 * Say that the patient of an own booking is ready to go, or take it back; crew, operator and ward see it at once, and the time is
 * what "collected after ready" is counted from. Said twice it stays at the first time.
 * @throws DomainError not_found; conflict `booking.cancelled`, `booking.ready_not_waiting`, `booking.ready_too_early`
 */
export async function sayReady(ctx: Context, input: ReadyInput): Promise<{ readyAt: Date | null }> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    const state = await stateOfOne(tx, row);
    const refusal = await refusalOf(tx, row, state);
    if (refusal) throw new DomainError("conflict", refusal);
    const readyAt = input.isReady ? tx.now : null;
    const [written] = await asPlatform(tx, (p) =>
      p.db
        .update(booking)
        .set({ readyAt })
        .where(
          and(
            eq(booking.regionId, tx.region.id),
            eq(booking.id, row.id),
            input.isReady ? isNull(booking.readyAt) : isNotNull(booking.readyAt),
          ),
        )
        .returning({ id: booking.id }),
    );
    if (!written) return { readyAt: input.isReady ? row.readyAt : null };
    await writeAudit(tx, {
      verb: "booking.ready",
      noun: "booking",
      nounId: row.id,
      bookingId: row.id,
      before: { readyAt: row.readyAt?.toISOString() ?? null },
      after: { readyAt: readyAt?.toISOString() ?? null },
    });
    const orgs = state.trip ? [...row.viewerOrgs, state.trip.orgId] : row.viewerOrgs;
    await wake(tx, { orgs: [...new Set(orgs)], booking: row.id });
    return { readyAt };
  });
}
