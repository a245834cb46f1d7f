import { and, eq, isNull } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import type { Tx } from "@/server/context";
import type { BookingNeeds } from "@/server/core/booking-needs";
import { DomainError } from "@/server/core/domain-error";
import { asPlatform } from "@/server/scope";

/** What a clinician decided that the vehicle must offer; the way back of a round trip gets it too. */
export async function setNeeds(tx: Tx, bookingId: string, needs: BookingNeeds): Promise<void> {
  const open = and(
    eq(booking.regionId, tx.region.id),
    isNull(booking.confirmedAt),
    isNull(booking.cancelledAt),
  );
  await asPlatform(tx, async (p) => {
    const [row] = await p.db
      .update(booking)
      .set({ needs })
      .where(and(open, eq(booking.id, bookingId)))
      .returning({ id: booking.id });
    if (!row) throw new DomainError("conflict", "booking.already_confirmed");
    const swapped = {
      ...needs,
      pickupServiceSeconds: needs.dropoffServiceSeconds,
      dropoffServiceSeconds: needs.pickupServiceSeconds,
    };
    await p.db
      .update(booking)
      .set({ needs: swapped })
      .where(and(open, eq(booking.outwardId, bookingId)));
  });
}
