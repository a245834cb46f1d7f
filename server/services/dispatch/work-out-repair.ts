import { and, eq, inArray } from "drizzle-orm";
import { planRepair } from "@/db/schema/plan";
import { trip } from "@/db/schema/trip";
import type { Context } from "@/server/context";
import { loggable } from "@/server/core/failure";
import type { RepairPreview } from "@/server/core/plan-repair";
import { partOf, standingPlan } from "@/server/core/scheduler/standing";
import { solveApart } from "@/server/gateways/solver/solver";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { dayPlan, planDay, problemAt, toSeconds } from "@/server/services/plan/day";
import { loadShifts } from "@/server/services/plan/load-shifts";
import { markRepair, type RepairRow } from "./find-repair";

/** How long is looked: a dispatcher waits for it. */
const usualEffort = { seconds: 3, iterations: 2_000 };

/** Of some bookings those whose trip this operator has accepted and not begun. */
async function acceptedBy(ctx: Context, orgId: string, bookingIds: string[]): Promise<string[]> {
  if (bookingIds.length === 0) return [];
  const rows = await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db
        .select({ bookingId: trip.bookingId })
        .from(trip)
        .where(
          and(
            eq(trip.regionId, p.region.id),
            eq(trip.orgId, orgId),
            eq(trip.status, "assigned"),
            inArray(trip.bookingId, bookingIds),
          ),
        ),
    ),
  );
  return rows.map((row) => row.bookingId).sort();
}

/** Over the operator's own vehicles of that day: another operator's plan is none of its business. */
async function workOut(
  ctx: Context,
  row: RepairRow,
  effort: typeof usualEffort,
): Promise<RepairPreview | null> {
  const [facts] = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => loadShifts(p, [row.shiftId])));
  if (!facts) return null;
  const day = await dayPlan(ctx, planDay(ctx, facts.row.startsAt), []);
  const whole = problemAt(day, ctx.now);
  const own = new Set(whole.shifts.filter((it) => it.operatorId === row.orgId).map((it) => it.id));
  const routes = day.plan.routes.filter((it) => own.has(it.shiftId));
  const riders = new Set(routes.flatMap((it) => it.stops.map((stop) => stop.requestId)));
  const problem = partOf(whole, own, riders);
  const plan = standingPlan(problem, { ...day.plan, routes });
  const movable = await acceptedBy(ctx, row.orgId, [...riders]);
  const outage = { shiftId: row.shiftId, untilSeconds: row.outUntil ? toSeconds(day, row.outUntil) : null };
  const maxDelaySeconds = day.inForce.settings.planning.repairDelayMinutes * 60;
  const options = { seed: 1, maxDelaySeconds, ours: movable, movable };
  const found = await solveApart({
    name: "repair",
    input: { problem, plan, outage, options },
    ...effort,
  });
  return {
    ...found,
    day: day.day,
    epochMs: day.epochMs,
    seen: Object.fromEntries([...day.planVersions].filter(([id]) => own.has(id))),
    ours: found.displaced.filter((id) => movable.includes(id)),
  };
}

/**
 * Work out the options of a repair that was asked for, in the solver's thread; nothing of the plan is changed. Done again
 * after it was answered it does nothing. With infinite seconds the same plan gives the same options. What cannot be worked
 * out is said to the dispatcher, not tried for ever.
 */
export async function workOutRepair(
  ctx: Context,
  repairId: string,
  effort: typeof usualEffort = usualEffort,
): Promise<void> {
  const [row] = await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db
        .select()
        .from(planRepair)
        .where(and(eq(planRepair.regionId, p.region.id), eq(planRepair.id, repairId))),
    ),
  );
  if (row?.status !== "asked") return;
  const preview = await workOut(ctx, row, effort).catch((error: unknown) => {
    console.error("repair", repairId, loggable(error));
    return null;
  });
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      await markRepair(p, repairId, "asked", preview ? { status: "ready", preview } : { status: "failed" });
      await wake(p, { orgs: [row.orgId] });
    }),
  );
}
