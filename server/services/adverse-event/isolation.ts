import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, ne, or, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { account } from "@/db/schema/account";
import { shift, vehicle } from "@/db/schema/fleet";
import { adverseEvent, disinfection, trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import type { adverseRef } from "@/server/core/adverse-input";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { contactsOf } from "@/server/services/account/person";
import { writeAudit } from "@/server/services/audit";
import { sendMessage } from "@/server/services/message";
import { bumpPlans } from "@/server/services/plan/route";
import { publicUrl } from "@/server/services/public-url";
import { settingsInForce } from "@/server/services/rule";
import { type TripRow, visibleTrip } from "@/server/services/trip/load";
import { bookingOf, tellBooker, trackUrl } from "@/server/services/trip/tell";
import { type AdverseRow, addEntry, tellDesk } from "./tell";

/** Rides that an infection found later concerns: on the same vehicle, overlapping the trip or within so many hours after it. */
export async function coRiders(tx: Tx, row: TripRow) {
  const { adverse } = await settingsInForce(tx);
  const from = row.boardedAt ?? row.plannedPickupAt;
  const end = row.endedAt ?? row.plannedDropoffAt;
  const until = new Date(end.getTime() + adverse.coRiderHours * 3_600_000);
  return tx.db
    .select({
      tripId: trip.id,
      bookingId: trip.bookingId,
      plate: trip.plate,
      boardedAt: trip.boardedAt,
      endedAt: trip.endedAt,
    })
    .from(trip)
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        eq(trip.vehicleId, row.vehicleId),
        ne(trip.id, row.id),
        isNotNull(trip.boardedAt),
        lte(trip.boardedAt, until),
        or(isNull(trip.endedAt), gte(trip.endedAt, from)),
      ),
    )
    .orderBy(asc(trip.boardedAt));
}

/** Whoever booked for a co-rider hears that an infection was found and what to watch for; nothing of whose it is. */
async function tellCoRiders(tx: Tx, row: AdverseRow, ride: TripRow): Promise<void> {
  const concerned = await coRiders(tx, ride);
  for (const { bookingId, boardedAt } of concerned) {
    const booked = await bookingOf(tx, bookingId);
    const data = { bookingNumber: booked.number, rodeAt: boardedAt, trackUrl: trackUrl(booked) };
    await tellBooker(tx, booked, "infection_notice", data, `infection:${row.id}:${bookingId}`);
  }
  await addEntry(tx, row, { kind: "told", party: "co_rider", told: concerned.length });
}

async function tellCrew(tx: Tx, row: AdverseRow, ride: TripRow, by: Date): Promise<void> {
  const ids = ride.crew.flatMap((it) => it.accountId ?? []);
  const people = ids.length > 0 ? await tx.db.select().from(account).where(inArray(account.id, ids)) : [];
  let told = 0;
  for (const person of people) {
    const [contact] = contactsOf(person);
    if (!contact) continue;
    told += 1;
    await sendMessage(tx, {
      channel: contact.kind === "email" ? "email" : "sms",
      to: contact.value,
      template: "disinfection_asked",
      locale: person.locale,
      data: { plate: ride.plate, by, url: publicUrl(`/${person.locale}/crew`) },
      accountId: person.id,
      dedupeKey: `disinfection:${row.id}:${person.id}`,
    });
  }
  await addEntry(tx, row, { kind: "told", party: "crew", told });
}

/** The vehicle and everybody who was on board with the patient, to be disinfected by an instant. */
async function askDisinfection(tx: Tx, row: AdverseRow, ride: TripRow, dueAt: Date): Promise<void> {
  const subjects = [
    { subject: "vehicle" as const, subjectId: ride.vehicleId },
    ...ride.crew.map(({ crewId }) => ({ subject: "crew" as const, subjectId: crewId })),
  ];
  await tx.db.insert(disinfection).values(
    subjects.map((it) => ({
      ...it,
      regionId: tx.region.id,
      id: uuidv7(),
      adverseId: row.id,
      orgId: row.orgId,
      dueAt,
      files: [],
      createdAt: tx.now,
    })),
  );
}

/** Plans that rest on the vehicle are read again, and what it was to carry before `until` is put to others by a job. */
async function replan(tx: Tx, vehicleId: string): Promise<void> {
  const ahead = await tx.db
    .select({ id: shift.id })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.vehicleId, vehicleId), gte(shift.endsAt, tx.now)));
  await bumpPlans(
    tx,
    ahead.map(({ id }) => id),
  );
  await enqueue(tx.db, "replan-vehicle", { regionId: tx.region.id, vehicleId });
}

/** Keep a vehicle off the road from now on; its shifts that begin before `until` are planned anew. */
export async function blockVehicle(tx: Tx, vehicleId: string, until: Date): Promise<void> {
  await tx.db
    .update(vehicle)
    .set({
      blockedSince: sql`coalesce(${vehicle.blockedSince}, ${tx.now.toISOString()}::timestamptz)`,
      blockedUntil: sql`greatest(${vehicle.blockedUntil}, ${until.toISOString()}::timestamptz)`,
    })
    .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, vehicleId)));
  await replan(tx, vehicleId);
}

/** The vehicle may carry again, unless it waits for another disinfection. */
export async function freeVehicle(tx: Tx, vehicleId: string): Promise<boolean> {
  const [waits] = await tx.db
    .select({ id: disinfection.id })
    .from(disinfection)
    .where(
      and(
        eq(disinfection.regionId, tx.region.id),
        eq(disinfection.subjectId, vehicleId),
        isNull(disinfection.doneAt),
      ),
    );
  if (waits) return false;
  await tx.db
    .update(vehicle)
    .set({ blockedSince: null, blockedUntil: null })
    .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, vehicleId)));
  await replan(tx, vehicleId);
  return true;
}

/**
 * An infection was found on somebody who rode: co-riders are told, vehicle and crew are put down for disinfection, the
 * vehicle carries nobody until its own is recorded. Once per event; answers whether it began now.
 */
export async function isolate(tx: Tx, row: AdverseRow, ride: TripRow): Promise<boolean> {
  return asPlatform(tx, async (p) => {
    const [begun] = await p.db
      .update(adverseEvent)
      .set({ isolationFound: true, isolatedAt: tx.now })
      .where(
        and(
          eq(adverseEvent.regionId, tx.region.id),
          eq(adverseEvent.id, row.id),
          isNull(adverseEvent.isolatedAt),
        ),
      )
      .returning({ id: adverseEvent.id });
    if (!begun) return false;
    const { adverse } = await settingsInForce(p);
    const by = new Date(tx.now.getTime() + adverse.disinfectWithinHours * 3_600_000);
    await addEntry(p, row, { kind: "isolation" });
    await askDisinfection(p, row, ride, by);
    await blockVehicle(p, ride.vehicleId, by);
    await tellCoRiders(p, row, ride);
    await tellCrew(p, row, ride, by);
    await tellDesk(p, row, { desk: "operator", news: "disinfect", plate: ride.plate, by, key: "disinfect" });
    return true;
  });
}

/**
 * The operator or the regulator confirms an infection that a family reported: only then do co-riders hear and the vehicle stands.
 * @throws DomainError not_found `adverse.not_found`; conflict `adverse.not_infection`, `adverse.isolated`, `adverse.already`
 */
export async function confirmInfection(
  ctx: Context,
  { adverseId }: z.infer<typeof adverseRef>,
): Promise<{ adverseId: string }> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(adverseEvent)
      .where(and(eq(adverseEvent.regionId, tx.region.id), eq(adverseEvent.id, adverseId)));
    if (!row) throw new DomainError("not_found", "adverse.not_found");
    if (row.kind !== "infection") throw new DomainError("conflict", "adverse.not_infection");
    if (row.status === "closed") throw new DomainError("conflict", "adverse.already", { status: row.status });
    const ride = await visibleTrip(tx, row.tripId);
    if (!(await isolate(tx, row, ride))) throw new DomainError("conflict", "adverse.isolated");
    await writeAudit(tx, {
      verb: "adverse.confirmInfection",
      noun: "adverse_event",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { isolationFound: row.isolationFound },
      after: { isolationFound: true },
    });
    await wake(tx, { orgs: [row.orgId], booking: row.bookingId });
    return { adverseId };
  });
}
