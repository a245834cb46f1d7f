import { and, eq, ne } from "drizzle-orm";
import type { booking } from "@/db/schema/booking";
import type { breakGlass } from "@/db/schema/break-glass";
import { trip } from "@/db/schema/trip";
import type { Actor, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { actingOrg } from "@/server/scope";
import { visibleBooking } from "@/server/services/booking/row";

type BookingRow = typeof booking.$inferSelect;
export type BreakGlassRow = typeof breakGlass.$inferSelect;
export type Member = Extract<Actor, { kind: "user" }>;

/** The opener's words are sealed in this context. */
export const reasonAad = (regionId: string): string => `${regionId}/break_glass/reason`;

/** The member who opens, reads and closes; nobody else has a glass to break. */
export function memberOf(tx: Tx): Member {
  if (tx.actor.kind !== "user") throw new DomainError("not_signed_in", "access.sign_in");
  return tx.actor;
}

/**
 * A booking whose data the actor may open: any of the region for a regulator, one that it carries for an operator.
 * @throws DomainError not_found `booking.not_found`
 */
export async function openableBooking(tx: Tx, bookingId: string): Promise<BookingRow> {
  const row = await visibleBooking(tx, { bookingId });
  if (memberOf(tx).role !== "dispatcher") return row;
  const [own] = await tx.db
    .select({ id: trip.id })
    .from(trip)
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        eq(trip.bookingId, row.id),
        eq(trip.orgId, actingOrg(tx)),
        ne(trip.status, "cancelled"),
      ),
    );
  if (!own) throw new DomainError("not_found", "booking.not_found");
  return row;
}

/** Whether what was opened is still open at an instant. */
export function isOpenAt(row: Pick<BreakGlassRow, "until" | "endedAt">, now: Date): boolean {
  return row.endedAt === null && row.until > now;
}
