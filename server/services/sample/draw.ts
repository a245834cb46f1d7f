import { randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { auditSample, auditSampleTrip } from "@/db/schema/sample";
import { actorName, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import type { Risks, RiskWeights } from "@/server/core/sample";
import { beginDraw, type Draw, drawRule } from "@/server/core/sample-draw";
import type { SampleDrawInput, SampleRef } from "@/server/core/sample-input";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { settingsInForce } from "@/server/services/rule";
import { endedTrips, risksOf } from "./population";

interface Lots {
  from: string;
  until: string;
  /** What had ended by then takes part. */
  by: Date;
  risks: Record<string, Risks>;
  weights: RiskWeights;
  seed: string;
  wanted: number;
}

interface DrawnTrips extends Draw {
  /** The bookings of the drawn trips. */
  bookingOf: Map<string, string>;
  /** The risks of trips that took part. */
  met: Record<string, Risks>;
}

/** Draw by stretches; between them whoever else waits for this process has a turn. */
async function drawn(tx: Tx, { from, until, by, risks, weights, seed, wanted }: Lots): Promise<DrawnTrips> {
  const draw = beginDraw(weights, seed, wanted);
  const bookingOf = new Map<string, string>();
  const met: Record<string, Risks> = {};
  for await (const stretch of endedTrips(tx, from, until, by)) {
    draw.take(stretch.map(({ tripId }) => ({ tripId, risks: risks[tripId] ?? {} })));
    for (const { tripId, bookingId } of stretch) {
      bookingOf.set(tripId, bookingId);
      const its = risks[tripId];
      if (its) met[tripId] = its;
    }
    await setImmediate();
  }
  return { ...draw.end(), bookingOf, met };
}

/**
 * Draw trips of some past days for an audit, more likely where findings, complaints, adverse events or odd prices speak for a
 * look. The seed is the machine's, and seed, weights, risks and the drawn trips stand in the chain with the draw: whoever draws
 * again until the answer suits leaves every try behind.
 * @throws DomainError conflict `sample.period_open` before the days are over, `sample.no_trips`
 */
export async function drawAudit(ctx: Context, { from, until, wanted }: SampleDrawInput) {
  const seed = randomBytes(16).toString("hex");
  return inTransaction(ctx, async (tx) => {
    if (until >= localDay(tx.now, tx.region.timeZone))
      throw new DomainError("conflict", "sample.period_open");
    const { sampleWeights: weights } = (await settingsInForce(tx)).oversight;
    const risks = await risksOf(tx, from, until);
    const its = await drawn(tx, { from, until, by: tx.now, risks, weights, seed, wanted });
    const { population, populationHash } = its;
    if (population === 0) throw new DomainError("conflict", "sample.no_trips");
    const id = uuidv7();
    const regionId = tx.region.id;
    await tx.db.insert(auditSample).values({
      ...{ regionId, id, fromDay: from, untilDay: until, rule: drawRule, seed, wanted, risks: its.met },
      ...{ weights, population, populationHash, drawnAt: tx.now, drawnBy: actorName(tx.actor) },
    });
    await tx.db.insert(auditSampleTrip).values(
      its.drawn.map((it) => ({
        ...it,
        regionId,
        sampleId: id,
        bookingId: its.bookingOf.get(it.tripId) ?? "",
      })),
    );
    await writeAudit(tx, {
      verb: "sample.draw",
      noun: "sample",
      nounId: id,
      after: {
        from,
        until,
        rule: drawRule,
        seed,
        wanted,
        population,
        populationHash,
        trips: its.drawn.map((it) => it.tripId),
      },
    });
    await wake(tx, {});
    return { sampleId: id, drawn: its.drawn.length, population };
  });
}

/** A sample as it was drawn. @throws DomainError not_found `sample.not_found` */
export async function sampleRow(tx: Tx, { sampleId }: SampleRef): Promise<typeof auditSample.$inferSelect> {
  const [row] = await tx.db
    .select()
    .from(auditSample)
    .where(and(eq(auditSample.regionId, tx.region.id), eq(auditSample.id, sampleId)));
  if (!row) throw new DomainError("not_found", "sample.not_found");
  return row;
}

/**
 * Draw a sample once more by what it kept and by the trips as they stand in the record, and compare.
 * @throws DomainError not_found `sample.not_found`
 */
export async function redrawAudit(
  ctx: Context,
  input: SampleRef,
): Promise<{ population: boolean; trips: boolean }> {
  return inTransaction(ctx, async (tx) => {
    const row = await sampleRow(tx, input);
    const { fromDay: from, untilDay: until, drawnAt: by, risks, weights, seed, wanted } = row;
    const again = await drawn(tx, { from, until, by, risks, weights, seed, wanted });
    const kept = await tx.db
      .select()
      .from(auditSampleTrip)
      .where(and(eq(auditSampleTrip.regionId, tx.region.id), eq(auditSampleTrip.sampleId, row.id)));
    const text = (it: { place: number; tripId: string; lots: number; drawn: string }) =>
      `${it.place} ${it.tripId} ${it.lots} ${it.drawn}`;
    const same =
      [...kept]
        .sort((a, b) => a.place - b.place)
        .map(text)
        .join() === again.drawn.map(text).join();
    return { population: again.populationHash === row.populationHash, trips: same };
  });
}
