import type { Context } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { DraftView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { handoverOf } from "../emergency/record";
import { assessmentOf, needsSummary, reviewOf } from "../triage";
import { isContactFresh } from "./confirmation";
import { ownBooking, wayBackOf } from "./row";
import { stateOfOne } from "./status";
import { holdView, placeFullView } from "./view";

/**
 * Where an own booking stands before it is confirmed: after a reload, or when a clinician has decided. It names the home
 * and the answers in full, so that a tracking link does not open it, and that staff's reading is audited.
 * @throws DomainError forbidden `link.read_only`
 */
export async function draftBooking(ctx: Context, input: BookingRef): Promise<DraftView> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    if (tx.actor.kind === "guest" && tx.actor.link !== "draft")
      throw new DomainError("forbidden", "link.read_only");
    if (tx.actor.kind === "user" && tx.actor.role !== "family")
      await writeAudit(tx, {
        verb: "booking.draft",
        noun: "booking",
        nounId: row.id,
        bookingId: row.id,
        after: { read: ["from", "to"] },
      });
    const state = await stateOfOne(tx, row);
    const found = await assessmentOf(tx, row.id);
    const back = await asPlatform(tx, (p) => wayBackOf(p, row.id));
    return {
      bookingId: row.id,
      number: row.number,
      status: state.status,
      outcome: state.outcome,
      reasons: found?.reasons ?? [],
      redFlags: found?.redFlags ?? [],
      needs: needsSummary(row.needs),
      review: await reviewOf(tx, row.id),
      emergency: await handoverOf(tx, row.id),
      hold: holdView(state),
      from: placeFullView(tx, "from", row),
      to: placeFullView(tx, "to", row),
      wanted: { from: row.wantedFrom, until: row.wantedUntil },
      wayBackId: back?.id ?? null,
      mobility: row.mobility,
      extras: row.extras,
      distanceMetres: row.distanceMetres,
      rideSeconds: row.rideSeconds,
      contactVerified: isContactFresh(tx, row),
      hotline: tx.region.hotline,
    };
  });
}
