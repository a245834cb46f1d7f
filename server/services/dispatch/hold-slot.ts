import { and, eq, or } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { slotHold } from "@/db/schema/dispatch";
import { quote } from "@/db/schema/quote";
import { lostRace, sqlState } from "@/db/sqlstate";
import type { Actor, Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { takeTurn } from "@/server/services/counter";
import { withDay } from "@/server/services/plan/attempt";
import { type DayPlan, planDay } from "@/server/services/plan/day";
import { type BookingFacts, loadBookings } from "@/server/services/plan/load-bookings";
import { lockBookings } from "@/server/services/plan/lock";
import { placeBooking } from "@/server/services/plan/route";
import { type BookingRow, findBooking } from "./find-booking";
import { limitUnverified } from "./hold-limits";
import { makeRoom } from "./holds";

export interface HeldSlot {
  holdId: string;
  expiresAt: Date;
}

type QuoteRow = typeof quote.$inferSelect;

interface Asked {
  row: BookingRow;
  quote: QuoteRow;
  facts: BookingFacts;
  contactIndex: string | null;
}

/** Who holds: one live hold per browser and account. Staff hold for many patients at once, each for itself. */
function holderOf(
  actor: Actor,
  row: BookingRow,
): { browserIndex: string; addressIndex: string; verified: boolean } {
  // A round trip holds two slots: its way back stands beside the way out.
  const part = row.outwardId ? ":return" : "";
  if (actor.kind === "visitor" || actor.kind === "guest") {
    const { browserIndex, addressIndex } = actor;
    return { browserIndex: `${browserIndex}${part}`, addressIndex, verified: row.contactVerifiedAt !== null };
  }
  const own =
    actor.kind === "user" && actor.role === "family" ? `account:${actor.accountId}` : `booking:${row.id}`;
  return { browserIndex: `${own}${part}`, addressIndex: own, verified: true };
}

/** A contact holds one slot at a time, and the way back beside it. */
export const contactOf = (row: BookingRow, contactIndex: string | null): string | null =>
  contactIndex && row.outwardId ? `${contactIndex}:return` : contactIndex;

async function loadAsked(
  tx: Tx,
  input: { bookingId: string; quoteId: string; contactIndex: string | null },
): Promise<Asked> {
  const row = await findBooking(tx, input.bookingId);
  const [found] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(quote)
      .where(and(eq(quote.regionId, tx.region.id), eq(quote.id, input.quoteId), eq(quote.bookingId, row.id))),
  );
  if (!found) throw new DomainError("not_found", "quote.not_found");
  if (row.confirmedAt || row.cancelledAt) throw new DomainError("conflict", "booking.not_open");
  if (found.status !== "issued") throw new DomainError("conflict", "quote.not_open");
  if (found.expiresAt <= tx.now) throw new DomainError("expired", "quote.expired");
  const facts = (await asPlatform(tx, (p) => loadBookings(p, [row.id]))).get(row.id);
  if (!facts) throw new DomainError("conflict", "booking.needs_not_decided");
  const window = { from: found.pickupFrom, until: found.pickupUntil };
  return { row, quote: found, facts: { ...facts, window }, contactIndex: input.contactIndex };
}

async function insertHold(
  tx: Tx,
  day: DayPlan,
  asked: Asked,
  vehicleClass: HoldValues["vehicleClass"],
): Promise<HeldSlot> {
  const holdId = uuidv7();
  const expiresAt = new Date(tx.now.getTime() + day.inForce.settings.holds.seconds * 1000);
  const holder = holderOf(tx.actor, asked.row);
  await tx.db.insert(slotHold).values({
    regionId: tx.region.id,
    id: holdId,
    bookingId: asked.row.id,
    quoteId: asked.quote.id,
    shiftId: asked.quote.shiftId,
    vehicleClass,
    ...holder,
    // A phone nobody proved to be theirs must not keep its owner from booking.
    contactIndex: holder.verified ? contactOf(asked.row, asked.contactIndex) : null,
    pickupFrom: asked.quote.pickupFrom,
    expiresAt,
    createdAt: tx.now,
    viewerOrgs: asked.row.viewerOrgs,
    viewerUsers: asked.row.viewerUsers,
  });
  return { holdId, expiresAt };
}
type HoldValues = typeof slotHold.$inferInsert;

/** Under its lock: neither confirmed nor cancelled since it was read. */
async function stillOpen(tx: Tx, bookingId: string): Promise<void> {
  const row = await findBooking(tx, bookingId);
  if (row.confirmedAt || row.cancelledAt) throw new DomainError("conflict", "booking.not_open");
}

async function place(tx: Tx, day: DayPlan, asked: Asked): Promise<HeldSlot> {
  const facts = day.shifts.get(asked.quote.shiftId);
  if (!facts) throw new DomainError("conflict", "slot.taken");
  const { browserIndex, addressIndex, verified } = holderOf(tx.actor, asked.row);
  if (!verified) await takeTurn(tx, "hold-turn");
  await lockBookings(tx, [asked.row.id]);
  await stillOpen(tx, asked.row.id);
  // The booker's earlier choice makes room for the new one, in this booking or another tab.
  const own = or(eq(slotHold.bookingId, asked.row.id), eq(slotHold.browserIndex, browserIndex));
  await makeRoom(tx, own, asked.quote.shiftId);
  const vehicleClass = facts.vehicle.class;
  if (!verified) {
    const limited = {
      bookingId: asked.row.id,
      vehicleClass,
      addressIndex,
      pickupFrom: asked.quote.pickupFrom,
    };
    await limitUnverified(tx, limited, day.inForce.settings);
  }
  const held = await insertHold(tx, day, asked, vehicleClass).catch((error: unknown) => {
    if (sqlState(error) === "23505") throw new DomainError("too_many", "slot.too_many_holds");
    throw error;
  });
  const { placed } = await placeBooking(tx, day, asked.quote.shiftId, asked.facts, {
    state: "hold",
    holdId: held.holdId,
  });
  if (!placed) throw new DomainError("conflict", "slot.taken");
  await writeAudit(tx, {
    verb: "slot.hold",
    noun: "hold",
    nounId: held.holdId,
    bookingId: asked.row.id,
    after: {
      shiftId: asked.quote.shiftId,
      pickupFrom: asked.quote.pickupFrom.toISOString(),
      expiresAt: held.expiresAt.toISOString(),
    },
  });
  await enqueue(
    tx.db,
    "expire-hold",
    { regionId: tx.region.id, holdId: held.holdId },
    { at: held.expiresAt },
  );
  await wake(tx, { orgs: asked.row.viewerOrgs, booking: asked.row.id });
  return held;
}

/**
 * Hold the slot of a quote for some minutes (M11): berths claimed, stops entered in the shift's route, one live hold per
 * booking, browser and verified contact. An earlier hold of the same browser makes room. Opens its own transaction. Throws
 * `not_found` (someone else's booking or quote), `expired` quote.expired, `conflict` slot.taken (the plan cannot keep it any
 * more: ask for slots again), `too_many` slot.too_many_holds.
 */
export async function holdSlot(
  ctx: Context,
  input: { bookingId: string; quoteId: string; contactIndex: string | null },
): Promise<HeldSlot> {
  const asked = await inTransaction(ctx, (tx) => loadAsked(tx, input));
  try {
    return await withDay(ctx, planDay(ctx, asked.quote.pickupFrom), [asked.row.id], (day) =>
      inTransaction(ctx, (tx) => asPlatform(tx, (p) => place(p, day, asked))),
    );
  } catch (error) {
    if (lostRace(error)) throw new DomainError("conflict", "slot.taken");
    throw error;
  }
}
