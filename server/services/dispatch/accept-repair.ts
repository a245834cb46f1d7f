import { and, eq, inArray } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { slotHold } from "@/db/schema/dispatch";
import { shift } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { RepairPreview, RepairReason, RepairTaken } from "@/server/core/plan-repair";
import type { MovedPromise, RepairOption } from "@/server/core/scheduler/repair";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { withdrawOffers } from "@/server/services/offer/withdraw-offers";
import { type DayPlan, dayPlan } from "@/server/services/plan/day";
import { lockPlanOf } from "@/server/services/plan/lock";
import { UnmeasuredPlace } from "@/server/services/plan/problem";
import { StalePlan, takeOff } from "@/server/services/plan/route";
import { promisesOf } from "@/server/services/trip/promise";
import { commitRoutes, UnsoundPlan } from "./commit-routes";
import { endShift } from "./end-shift";
import { findRepair, markRepair, type RepairRow } from "./find-repair";
import { endHolds } from "./holds";
import { movePromise } from "./move-promise";
import { giveBack } from "./replan";
import { tellVehicle } from "./tell-vehicle";

/** Why a promise moves, as the booker reads it. */
const reasonWords: Record<RepairReason, Record<"zh" | "en", string>> = {
  vehicle_out: { zh: "原定车辆发生故障", en: "the vehicle planned for you broke down" },
  crew_sick: { zh: "原定随车人员身体不适", en: "a member of the crew planned for you fell ill" },
};

interface Taken {
  row: RepairRow;
  preview: RepairPreview;
  option: RepairOption;
}

function ridersBefore(day: DayPlan, { row, preview, option }: Taken): string[] {
  const shiftIds = new Set([row.shiftId, ...option.orders.map((it) => it.shiftId)]);
  const riding = day.plan.routes
    .filter((it) => shiftIds.has(it.shiftId))
    .flatMap((it) => it.stops.map((stop) => stop.requestId));
  return [...new Set([...riding, ...preview.displaced])];
}

/** The failed shift under its lock, on the version that the preview saw. */
async function failedShift(tx: Tx, { row, preview }: Taken) {
  const [failed] = await tx.db
    .select()
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, row.shiftId), eq(shift.status, "planned")));
  if (!failed || failed.planVersion !== preview.seen[row.shiftId]) throw new StalePlan();
  return failed;
}

/** Nobody of those to be moved has been fetched meanwhile: departing changes no version. */
async function stillWaiting(tx: Tx, { preview }: Taken): Promise<void> {
  if (preview.ours.length === 0) return;
  const rows = await tx.db
    .select({ id: trip.id })
    .from(trip)
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        inArray(trip.bookingId, preview.ours),
        eq(trip.status, "assigned"),
      ),
    );
  if (rows.length !== preview.ours.length) throw new StalePlan();
}

async function tellMoved(tx: Tx, taken: Taken, moved: MovedPromise): Promise<void> {
  const [booked] = await tx.db
    .select({ locale: booking.locale })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, moved.requestId)));
  const told = (await promisesOf(tx, [moved.requestId])).get(moved.requestId);
  if (!told) throw new StalePlan();
  const at = (seconds: number) => new Date(taken.preview.epochMs + seconds * 1000);
  // Another range was told meanwhile than the one that the preview moves.
  if (told.pickupFrom.getTime() !== at(moved.before.fromSeconds).getTime()) throw new StalePlan();
  const byMs = (moved.after.toSeconds - moved.before.toSeconds) * 1000;
  await movePromise(tx, {
    bookingId: moved.requestId,
    pickupFrom: at(moved.after.fromSeconds),
    pickupUntil: at(moved.after.toSeconds),
    dropoffBy: new Date(told.dropoffBy.getTime() + byMs),
    reason: reasonWords[taken.row.reason][booked?.locale === "en" ? "en" : "zh"],
  });
}

/** Who finds no vehicle here goes back to the platform with the promise unchanged, which asks the other operators. */
async function handBack(tx: Tx, bookingIds: readonly string[], reason: string): Promise<void> {
  for (const bookingId of bookingIds) {
    const [row] = await tx.db
      .select()
      .from(trip)
      .where(
        and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, bookingId), eq(trip.status, "assigned")),
      );
    if (row) await giveBack(tx, row);
    await withdrawOffers(tx, bookingId, ["open", "accepted"], reason);
    await enqueue(tx.db, "match-booking", { regionId: tx.region.id, bookingId });
    await wake(tx, { booking: bookingId });
  }
}

async function seenNow(tx: Tx, { row, preview }: Taken): Promise<Map<string, number>> {
  const seen = new Map(Object.entries(preview.seen));
  const [failed] = await tx.db
    .select({ version: shift.planVersion })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, row.shiftId)));
  // This transaction holds it and moved it on itself.
  return failed ? seen.set(row.shiftId, failed.version) : seen;
}

async function carryOut(tx: Tx, day: DayPlan, taken: Taken): Promise<void> {
  const { row, preview, option } = taken;
  await lockPlanOf(tx, ridersBefore(day, taken), [row.shiftId, ...option.orders.map((it) => it.shiftId)]);
  const failed = await failedShift(tx, taken);
  await stillWaiting(tx, taken);
  await endHolds(tx, eq(slotHold.shiftId, row.shiftId), "released");
  await takeOff(tx, row.shiftId, preview.displaced);
  const carries = preview.underWay.length > 0;
  await endShift(tx, failed, row.outUntil, carries);
  for (const moved of option.promises) await tellMoved(tx, taken, moved);
  const joining = option.moves.map((it) => it.requestId);
  const seen = await seenNow(tx, taken);
  const { moved } = await commitRoutes(tx, day, { orders: option.orders, seen, leaving: [], joining });
  for (const bookingId of moved) await tellVehicle(tx, bookingId, row.id);
  const placed = new Set(joining);
  await handBack(
    tx,
    preview.displaced.filter((id) => !placed.has(id)),
    row.reason,
  );
  await writeAudit(tx, {
    verb: "repair.accept",
    noun: "repair",
    nounId: row.id,
    before: { shiftId: row.shiftId, displaced: preview.displaced },
    after: {
      option: option.kind,
      moved: joining,
      promisesMoved: option.promises.map((it) => it.requestId),
      addedCostFen: option.addedCostFen,
    },
  });
  await wake(tx, { orgs: [row.orgId] });
}

const movedOn = (error: unknown): boolean =>
  error instanceof StalePlan ||
  error instanceof UnsoundPlan ||
  error instanceof UnmeasuredPlace ||
  lostRace(error);

/**
 * Take one option of a repair, whole or not at all: routes and claims written on the versions that the preview saw, promises
 * moved with their reason, new plates told, the failed shift ended, and whoever finds no vehicle offered to others. Live
 * holds on the failed vehicle are released.
 * @throws DomainError not_found; conflict `repair.answered`, `repair.moved_on` (ask again)
 */
export async function acceptRepair(ctx: Context, input: RepairTaken): Promise<{ repairId: string }> {
  const row = await inTransaction(ctx, (tx) => findRepair(tx, input.repairId));
  const { preview } = row;
  const option = preview?.options.find((it) => it.kind === input.kind);
  if (row.status !== "ready" || !preview || !option) throw new DomainError("conflict", "repair.answered");
  const taken = { row, preview, option };
  const day = await dayPlan(ctx, preview.day, []);
  try {
    await inTransaction(ctx, async (tx) => {
      const accepted = { status: "accepted" as const, chosen: option.kind, answeredAt: tx.now };
      if (!(await markRepair(tx, row.id, "ready", accepted)))
        throw new DomainError("conflict", "repair.answered");
      await asPlatform(tx, (p) => carryOut(p, day, taken));
    });
  } catch (error) {
    if (!movedOn(error)) throw error;
    const stale = { status: "stale" as const, answeredAt: ctx.now };
    await inTransaction(ctx, (tx) => markRepair(tx, row.id, "ready", stale));
    throw new DomainError("conflict", "repair.moved_on");
  }
  return { repairId: row.id };
}
