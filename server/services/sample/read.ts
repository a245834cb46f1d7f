import { and, asc, count, desc, eq, inArray } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { organization } from "@/db/schema/organization";
import { auditSample, auditSampleTrip } from "@/db/schema/sample";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import type { SampleOutcome } from "@/server/core/sample";
import type { SampleListInput, SampleRef } from "@/server/core/sample-input";
import { inTransaction } from "@/server/scope";
import { sampleRow } from "./draw";

const perPage = 20;

/** How many trips of a sample were inspected, and how each came out. */
export interface Progress {
  drawn: number;
  inspected: number;
  outcomes: Record<SampleOutcome, number>;
}

async function progressOf(tx: Tx, ids: string[]): Promise<Map<string, Progress>> {
  if (ids.length === 0) return new Map();
  const { sampleId, outcome, regionId } = auditSampleTrip;
  const rows = await tx.db
    .select({ sampleId, outcome, count: count() })
    .from(auditSampleTrip)
    .where(and(eq(regionId, tx.region.id), inArray(sampleId, ids)))
    .groupBy(sampleId, outcome);
  const by = new Map<string, Progress>();
  for (const row of rows) {
    const its = by.get(row.sampleId) ?? {
      drawn: 0,
      inspected: 0,
      outcomes: { in_order: 0, defect: 0, violation: 0 },
    };
    its.drawn += row.count;
    if (row.outcome) {
      its.inspected += row.count;
      its.outcomes[row.outcome] += row.count;
    }
    by.set(row.sampleId, its);
  }
  return by;
}

const nothing: Progress = { drawn: 0, inspected: 0, outcomes: { in_order: 0, defect: 0, violation: 0 } };

/** The region's samples, newest first, with how far each is. */
export async function listSamples(ctx: Context, { page }: SampleListInput) {
  return inTransaction(ctx, async (tx) => {
    const here = eq(auditSample.regionId, tx.region.id);
    const [total] = await tx.db.select({ count: count() }).from(auditSample).where(here);
    const { id, fromDay, untilDay, population, wanted, drawnAt, drawnBy } = auditSample;
    const rows = await tx.db
      .select({ id, fromDay, untilDay, population, wanted, drawnAt, drawnBy })
      .from(auditSample)
      .where(here)
      .orderBy(desc(drawnAt), desc(id))
      .limit(perPage)
      .offset((page - 1) * perPage);
    const progress = await progressOf(
      tx,
      rows.map((row) => row.id),
    );
    return {
      rows: rows.map((row) => ({ ...row, ...(progress.get(row.id) ?? nothing) })),
      pageCount: Math.max(1, Math.ceil((total?.count ?? 0) / perPage)),
    };
  });
}

/** One sample with its trips in the order of the draw: what spoke for each, and what came of its inspection. */
export async function getSample(ctx: Context, input: SampleRef) {
  return inTransaction(ctx, async (tx) => {
    const { regionId: _region, risks, ...sample } = await sampleRow(tx, input);
    const trips = await tx.db
      .select({
        tripId: auditSampleTrip.tripId,
        bookingId: auditSampleTrip.bookingId,
        place: auditSampleTrip.place,
        lots: auditSampleTrip.lots,
        outcome: auditSampleTrip.outcome,
        note: auditSampleTrip.note,
        inspectedAt: auditSampleTrip.inspectedAt,
        inspectedBy: auditSampleTrip.inspectedBy,
        number: booking.number,
        plate: trip.plate,
        plannedPickupAt: trip.plannedPickupAt,
        status: trip.status,
        operatorZh: organization.nameZh,
        operatorEn: organization.nameEn,
      })
      .from(auditSampleTrip)
      .innerJoin(trip, and(eq(trip.regionId, auditSampleTrip.regionId), eq(trip.id, auditSampleTrip.tripId)))
      .innerJoin(
        booking,
        and(eq(booking.regionId, auditSampleTrip.regionId), eq(booking.id, auditSampleTrip.bookingId)),
      )
      .innerJoin(organization, and(eq(organization.regionId, trip.regionId), eq(organization.id, trip.orgId)))
      .where(and(eq(auditSampleTrip.regionId, tx.region.id), eq(auditSampleTrip.sampleId, sample.id)))
      .orderBy(asc(auditSampleTrip.place));
    const progress = (await progressOf(tx, [sample.id])).get(sample.id) ?? nothing;
    return {
      ...sample,
      ...progress,
      risky: Object.keys(risks).length,
      trips: trips.map((row) => ({ ...row, risks: risks[row.tripId] ?? {} })),
    };
  });
}
