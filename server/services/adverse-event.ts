import { and, asc, eq, gte, inArray, isNull, lte, ne, or } from "drizzle-orm";
import type { z } from "zod";
import { booking } from "@/db/schema/booking";
import { organization } from "@/db/schema/organization";
import { adverseEvent, trip } from "@/db/schema/trip";
import { lostRace } from "@/db/sqlstate";
import { actorName, type Context, type Tx } from "@/server/context";
import { type AdverseKind, adverseDueAt } from "@/server/core/adverse-event";
import type {
  AdverseReport,
  adverseClose,
  adverseList,
  adverseRef,
  adverseTellInsurer,
} from "@/server/core/adverse-input";
import { DomainError } from "@/server/core/domain-error";
import { open, seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "./audit";
import { sendMessage } from "./message";
import { publicUrl } from "./public-url";
import { settingsInForce } from "./rule";
import { type TripRow, visibleTrip } from "./trip/load";

type AdverseRow = typeof adverseEvent.$inferSelect;

interface NewAdverse {
  id: string;
  kind: AdverseKind;
  description: string;
  people: string;
  happenedAt: Date;
}

/** Everybody of these types of organization in the region hears at once, in the app. */
async function tellOrganizations(tx: Tx, row: TripRow, event: NewAdverse, dueAt: Date): Promise<void> {
  const told = await tx.db
    .select({ id: organization.id, type: organization.type, nameZh: organization.nameZh })
    .from(organization)
    .where(
      and(
        eq(organization.regionId, tx.region.id),
        inArray(organization.type, ["regulator", "insurer"]),
        eq(organization.status, "active"),
      ),
    );
  const [operator] = await tx.db
    .select({ nameZh: organization.nameZh })
    .from(organization)
    .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, row.orgId)));
  const [booked] = await tx.db
    .select({ number: booking.number })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.bookingId)));
  const data = {
    eventNumber: `${booked?.number ?? row.id}-${event.id.slice(-4)}`,
    kind: event.kind,
    happenedAt: event.happenedAt,
    operator: operator?.nameZh ?? "",
    plate: row.plate,
    bookingNumber: booked?.number ?? "",
    reportBy: dueAt,
    url: publicUrl(`/zh-CN/regulator/adverse/${event.id}`),
  };
  for (const org of told) {
    const dedupeKey = `adverse:${event.id}:${org.id}`;
    await sendMessage(tx, {
      channel: "in_app",
      to: org.id,
      template: "adverse_event_notice",
      locale: "zh-CN",
      data,
      bookingId: row.bookingId,
      dedupeKey,
    });
  }
  await wake(tx, { orgs: [...told.map((org) => org.id), row.orgId], booking: row.bookingId });
}

/** Record an adverse event of a trip in the caller's transaction, with its deadline; regulator and insurer hear at once. */
export async function openAdverseEvent(tx: Tx, row: TripRow, event: NewAdverse): Promise<void> {
  const { adverse } = await settingsInForce(tx);
  const dueAt = new Date(adverseDueAt(adverse.reportWithinHours, event.kind, tx.now.getTime()));
  await asPlatform(tx, async (p) => {
    await p.db.insert(adverseEvent).values({
      regionId: tx.region.id,
      id: event.id,
      orgId: row.orgId,
      tripId: row.id,
      bookingId: row.bookingId,
      kind: event.kind,
      description: event.description,
      peopleSealed: event.people ? seal(event.people, `${tx.region.id}/adverse_event/people`) : null,
      happenedAt: event.happenedAt,
      dueAt,
      regulatorToldAt: tx.now,
      reportedBy: actorName(tx.actor),
      isolationFound: event.kind === "infection",
      createdAt: tx.now,
    });
    await tellOrganizations(p, row, event, dueAt);
  });
  await writeAudit(tx, {
    verb: "adverse.report",
    noun: "adverse_event",
    nounId: event.id,
    bookingId: row.bookingId,
    after: { kind: event.kind, dueAt: dueAt.toISOString() },
  });
}

/**
 * Report an adverse event of a trip. The same report again changes nothing.
 * @throws DomainError not_found `trip.not_found`; bad_input `adverse.in_future`; conflict `adverse.id_used`
 */
export async function reportAdverse(ctx: Context, input: AdverseReport): Promise<{ adverseId: string }> {
  const known = (tx: Tx) => findAdverse(tx, input.reportId);
  const work = async (tx: Tx) => {
    const row = await visibleTrip(tx, input.tripId);
    const earlier = await known(tx);
    if (earlier && earlier.tripId !== row.id) throw new DomainError("conflict", "adverse.id_used");
    if (earlier) return { adverseId: earlier.id };
    const happenedAt = new Date(input.happenedAt);
    if (happenedAt.getTime() > tx.now.getTime() + 300_000)
      throw new DomainError("bad_input", "adverse.in_future");
    const { kind, description, people } = input;
    await openAdverseEvent(tx, row, { id: input.reportId, kind, description, people, happenedAt });
    return { adverseId: input.reportId };
  };
  return inTransaction(ctx, work).catch(async (error: unknown) => {
    if (!lostRace(error)) throw error;
    if (await inTransaction(ctx, known)) return { adverseId: input.reportId };
    throw new DomainError("conflict", "adverse.id_used");
  });
}

async function findAdverse(tx: Tx, id: string): Promise<AdverseRow | undefined> {
  const [row] = await tx.db
    .select()
    .from(adverseEvent)
    .where(and(eq(adverseEvent.regionId, tx.region.id), eq(adverseEvent.id, id)));
  return row;
}

/** Adverse events, those due first; an operator's own, all of the region for the regulator. */
export async function listAdverse(ctx: Context, input: z.infer<typeof adverseList>) {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ event: adverseEvent, plate: trip.plate })
      .from(adverseEvent)
      .innerJoin(trip, and(eq(trip.regionId, adverseEvent.regionId), eq(trip.id, adverseEvent.tripId)))
      .where(
        and(
          eq(adverseEvent.regionId, tx.region.id),
          input.status ? eq(adverseEvent.status, input.status) : undefined,
        ),
      )
      .orderBy(asc(adverseEvent.dueAt))
      .limit(500);
    return rows.map(({ event, plate }) => ({
      ...viewOf(event),
      plate,
      late: event.status !== "closed" && event.dueAt < tx.now,
    }));
  });
}

function viewOf({ peopleSealed: _people, regionId: _region, ...row }: AdverseRow) {
  return row;
}

/** Trips that an infection found later concerns: on the same vehicle, overlapping the trip or within a day after it. */
async function coRiders(tx: Tx, row: TripRow) {
  const from = row.boardedAt ?? row.plannedPickupAt;
  const until = new Date((row.endedAt ?? row.plannedDropoffAt).getTime() + 86_400_000);
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
        lte(trip.boardedAt, until),
        or(isNull(trip.endedAt), gte(trip.endedAt, from)),
      ),
    )
    .orderBy(asc(trip.boardedAt));
}

/** One adverse event with the people concerned (the read is audited) and, for an infection, who rode after. */
export async function getAdverse(ctx: Context, input: z.infer<typeof adverseRef>) {
  return inTransaction(ctx, async (tx) => {
    const row = await findAdverse(tx, input.adverseId);
    if (!row) throw new DomainError("not_found", "adverse.not_found");
    const ride = await visibleTrip(tx, row.tripId);
    await writeAudit(tx, {
      verb: "adverse.get",
      noun: "adverse_event",
      nounId: row.id,
      bookingId: row.bookingId,
      after: { read: "people" },
    });
    return {
      ...viewOf(row),
      plate: ride.plate,
      people: row.peopleSealed ? open(row.peopleSealed, `${tx.region.id}/adverse_event/people`) : "",
      coRiders: row.isolationFound ? await coRiders(tx, ride) : [],
      late: row.status !== "closed" && row.dueAt < tx.now,
    };
  });
}

async function change(
  ctx: Context,
  verb: string,
  adverseId: string,
  from: AdverseRow["status"][],
  set: Partial<AdverseRow>,
): Promise<{ adverseId: string; status: AdverseRow["status"] }> {
  return inTransaction(ctx, async (tx) => {
    const before = await findAdverse(tx, adverseId);
    if (!before) throw new DomainError("not_found", "adverse.not_found");
    const [row] = await tx.db
      .update(adverseEvent)
      .set(set)
      .where(
        and(
          eq(adverseEvent.regionId, tx.region.id),
          eq(adverseEvent.id, adverseId),
          inArray(adverseEvent.status, from),
        ),
      )
      .returning();
    if (!row) throw new DomainError("conflict", "adverse.already", { status: before.status });
    const after = { status: row.status, insurer: row.insurer };
    await writeAudit(tx, {
      verb,
      noun: "adverse_event",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { status: before.status },
      after,
    });
    await wake(tx, { orgs: [row.orgId], booking: row.bookingId });
    return { adverseId: row.id, status: row.status };
  });
}

/** The operator's insurer was told: the event counts as reported. */
export function tellInsurer(ctx: Context, input: z.infer<typeof adverseTellInsurer>) {
  const { adverseId, insurer } = input;
  return change(ctx, "adverse.tellInsurer", adverseId, ["open"], {
    status: "reported",
    insurer,
    insurerToldAt: ctx.now,
  });
}

/** The regulator closes it with its outcome. */
export function closeAdverse(ctx: Context, input: z.infer<typeof adverseClose>) {
  const { adverseId, outcome } = input;
  return change(ctx, "adverse.close", adverseId, ["open", "reported"], {
    status: "closed",
    outcome,
    closedAt: ctx.now,
  });
}
