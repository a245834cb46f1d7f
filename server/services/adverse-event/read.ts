import { and, asc, desc, eq } from "drizzle-orm";
import type { z } from "zod";
import { booking } from "@/db/schema/booking";
import { adverseEntry, adverseEvent, trip } from "@/db/schema/trip";
import { actorName, type Context, type Tx } from "@/server/context";
import type { adverseList, adverseOwn, adverseRef } from "@/server/core/adverse-input";
import { DomainError } from "@/server/core/domain-error";
import { open } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { visibleTrip } from "@/server/services/trip/load";
import { disinfectionsOf } from "./disinfection";
import { coRiders } from "./isolation";
import type { AdverseRow } from "./tell";

const viewOf = ({ peopleSealed: _people, regionId: _region, ...row }: AdverseRow) => row;
const isLate = (row: AdverseRow, now: Date) => row.status !== "closed" && row.dueAt < now;

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
    return rows.map(({ event, plate }) => ({ ...viewOf(event), plate, late: isLate(event, tx.now) }));
  });
}

async function entriesOf(tx: Tx, adverseId: string) {
  const { id, kind, party, told, text, files, createdAt } = adverseEntry;
  return tx.db
    .select({ id, kind, party, told, text, files, createdAt })
    .from(adverseEntry)
    .where(and(eq(adverseEntry.regionId, tx.region.id), eq(adverseEntry.adverseId, adverseId)))
    .orderBy(asc(createdAt), asc(id));
}

/**
 * One adverse event with the people concerned (the read is audited), what was done and who was told, and for an infection
 * who rode with or after, and what waits for disinfection.
 */
export async function getAdverse(ctx: Context, input: z.infer<typeof adverseRef>) {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(adverseEvent)
      .where(and(eq(adverseEvent.regionId, tx.region.id), eq(adverseEvent.id, input.adverseId)));
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
      coRiders: row.kind === "infection" ? await coRiders(tx, ride) : [],
      entries: await entriesOf(tx, row.id),
      disinfections: await disinfectionsOf(tx, row.id),
      late: isLate(row, tx.now),
    };
  });
}

/** What the actor itself reported of a booking: how it stands and what came of it. */
export async function ownAdverse(ctx: Context, input: z.infer<typeof adverseOwn>) {
  return inTransaction(ctx, async (tx) => {
    const { actor } = tx;
    const bookingId = actor.kind === "guest" ? actor.bookingId : input.bookingId;
    const isOther = actor.kind === "guest" && input.bookingId && input.bookingId !== bookingId;
    const [booked] =
      bookingId && !isOther
        ? await tx.db
            .select({ id: booking.id })
            .from(booking)
            .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)))
        : [];
    if (!booked) throw new DomainError("not_found", "booking.not_found");
    const { id, kind, status, happenedAt, description, outcome, closedAt, createdAt } = adverseEvent;
    return asPlatform(tx, (p) =>
      p.db
        .select({ id, kind, status, happenedAt, description, outcome, closedAt })
        .from(adverseEvent)
        .where(
          and(
            eq(adverseEvent.regionId, tx.region.id),
            eq(adverseEvent.bookingId, booked.id),
            eq(adverseEvent.reportedBy, actorName(actor)),
          ),
        )
        .orderBy(desc(createdAt)),
    );
  });
}
