import { and, asc, eq, gt, inArray, lt } from "drizzle-orm";
import { shift, vehicle } from "@/db/schema/fleet";
import type { Context, Tx } from "@/server/context";
import { type InspectionState, inspectionRule, itemsFor } from "@/server/core/inspection";
import { dayOf } from "@/server/core/standard/day";
import type { Evaluation } from "@/server/core/standard/evaluate";
import { inTransaction } from "@/server/scope";
import { findInForce } from "@/server/services/rule";
import { evaluateShifts } from "@/server/services/standard/shift-inspection";
import { crewOfShift } from "@/server/services/trip/shift";
import { faultsSince } from "./faults";
import { lastInspections } from "./history";

/** As far ahead as the crew's own list of shifts. */
const daysAhead = 7;

/** What the evaluator's word means for the work. */
export function stateOf(evaluation: Evaluation | undefined): InspectionState {
  const said = [...(evaluation?.holds ?? []), ...(evaluation?.fails ?? [])].map(({ facts }) => facts.state);
  if (said.length === 0) return "not_asked";
  if (said.includes("blocked")) return "blocked";
  return said.includes("done") ? "done" : "due";
}

async function ownShifts(tx: Tx) {
  return tx.db
    .select({
      id: shift.id,
      vehicleId: shift.vehicleId,
      startsAt: shift.startsAt,
      endsAt: shift.endsAt,
      plate: vehicle.plate,
      vehicleClass: vehicle.class,
      odometerKm: vehicle.odometerKm,
    })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(
      and(
        eq(shift.regionId, tx.region.id),
        eq(shift.status, "planned"),
        gt(shift.endsAt, tx.now),
        lt(shift.startsAt, new Date(tx.now.getTime() + daysAhead * 86_400_000)),
        crewOfShift(tx),
      ),
    )
    .orderBy(asc(shift.startsAt));
}

/**
 * The inspections that the acting crew member's shifts ask for: the list to go through, how it stands, and what is open on the
 * vehicle. Shifts that nothing is asked of are left out.
 */
export async function ownInspections(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const standards = await findInForce(tx, "standard");
    if (!standards) return [];
    const shifts = await ownShifts(tx);
    const evaluated = await evaluateShifts(tx, standards.content, shifts, tx.now, true);
    const day = dayOf(tx.now.getTime(), standards.content.timeZone);
    const cars = [...new Set(shifts.map(({ vehicleId }) => vehicleId))];
    const faults = (await Promise.all(cars.map((id) => faultsSince(tx, 0, id)))).flat();
    const last = await lastInspections(tx, inArray(shift.id, [...shifts.map(({ id }) => id)]));
    return shifts.flatMap(({ id, ...row }) => {
      const rule = inspectionRule(standards.content.rules, row.vehicleClass, day);
      if (!rule) return [];
      return [
        {
          shiftId: id,
          ...row,
          state: stateOf(evaluated.get(id)),
          inspectedAt: last.get(id)?.inspectedAt ?? null,
          items: itemsFor(rule.requirement.items, row.vehicleClass),
          faults: faults
            .filter((it) => it.vehicleId === row.vehicleId && it.status === "open")
            .map(({ item, titleZh, titleEn, note, blocks, openedAt }) => ({
              item,
              titleZh,
              titleEn,
              note,
              blocks,
              openedAt,
            })),
        },
      ];
    });
  });
}
