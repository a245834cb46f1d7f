import type { Context } from "@/server/context";
import type { BookingNeeds } from "@/server/core/booking-needs";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import type { Mobility } from "@/server/core/patient";
import { asPlatform, inTransaction } from "@/server/scope";
import { type BookingFacts, loadBookings, type PickupWindow } from "@/server/services/plan/load-bookings";
import { findBooking } from "./find-booking";
import { slotsInWindow } from "./plan-slots";

/** What would give a booking without a slot one: how, by how many minutes beyond what was asked, and when it then would be. */
export interface SlotChange {
  kind: "earlier" | "later" | "mobility";
  minutes: number;
  pickupFrom: Date;
  pickupUntil: Date;
  mobility: Mobility | null;
}

/** The latest of so many slots before the wished time is the nearest one. */
const mostBefore = 60;
const minuteMs = 60_000;

async function earlier(ctx: Context, facts: BookingFacts): Promise<SlotChange[]> {
  const { timeZone } = ctx.region;
  const dayBegins = startOfDay(localDay(facts.wanted.from, timeZone), timeZone);
  const from = new Date(Math.max(dayBegins.getTime(), ctx.now.getTime()));
  // A slot that begins before the wished time: its range may still reach into it.
  const window = { from, until: new Date(Math.max(from.getTime(), facts.wanted.from.getTime())) };
  if (window.until <= window.from) return [];
  const { slots } = await slotsInWindow(ctx, facts, window, mostBefore);
  const nearest = slots.at(-1);
  if (!nearest) return [];
  const minutes = Math.ceil((facts.wanted.from.getTime() - nearest.pickupFrom.getTime()) / minuteMs);
  const { pickupFrom, pickupUntil } = nearest;
  return [{ kind: "earlier", minutes, pickupFrom, pickupUntil, mobility: null }];
}

async function later(ctx: Context, facts: BookingFacts, width: number): Promise<SlotChange[]> {
  const { timeZone } = ctx.region;
  const next = addDays(localDay(facts.wanted.until, timeZone), 2);
  const from = new Date(Math.max(facts.wanted.until.getTime() - width, ctx.now.getTime()));
  const window: PickupWindow = { from, until: startOfDay(next, timeZone) };
  const { slots } = await slotsInWindow(ctx, facts, window, 1);
  return slots.map(({ pickupFrom, pickupUntil }) => ({
    kind: "later",
    minutes: Math.max(1, Math.ceil((pickupUntil.getTime() - facts.wanted.until.getTime()) / minuteMs)),
    pickupFrom,
    pickupUntil,
    mobility: null,
  }));
}

/**
 * What would have to change for a booking that found no slot: the nearest pickup before and after what was asked, and the
 * same time with other needs where the caller names them (a patient who may sit). Answered from the plan as it stands,
 * writes nothing. @throws DomainError not_found for someone else's booking
 */
export async function slotChanges(
  ctx: Context,
  input: { bookingId: string; others: { mobility: Mobility; needs: BookingNeeds }[]; widthMinutes: number },
): Promise<SlotChange[]> {
  const facts = await inTransaction(ctx, async (tx) => {
    const { id } = await findBooking(tx, input.bookingId);
    return (await asPlatform(tx, (p) => loadBookings(p, [id]))).get(id);
  });
  if (!facts) return [];
  const changes = [
    ...(await earlier(ctx, facts)),
    ...(await later(ctx, facts, input.widthMinutes * minuteMs)),
  ];
  for (const { mobility, needs } of input.others) {
    const { slots } = await slotsInWindow(ctx, { ...facts, needs }, facts.wanted, 1);
    for (const { pickupFrom, pickupUntil } of slots)
      changes.push({ kind: "mobility", minutes: 0, pickupFrom, pickupUntil, mobility });
  }
  return changes;
}
