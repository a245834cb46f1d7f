import { and, eq, gte, lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { crewClaim, crewMember, shift, vehicle } from "@/db/schema/fleet";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { ShiftInput, ShiftListInput } from "@/server/core/fleet-input";
import { addDays, atLocalTime, startOfDay } from "@/server/core/local-time";
import { open } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { actingOrg, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { lockTripsOf, renewTripCrew } from "@/server/services/trip/crew";

type ShiftRow = typeof shift.$inferSelect;

/** Shifts that begin in a span of region's days, with vehicle, crew and how many patients stand on the route. */
export async function listShifts(ctx: Context, input: ShiftListInput) {
  return inTransaction(ctx, async (tx) => {
    const [from, until] = [input.from, addDays(input.from, input.days)].map((day) =>
      startOfDay(day, tx.region.timeZone),
    );
    if (!from || !until) return [];
    const inSpan = and(
      eq(shift.regionId, tx.region.id),
      gte(shift.startsAt, from),
      lt(shift.startsAt, until),
    );
    const rows = await tx.db
      .select({ shift, plate: vehicle.plate, vehicleClass: vehicle.class })
      .from(shift)
      .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
      .where(inSpan)
      .orderBy(vehicle.plate, shift.startsAt);
    const crew = await tx.db
      .select({
        shiftId: crewClaim.shiftId,
        crewId: crewClaim.crewId,
        duty: crewClaim.duty,
        nameSealed: crewMember.nameSealed,
      })
      .from(crewClaim)
      .innerJoin(
        crewMember,
        and(eq(crewMember.regionId, crewClaim.regionId), eq(crewMember.id, crewClaim.crewId)),
      )
      .innerJoin(shift, and(eq(shift.regionId, crewClaim.regionId), eq(shift.id, crewClaim.shiftId)))
      .where(inSpan);
    const named = crew.map(({ nameSealed, ...rest }) => ({
      ...rest,
      name: open(nameSealed, `${tx.region.id}/crew_member/name`),
    }));
    const byShift = Map.groupBy(named, (it) => it.shiftId);
    // Where the stops lie is told by an offer or a trip, not by the shift: on it stand slots nobody was asked for yet.
    return rows.map(({ shift: { route, ...row }, ...rest }) => ({
      ...row,
      ...rest,
      crew: byShift.get(row.id) ?? [],
      patients: new Set(route.map((stop) => stop.bookingId)).size,
    }));
  });
}
export type ShiftListItem = Awaited<ReturnType<typeof listShifts>>[number];

/** The span and rest of a shift as instants; an end before the start lies on the next day. */
function spanOf(input: ShiftInput, timeZone: string) {
  const at = (time: string, after: string) =>
    atLocalTime(time <= after ? addDays(input.day, 1) : input.day, time, timeZone);
  const startsAt = atLocalTime(input.day, input.from, timeZone);
  const endsAt = at(input.until, input.from);
  const seconds = (time: string) => {
    const same = atLocalTime(input.day, time, timeZone);
    return Math.floor(
      (same < startsAt ? atLocalTime(addDays(input.day, 1), time, timeZone) : same).getTime() / 1000,
    );
  };
  const breaks = input.rest
    ? [
        {
          fromAt: seconds(input.rest.from),
          untilAt: seconds(input.rest.until),
          durationSeconds: input.rest.minutes * 60,
          paid: false,
        },
      ]
    : [];
  const [rest] = breaks;
  if (rest && rest.untilAt - rest.fromAt < rest.durationSeconds)
    throw new DomainError("bad_input", "fleet.rest_window");
  return { startsAt, endsAt, during: { from: startsAt, until: endsAt }, breaks };
}

/** Everyone on the shift must be the operator's own, active, and qualified for the duty. */
async function assertCrew(tx: Tx, orgId: string, crew: ShiftInput["crew"]): Promise<void> {
  const rows = await tx.db
    .select({ id: crewMember.id, duties: crewMember.duties })
    .from(crewMember)
    .where(
      and(
        eq(crewMember.regionId, tx.region.id),
        eq(crewMember.orgId, orgId),
        eq(crewMember.status, "active"),
      ),
    );
  for (const { crewId, duty } of crew) {
    const member = rows.find((row) => row.id === crewId);
    if (!member) throw new DomainError("not_found", "crew.not_found");
    if (!member.duties.includes(duty)) throw new DomainError("bad_input", "fleet.duty_not_held", { duty });
  }
}

async function replaceCrew(
  tx: Tx,
  row: Pick<ShiftRow, "id" | "orgId">,
  crew: ShiftInput["crew"],
  during: ShiftRow["during"],
): Promise<void> {
  await tx.db
    .delete(crewClaim)
    .where(and(eq(crewClaim.regionId, tx.region.id), eq(crewClaim.shiftId, row.id)));
  await tx.db.insert(crewClaim).values(
    crew.map(({ crewId, duty }) => ({
      regionId: tx.region.id,
      id: uuidv7(),
      orgId: row.orgId,
      shiftId: row.id,
      crewId,
      duty,
      during,
    })),
  );
}

type Span = ReturnType<typeof spanOf>;

/** A planned route stays inside the shift: a shift with patients may grow, not shrink below them. */
function assertRouteFits(row: ShiftRow, input: ShiftInput, span: Span): void {
  const first = row.route.at(0);
  const last = row.route.at(-1);
  if (!first || !last) return;
  const inside =
    first.plannedAt * 1000 >= span.startsAt.getTime() &&
    (last.plannedAt + last.serviceSeconds) * 1000 <= span.endsAt.getTime();
  if (!inside || row.vehicleId !== input.vehicleId)
    throw new DomainError("conflict", "fleet.shift_has_patients");
}

async function writeShift(tx: Tx, orgId: string, input: ShiftInput): Promise<string> {
  const span = spanOf(input, tx.region.timeZone);
  if (span.endsAt <= tx.now) throw new DomainError("bad_input", "fleet.shift_past");
  const [its] = await tx.db
    .select()
    .from(vehicle)
    .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, input.vehicleId), eq(vehicle.orgId, orgId)))
    .for("key share");
  if (!its) throw new DomainError("not_found", "vehicle.not_found");
  if (its.retiresOn !== null && span.endsAt > startOfDay(its.retiresOn, tx.region.timeZone))
    throw new DomainError("conflict", "fleet.retires", { on: its.retiresOn });
  await assertCrew(tx, orgId, input.crew);
  const values = { ...span, vehicleId: its.id, kind: input.kind, baseLat: its.baseLat, baseLon: its.baseLon };
  if (!input.shiftId) {
    const id = uuidv7();
    await tx.db
      .insert(shift)
      .values({ regionId: tx.region.id, id, orgId, route: [], ...values, createdAt: tx.now });
    await replaceCrew(tx, { id, orgId }, input.crew, span.during);
    return id;
  }
  const mine = and(
    eq(shift.regionId, tx.region.id),
    eq(shift.id, input.shiftId),
    eq(shift.orgId, orgId),
    eq(shift.status, "planned"),
  );
  const [known] = await tx.db.select({ id: shift.id }).from(shift).where(mine);
  if (!known) throw new DomainError("not_found", "fleet.shift_not_found");
  await lockTripsOf(tx, known.id);
  const [row] = await tx.db.select().from(shift).where(mine).for("no key update");
  if (!row) throw new DomainError("not_found", "fleet.shift_not_found");
  assertRouteFits(row, input, span);
  await tx.db
    .update(shift)
    .set({ ...values, planVersion: sql`${shift.planVersion} + 1` })
    .where(mine);
  await replaceCrew(tx, row, input.crew, span.during);
  await renewTripCrew(tx, row.id);
  return row.id;
}

/**
 * Plan or change a shift of the acting operator. The database refuses a vehicle or a person planned twice.
 * @throws DomainError conflict `fleet.taken_twice` | `fleet.shift_has_patients`, bad_input `fleet.duty_not_held`
 */
export async function saveShift(ctx: Context, input: ShiftInput): Promise<{ shiftId: string }> {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const shiftId = await writeShift(tx, orgId, input);
    const { day, from, until, kind, vehicleId } = input;
    await writeAudit(tx, {
      verb: "shift.save",
      noun: "shift",
      nounId: shiftId,
      after: { day, from, until, kind, vehicleId },
    });
    await wake(tx, { orgs: [orgId] });
    return { shiftId };
  }).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "fleet.taken_twice");
    throw error;
  });
}

/** Cancel a shift that carries nobody. @throws DomainError conflict `fleet.shift_has_patients` */
export async function cancelShift(ctx: Context, input: { shiftId: string }): Promise<{ shiftId: string }> {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const mine = and(
      eq(shift.regionId, tx.region.id),
      eq(shift.id, input.shiftId),
      eq(shift.orgId, orgId),
      eq(shift.status, "planned"),
    );
    const [row] = await tx.db
      .select({ id: shift.id, route: shift.route })
      .from(shift)
      .where(mine)
      .for("update");
    if (!row) throw new DomainError("not_found", "fleet.shift_not_found");
    if (row.route.length > 0) throw new DomainError("conflict", "fleet.shift_has_patients");
    await tx.db
      .update(shift)
      .set({ status: "cancelled", planVersion: sql`${shift.planVersion} + 1` })
      .where(mine);
    await tx.db
      .delete(crewClaim)
      .where(and(eq(crewClaim.regionId, tx.region.id), eq(crewClaim.shiftId, row.id)));
    await writeAudit(tx, { verb: "shift.cancel", noun: "shift", nounId: row.id });
    await wake(tx, { orgs: [orgId] });
    return { shiftId: row.id };
  });
}
