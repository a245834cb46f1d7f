import { and, desc, eq, inArray, lte } from "drizzle-orm";
import type { shift } from "@/db/schema/fleet";
import { vehicleDefect, vehicleInspection } from "@/db/schema/inspection";
import type { Tx } from "@/server/context";
import { inspectionRule, isBlockedNow } from "@/server/core/inspection";
import { dayOf } from "@/server/core/standard/day";
import { type Evaluation, evaluateStandards } from "@/server/core/standard/evaluate";
import type { StandardSet } from "@/server/core/standard/rules";
import type { VehicleClass } from "@/server/core/vehicle";

type ShiftOf = Pick<typeof shift.$inferSelect, "id" | "vehicleId" | "startsAt"> & {
  vehicleClass: VehicleClass;
};

const hourMs = 3_600_000;

/** Items with an open fault that blocks, by vehicle, of what was found up to an instant. */
async function openFaults(tx: Tx, vehicleIds: string[], at: Date): Promise<Map<string, string[]>> {
  const rows = await tx.db
    .select({ vehicleId: vehicleDefect.vehicleId, item: vehicleDefect.item })
    .from(vehicleDefect)
    .where(
      and(
        eq(vehicleDefect.regionId, tx.region.id),
        inArray(vehicleDefect.vehicleId, vehicleIds),
        eq(vehicleDefect.status, "open"),
        eq(vehicleDefect.blocks, true),
        lte(vehicleDefect.openedAt, at),
      ),
    )
    .orderBy(vehicleDefect.vehicleId, vehicleDefect.item);
  return new Map(
    [...Map.groupBy(rows, (it) => it.vehicleId)].map(([id, its]) => [id, its.map(({ item }) => item)]),
  );
}

/** When the vehicle of each shift was inspected last for it, up to an instant. */
async function inspectedAt(tx: Tx, shifts: readonly ShiftOf[], at: Date): Promise<Map<string, Date>> {
  const rows = await tx.db
    .select({
      shiftId: vehicleInspection.shiftId,
      vehicleId: vehicleInspection.vehicleId,
      at: vehicleInspection.inspectedAt,
    })
    .from(vehicleInspection)
    .where(
      and(
        eq(vehicleInspection.regionId, tx.region.id),
        inArray(
          vehicleInspection.shiftId,
          shifts.map(({ id }) => id),
        ),
        lte(vehicleInspection.inspectedAt, at),
      ),
    )
    .orderBy(desc(vehicleInspection.inspectedAt));
  const found = new Map<string, Date>();
  for (const { id, vehicleId } of shifts) {
    // Another vehicle was put on the shift since: nobody has looked at that one.
    const last = rows.find((row) => row.shiftId === id && row.vehicleId === vehicleId);
    if (last) found.set(id, last.at);
  }
  return found;
}

/**
 * What the rule of the inspection says of the vehicle of each shift at an instant, by shift: before it sets out (`isStarting`)
 * it has to be inspected; an open fault that blocks keeps it off the road at any time, once the shift is near enough.
 */
export async function evaluateShifts(
  tx: Tx,
  set: StandardSet,
  shifts: readonly ShiftOf[],
  at: Date,
  isStarting: boolean,
): Promise<Map<string, Evaluation>> {
  const asked = shifts.flatMap((it) => {
    const rule = inspectionRule(set.rules, it.vehicleClass, dayOf(at.getTime(), set.timeZone));
    return rule ? [{ it, rule }] : [];
  });
  if (asked.length === 0) return new Map();
  const faults = await openFaults(tx, [...new Set(asked.map(({ it }) => it.vehicleId))], at);
  const seen = isStarting
    ? await inspectedAt(
        tx,
        asked.map(({ it }) => it),
        at,
      )
    : new Map<string, Date>();
  return new Map(
    asked.map(({ it, rule }) => {
      const last = seen.get(it.id);
      const isNear = isBlockedNow(it.startsAt, at, rule.requirement.blocksHoursAhead);
      const facts = {
        vehicleClass: it.vehicleClass,
        isStarting,
        inspectedHoursAgo: last ? Math.floor((at.getTime() - last.getTime()) / hourMs) : null,
        openDefects: isNear ? (faults.get(it.vehicleId) ?? []) : [],
      };
      return [it.id, evaluateStandards(set, { kind: "shift", facts }, at.getTime())] as const;
    }),
  );
}
