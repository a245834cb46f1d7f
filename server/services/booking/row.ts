import { and, eq } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import type { Context, Tx } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";
import { coarse, type Place, place } from "@/server/core/place";
import { open, seal } from "@/server/gateways/vault";
import { actingOrg } from "@/server/scope";

export type BookingRow = typeof booking.$inferSelect;

const sealedColumns = [
  "patient_name",
  "patient_id_number",
  "booker_name",
  "booker_phone",
  "booker_email",
  "from",
  "to",
] as const;
type SealedColumn = (typeof sealedColumns)[number];

/** Seal a personal value for a column of `booking`, named without `_sealed`. */
export function sealFor(tx: Tx, column: SealedColumn, value: string): string {
  return seal(value, `${tx.region.id}/booking/${column}`);
}

/** Open a sealed column of a booking; null stays null. */
export function openFrom(tx: Tx, column: SealedColumn, sealed: string | null): string | null {
  return sealed === null ? null : open(sealed, `${tx.region.id}/booking/${column}`);
}

/** The columns of one end: sealed in full; in clear a facility's point, of a home only about 100 m. */
export function endColumns(tx: Tx, end: "from" | "to", at: Place) {
  const point = at.facilityId ? { lat: at.lat, lon: at.lon } : { lat: coarse(at.lat), lon: coarse(at.lon) };
  return {
    facilityId: at.facilityId,
    district: at.district,
    ...point,
    sealed: sealFor(tx, end, JSON.stringify(at)),
  };
}

export function openPlace(tx: Tx, end: "from" | "to", row: BookingRow): Place {
  const sealed = end === "from" ? row.fromSealed : row.toSealed;
  return place.parse(JSON.parse(openFrom(tx, end, sealed) ?? "{}"));
}

/** Which booking is meant: a guest's link names it, everybody else does. */
export function bookingIdOf(ctx: Context, { bookingId }: BookingRef): string {
  const id = ctx.actor.kind === "guest" ? ctx.actor.bookingId : bookingId;
  if (!id || (bookingId && bookingId !== id)) throw new DomainError("not_found", "booking.not_found");
  return id;
}

/** A booking that the actor may see (the policies decide); anybody else's is not found. */
export async function visibleBooking(tx: Tx, ref: BookingRef): Promise<BookingRow> {
  const [row] = await tx.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingIdOf(tx, ref))));
  // A crew member without the second factor acts as family: rows that name the crew are not its own.
  const isFamily = tx.actor.kind === "user" && tx.actor.role === "family";
  if (!row || (isFamily && !isBooker(tx, row))) throw new DomainError("not_found", "booking.not_found");
  return row;
}

/** Whether the actor booked it: the guest of its link, the family's account, the hospital that booked, any seat. */
export function isBooker(ctx: Context, row: BookingRow): boolean {
  const { actor } = ctx;
  if (actor.kind === "guest") return actor.bookingId === row.id;
  if (actor.kind !== "user") return actor.kind === "system";
  if (actor.role === "family") return row.bookedBy === actor.accountId;
  return (
    actor.role === "seat" ||
    (actor.role === "case_manager" && row.orgId !== null && row.orgId === actor.orgId)
  );
}

/** Who learns what a ride costs: everybody who meets the booking, but not the hospital that only receives the patient. */
export function learnsPrice(ctx: Context, row: BookingRow): boolean {
  return isBooker(ctx, row) || !(ctx.actor.kind === "user" && ctx.actor.role === "case_manager");
}

/** A booking that the actor may change: its own. A hospital that only receives the patient does not meet it here. */
export async function ownBooking(tx: Tx, ref: BookingRef): Promise<BookingRow> {
  const row = await visibleBooking(tx, ref);
  if (!isBooker(tx, row)) throw new DomainError("not_found", "booking.not_found");
  return row;
}

/**
 * An own booking that is still being asked for. A tracking link only looks.
 * @throws DomainError conflict `booking.already_confirmed` or `booking.cancelled`
 */
export async function ownDraft(tx: Tx, ref: BookingRef): Promise<BookingRow> {
  const row = await ownBooking(tx, ref);
  if (tx.actor.kind === "guest" && tx.actor.link !== "draft")
    throw new DomainError("forbidden", "link.read_only");
  if (row.cancelledAt) throw new DomainError("conflict", "booking.cancelled");
  if (row.confirmedAt) throw new DomainError("conflict", "booking.already_confirmed");
  return row;
}

/** The way back that belongs to a way out, unless it was given up. Read as the platform: a guest's link names the way out. */
export async function wayBackOf(tx: Tx, bookingId: string): Promise<BookingRow | null> {
  const rows = await tx.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.outwardId, bookingId)));
  return rows.find((row) => row.cancelledAt === null) ?? null;
}

/** The organization that books, where one does. */
export function bookingOrg(ctx: Context): string | null {
  const staff = ctx.actor.kind === "user" && (ctx.actor.role === "case_manager" || ctx.actor.role === "seat");
  return staff ? actingOrg(ctx) : null;
}

/** Who sees the rows around a booking, as of now. */
export function viewersOf(row: Pick<BookingRow, "viewerOrgs" | "viewerUsers">) {
  return { viewerOrgs: row.viewerOrgs, viewerUsers: row.viewerUsers };
}
