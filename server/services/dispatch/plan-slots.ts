import { v7 as uuidv7 } from "uuid";
import { declinedDemand } from "@/db/schema/dispatch";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { addDays } from "@/server/core/local-time";
import { asPlatform, inTransaction } from "@/server/scope";
import { type DayPlan, dayPlan, planDay } from "@/server/services/plan/day";
import { type BookingFacts, loadBookings, type PickupWindow } from "@/server/services/plan/load-bookings";
import { type BookingRow, findBooking } from "./find-booking";
import { type PlannedSlot, type RefusalReasons, refusalOfDay, slotsOfDay } from "./slots-of-day";

export type { PlannedSlot } from "./slots-of-day";

export interface PlannedSlots {
  slots: PlannedSlot[];
  refusal: { reasons: RefusalReasons } | null;
}

/** A window asked for spans at most this many days of planning. */
const daysLooked = 7;

/** The local days that a window touches. */
function daysOf(ctx: Context, window: PickupWindow): string[] {
  const last = planDay(ctx, new Date(window.until.getTime() - 1));
  const days = [planDay(ctx, window.from)];
  for (let next = days[0] ?? last; next < last && days.length < daysLooked; ) {
    next = addDays(next, 1);
    days.push(next);
  }
  return days;
}

/** Count demand that found no slot, once per booking and stage. */
export async function countDeclined(
  tx: Tx,
  row: BookingRow,
  stage: "no_slot" | "no_operator" | "standard",
  reasons: RefusalReasons,
): Promise<void> {
  await tx.db
    .insert(declinedDemand)
    .values({
      regionId: tx.region.id,
      id: uuidv7(),
      bookingId: row.id,
      stage,
      district: row.fromDistrict,
      wantedFrom: row.wantedFrom,
      reasons,
      createdAt: tx.now,
    })
    .onConflictDoNothing({
      target: [declinedDemand.regionId, declinedDemand.bookingId, declinedDemand.stage],
    });
}

function addUp(all: RefusalReasons[]): RefusalReasons {
  const sums = new Map<string, number>();
  for (const { constraint, vehicles } of all.flat())
    sums.set(constraint, Math.max(vehicles, sums.get(constraint) ?? 0));
  return [...sums]
    .map(([constraint, vehicles]) => ({ constraint, vehicles }))
    .sort((a, b) => b.vehicles - a.vehicles);
}

/** Slots of a booking in a window, over the days it touches; with the reasons when there is none. Writes nothing. */
export async function slotsInWindow(
  ctx: Context,
  facts: BookingFacts,
  window: PickupWindow,
  count: number,
): Promise<PlannedSlots> {
  const slots: PlannedSlot[] = [];
  const reasons: RefusalReasons[] = [];
  for (const name of daysOf(ctx, window)) {
    const day: DayPlan = await dayPlan(ctx, name, [facts.id]);
    const question = { booking: facts, window, count: count - slots.length, now: ctx.now };
    const after = slots.at(-1)?.pickupUntil.getTime() ?? 0;
    slots.push(...slotsOfDay(day, question).filter((slot) => slot.pickupFrom.getTime() >= after));
    if (slots.length >= count) break;
    if (slots.length === 0) reasons.push(refusalOfDay(day, question));
  }
  return { slots, refusal: slots.length > 0 ? null : { reasons: addUp(reasons) } };
}

/**
 * Pickup windows that the plan can really keep for a booking, earliest first (M11). Without any, the rules that kept the
 * vehicles away are told and the demand is counted as declined, once per booking. Opens its own transactions, since road
 * times are asked between them. Throws `not_found` for someone else's booking, `conflict` when its needs are not decided.
 */
export async function planSlots(
  ctx: Context,
  input: { bookingId: string; count: number },
): Promise<PlannedSlots> {
  const { row, facts } = await inTransaction(ctx, async (tx) => {
    const found = await findBooking(tx, input.bookingId);
    const loaded = await asPlatform(tx, (p) => loadBookings(p, [found.id]));
    return { row: found, facts: loaded.get(found.id) };
  });
  if (!facts || row.cancelledAt) throw new DomainError("conflict", "booking.needs_not_decided");
  const planned = await slotsInWindow(ctx, facts, facts.wanted, input.count);
  const { refusal } = planned;
  if (refusal)
    await inTransaction(ctx, (tx) =>
      asPlatform(tx, (p) => countDeclined(p, row, "no_slot", refusal.reasons)),
    );
  return planned;
}
