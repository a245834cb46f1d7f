import { holdSlot } from "@/server/services/dispatch/hold-slot";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { planSlots } from "@/server/services/dispatch/plan-slots";
import { at, morning, type TestRegion } from "@/server/services/dispatch/test-region";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import type { OfferWorld } from "@/server/services/offer/test-offers";

type BookingValues = NonNullable<Parameters<TestRegion["booking"]>[0]>;

export interface Sold {
  id: string;
  tripId: string;
  orgId: string;
  shiftId: string;
  vehicleId: string;
}

/** A booking that nobody can be written to about: no plate was told to anybody. */
export const untold = { bookerPhoneSealed: null, bookerEmailSealed: null } satisfies BookingValues;

/** Back from the town in the west, where every other booking goes. */
export const east = { fromLat: 28.65, fromLon: 121.27, toLat: 28.66, toLon: 121.43 } satisfies BookingValues;

/** A booking from an hour on, confirmed, put to its operator and accepted by it. */
export async function sell(world: OfferWorld, hour: number, values: BookingValues = {}): Promise<Sold> {
  const { region, database } = world;
  const window = { wantedFrom: at(hour), wantedUntil: at(hour + 0.5) };
  const booked = await region.booking({ contactVerifiedAt: morning, ...window, ...values });
  const ctx = region.ctx(booked.guest);
  const { slots } = await planSlots(ctx, { bookingId: booked.id, count: 1 });
  const [slot] = slots;
  if (!slot) throw new Error("no slot");
  const quoteId = await region.quote(booked.id, slot);
  await holdSlot(ctx, { bookingId: booked.id, quoteId, contactIndex: null });
  await region.confirm(booked.id, quoteId);
  await matchBooking(region.system(), booked.id);
  const offer = await world.openOffer(booked.id);
  if (!offer) throw new Error("no offer");
  const { tripId } = await acceptOffer(world.as(offer.org_id), { offerId: offer.id });
  const [row] = await database.owner`SELECT vehicle_id FROM trip WHERE id = ${tripId}`;
  return {
    id: booked.id,
    tripId,
    orgId: offer.org_id,
    shiftId: offer.shift_id,
    vehicleId: String(row?.vehicle_id),
  };
}

/** Do something while a shift sells nothing. */
export async function without<T>(world: OfferWorld, shiftId: string, work: () => Promise<T>): Promise<T> {
  const { owner } = world.database;
  await owner`UPDATE shift SET status = 'closed' WHERE id = ${shiftId}`;
  const result = await work();
  await owner`UPDATE shift SET status = 'planned' WHERE id = ${shiftId}`;
  return result;
}

/** Everything that a plan consists of, for telling whether anything changed. */
export async function planState(world: OfferWorld): Promise<unknown> {
  const { owner } = world.database;
  return {
    shifts: [...(await owner`SELECT id, route, plan_version, status FROM shift ORDER BY id`)],
    claims: [
      ...(await owner`SELECT vehicle_id, berth, during, booking_id, state FROM claim ORDER BY 1, 2, 3`),
    ],
    trips: [...(await owner`SELECT id, shift_id, plate, planned_pickup_at, status FROM trip ORDER BY id`)],
    promises: [...(await owner`SELECT booking_id, pickup_from, pickup_until FROM promise ORDER BY id`)],
  };
}
