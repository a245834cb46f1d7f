import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { shift } from "@/db/schema/fleet";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { isLive } from "@/server/core/trip";
import { loadShifts, type ShiftFacts, staffingOf } from "@/server/services/plan/load-shifts";
import { evaluateStaffing, type StandardsInForce } from "@/server/services/plan/standards";

/** A promised trip that would break a set of standards, and by which rules. */
export interface AffectedTrip {
  bookingId: string;
  number: string;
  plannedAt: Date;
  plate: string;
  shiftId: string;
  ruleIds: string[];
  /** The vehicle is on its way to the patient: it is not planned anew but held against the rules before boarding. */
  isUnderWay: boolean;
}

/** Planned shifts that are not over at an instant, with everything the scheduler knows of them. */
export async function shiftsFrom(tx: Tx, at: Date): Promise<ShiftFacts[]> {
  const rows = await tx.db
    .select({ id: shift.id })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.status, "planned"), gt(shift.endsAt, at)));
  return loadShifts(
    tx,
    rows.map(({ id }) => id),
  );
}

interface Carried {
  id: string;
  number: string;
  needs: (typeof booking.$inferSelect)["needs"];
  distanceMetres: number;
  status: (typeof trip.$inferSelect)["status"] | null;
}

/** Bookings that still have to be picked up, by id. */
async function waiting(tx: Tx, ids: string[]): Promise<Map<string, Carried>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .select({
      id: booking.id,
      number: booking.number,
      needs: booking.needs,
      distanceMetres: booking.distanceMetres,
      status: trip.status,
      boardedAt: trip.boardedAt,
    })
    .from(booking)
    .leftJoin(trip, and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id)))
    .where(and(eq(booking.regionId, tx.region.id), inArray(booking.id, ids), isNull(booking.cancelledAt)));
  const open = rows.filter(({ status, boardedAt }) => !status || (isLive(status) && !boardedAt));
  return new Map(open.map((it) => [it.id, it]));
}

/** Rules that everybody on a shift, or the shift by itself, would break: by `fails` of the subjects and the staffing. */
function brokenOn(
  standards: StandardsInForce,
  facts: ShiftFacts,
  fails: ReadonlyMap<string, string[]>,
  at: Date,
  of: Carried | null,
): string[] {
  const subjects = [facts.row.orgId, facts.row.vehicleId, ...facts.crew.map(({ crewId }) => crewId)];
  const when = facts.row.startsAt > at ? facts.row.startsAt : at;
  const about = of && { grade: of.needs?.grade ?? null, distanceMetres: of.distanceMetres };
  const staffing = evaluateStaffing(standards, staffingOf(facts), when, about);
  const own = staffing?.fails.map(({ ruleId }) => ruleId) ?? [];
  return [...new Set([...subjects.flatMap((id) => fails.get(id) ?? []), ...own])];
}

/**
 * Promised trips from an instant on that would break a set of standards, and the shifts they ride on. `fails`: rules that
 * operators, vehicles and people break, by subject id.
 */
export async function affectedTrips(
  tx: Tx,
  standards: StandardsInForce,
  shifts: readonly ShiftFacts[],
  fails: ReadonlyMap<string, string[]>,
  at: Date,
): Promise<{ shiftIds: string[]; trips: AffectedTrip[] }> {
  const ids = shifts.flatMap(({ row }) => row.route.map((stop) => stop.bookingId));
  const open = await waiting(tx, [...new Set(ids)]);
  const trips: AffectedTrip[] = [];
  const shiftIds = new Set<string>();
  for (const facts of shifts) {
    if (brokenOn(standards, facts, fails, at, null).length > 0) shiftIds.add(facts.row.id);
    for (const stop of facts.row.route) {
      // At once: whoever is not on board yet; from a day to come: whoever is picked up then.
      const concerned = stop.kind === "pickup" && (at <= tx.now || stop.plannedAt * 1000 >= at.getTime());
      const of = concerned ? open.get(stop.bookingId) : null;
      if (!of) continue;
      const ruleIds = brokenOn(standards, facts, fails, at, of);
      if (ruleIds.length === 0) continue;
      shiftIds.add(facts.row.id);
      const { number, id: bookingId } = of;
      const plannedAt = new Date(stop.plannedAt * 1000);
      trips.push({
        bookingId,
        number,
        plannedAt,
        plate: facts.vehicle.plate,
        shiftId: facts.row.id,
        ruleIds,
        isUnderWay: of.status !== null && of.status !== "assigned",
      });
    }
  }
  trips.sort((a, b) => a.plannedAt.getTime() - b.plannedAt.getTime());
  return { shiftIds: [...shiftIds], trips };
}
