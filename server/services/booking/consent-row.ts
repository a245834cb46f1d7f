import { and, eq, isNull } from "drizzle-orm";
import { booking, consent } from "@/db/schema/booking";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { ConsentPurpose } from "@/server/core/consent";
import { DomainError } from "@/server/core/domain-error";
import { isLive } from "@/server/core/trip";
import { wake } from "@/server/live";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "../audit";
import type { BookingRow } from "./row";

/** Purposes without which nobody can be carried. */
export const boundByRide: ReadonlySet<ConsentPurpose> = new Set(["transfer_health_data", "minor_guardian"]);

/** Whether the agreement to one purpose stands for a booking. */
export async function consentStands(tx: Tx, bookingId: string, purpose: ConsentPurpose): Promise<boolean> {
  const [row] = await tx.db
    .select({ id: consent.id })
    .from(consent)
    .where(
      and(
        eq(consent.regionId, tx.region.id),
        eq(consent.bookingId, bookingId),
        eq(consent.purpose, purpose),
        isNull(consent.withdrawnAt),
      ),
    );
  return row !== undefined;
}

/**
 * Whether somebody is still to be carried by what was agreed to: until then health data and a guardian's word are taken
 * back by cancelling only.
 */
export async function isStillNeeded(tx: Tx, row: BookingRow): Promise<boolean> {
  if (!row.confirmedAt || row.cancelledAt || row.unservedAt) return false;
  const [ride] = await asPlatform(tx, (p) =>
    p.db
      .select({ status: trip.status })
      .from(trip)
      .where(and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, row.id))),
  );
  return !ride || isLive(ride.status);
}

/** Mark one booking's consent as taken back; the sharing's end revokes every link. Answers the link generation from now on. */
export async function withdrawOf(tx: Tx, row: BookingRow, purpose: ConsentPurpose): Promise<number> {
  const [taken] = await tx.db
    .update(consent)
    .set({ withdrawnAt: tx.now })
    .where(
      and(
        eq(consent.regionId, tx.region.id),
        eq(consent.bookingId, row.id),
        eq(consent.purpose, purpose),
        isNull(consent.withdrawnAt),
      ),
    )
    .returning({ id: consent.id });
  if (!taken) throw new DomainError("conflict", "consent.not_given");
  const generation = purpose === "share_with_relative" ? row.linkGeneration + 1 : row.linkGeneration;
  if (generation !== row.linkGeneration)
    await tx.db
      .update(booking)
      .set({ linkGeneration: generation })
      .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.id)));
  await writeAudit(tx, {
    verb: "booking.withdrawConsent",
    noun: "consent",
    nounId: taken.id,
    bookingId: row.id,
    after: { purpose },
  });
  await wake(tx, { orgs: [row.orgId], booking: row.id });
  return generation;
}

/** Whether what was told for one booking may serve for another: nothing was erased, and the health data not taken back. */
export async function mayUseAgain(tx: Tx, row: BookingRow): Promise<boolean> {
  if (row.personalErasedAt) return false;
  if (await consentStands(tx, row.id, "transfer_health_data")) return true;
  const [given] = await tx.db
    .select({ id: consent.id })
    .from(consent)
    .where(
      and(
        eq(consent.regionId, tx.region.id),
        eq(consent.bookingId, row.id),
        eq(consent.purpose, "transfer_health_data"),
      ),
    );
  // Never asked: a draft, which the same person goes on with.
  return given === undefined;
}
