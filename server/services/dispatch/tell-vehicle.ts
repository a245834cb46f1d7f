import { and, eq } from "drizzle-orm";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { maskName } from "@/server/core/masking";
import { open } from "@/server/gateways/vault";
import { promisesOf } from "@/server/services/trip/promise";
import { bookingOf, operatorName, tellBooker, trackUrl } from "@/server/services/trip/tell";

/** Tell a booker which vehicle and crew come now, in place of those told before; once per `key`. Acts as the platform. */
export async function tellVehicle(tx: Tx, bookingId: string, key: string): Promise<void> {
  const [row] = await tx.db
    .select()
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, bookingId)));
  const promised = (await promisesOf(tx, [bookingId])).get(bookingId);
  if (!row || !promised) return;
  const booked = await bookingOf(tx, bookingId);
  const crew = row.crew.map(({ nameSealed, duty }) => ({
    name: maskName(open(nameSealed, `${tx.region.id}/crew_member/name`)),
    duty,
  }));
  const data = {
    bookingNumber: booked.number,
    promise: { start: promised.pickupFrom, end: promised.pickupUntil },
    plate: row.plate,
    operator: await operatorName(tx, row.orgId, booked.locale),
    crew,
    boardingCode: open(row.boardingCodeSealed, `${tx.region.id}/trip/boarding_code`),
    trackUrl: trackUrl(booked),
  };
  await tellBooker(tx, booked, "vehicle_assigned", data, `assigned:${key}:${bookingId}`);
}
