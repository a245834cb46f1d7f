import { drizzle } from "drizzle-orm/postgres-js";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeOrganization, makeRegion } from "@/db/seed/factories";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { startingRegionSettings } from "@/server/core/region-settings";
import { seal } from "@/server/gateways/vault";
import { callerOf } from "@/server/routers/root";
import { eraseRecord, previewErasure } from "@/server/services/record/erase";
import { assertMaskedAudit } from "@/server/test-audit";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { drawAudit, redrawAudit } from "./draw";
import { inspectSample } from "./inspect";
import { getSample, listSamples } from "./read";

/** Three in the afternoon in China. */
const now = new Date(`${new Date().toISOString().slice(0, 10)}T07:00:00Z`);
const day = now.toISOString().slice(0, 10);
const tomorrow = new Date(now.getTime() + 86_400_000);
let database: TestDatabase;
let world: OperatorWorld;
const trips: { id: string; bookingId: string }[] = [];

const contextOf = (actor: Actor, at = tomorrow, regionId = world.regionId): Context => ({
  pool: database.pool,
  actor,
  now: at,
  region: { id: regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const member = (role: "dispatcher" | "regulator", orgId: string, at = tomorrow, regionId = world.regionId) =>
  contextOf({ kind: "user", accountId: uuidv7(), role, orgId, membershipId: null }, at, regionId);
const regulator = (at = tomorrow) => member("regulator", world.regulator.id, at);

async function keyOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof DomainError ? `${error.code} ${error.key}` : String(error);
}

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  for (let count = 0; count < 6; count++) {
    const { trip, booking } = await makeAssignedTrip(world, seal);
    trips.push({ id: trip.id, bookingId: booking.id });
  }
  // One is not over, one was cancelled before anybody rode.
  await database.owner`UPDATE trip SET status = 'completed', ended_at = ${now.toISOString()} WHERE id <> ${trips[5]?.id ?? ""}`;
  await database.owner`UPDATE trip SET status = 'cancelled' WHERE id = ${trips[4]?.id ?? ""}`;
  const about = trips[0]?.bookingId ?? "";
  for (const number of ["T-1", "T-2"])
    await database.owner`
      INSERT INTO complaint (region_id, id, number, booking_id, topic, text, status, due_at, created_at)
      VALUES (${world.regionId}, ${uuidv7()}, ${number}, ${about}, 'late', '来晚了', 'closed', ${now.toISOString()}, ${now.toISOString()})`;
  for (const [kind, status] of [
    ["price_outlier", "open"],
    ["ghost_trip", "confirmed"],
    ["impossible_movement", "dismissed"],
  ])
    await database.owner`
      INSERT INTO finding (region_id, id, kind, key, status, trip_id, booking_id, happened_at, found_at, evidence, reason, decided_at, decided_by)
      SELECT ${world.regionId}, ${uuidv7()}, ${kind ?? ""}, ${kind ?? ""}, ${status ?? ""}, ${trips[1]?.id ?? ""}, ${trips[1]?.bookingId ?? ""},
        ${now.toISOString()}, ${now.toISOString()}, '{}', d.said, d.at, d.said
      FROM (SELECT CASE WHEN ${status ?? ""} = 'open' THEN NULL ELSE 'x' END AS said,
        CASE WHEN ${status ?? ""} = 'open' THEN NULL ELSE ${now.toISOString()}::timestamptz END AS at) d`;
});
afterAll(() => database.close());

const draw = (wanted = 3, from = day, until = day) => drawAudit(regulator(), { from, until, wanted });

describe("a draw for an audit", () => {
  it("waits until the days are over, and needs trips that ended", async () => {
    expect(await keyOf(drawAudit(regulator(now), { from: day, until: day, wanted: 3 }))).toBe(
      "conflict sample.period_open",
    );
    expect(await keyOf(draw(3, "2020-01-01", "2020-01-31"))).toBe("conflict sample.no_trips");
  });

  it("keeps seed, weights, risks and trips, in the row and in the chain, and comes out the same again", async () => {
    const { sampleId, drawn, population } = await draw(10);
    expect({ drawn, population }).toEqual({ drawn: 4, population: 4 });
    const sample = await getSample(regulator(), { sampleId });
    expect(sample).toMatchObject({
      fromDay: day,
      untilDay: day,
      risky: 2,
      weights: startingRegionSettings.oversight.sampleWeights,
      inspected: 0,
    });
    const of = (at: number) => sample.trips.find(({ tripId }) => tripId === trips[at]?.id);
    expect(of(0)).toMatchObject({ risks: { complaint: 2 }, lots: 9, plate: "浙JA1234" });
    expect(of(1)).toMatchObject({ risks: { price_outlier: 1, finding_confirmed: 1 }, lots: 15 });
    expect(of(2)).toMatchObject({ risks: {}, lots: 1, outcome: null });
    expect(await redrawAudit(regulator(), { sampleId })).toEqual({ population: true, trips: true });
    const [said] =
      await database.owner`SELECT after FROM audit WHERE verb = 'sample.draw' AND noun_id = ${sampleId}`;
    expect(said?.after).toMatchObject({
      seed: sample.seed,
      populationHash: sample.populationHash,
      trips: sample.trips.map(({ tripId }) => tripId),
    });
    await assertMaskedAudit(database.owner);
  });

  it("stays what it was when a complaint comes later, and tells when trips or the sample were changed", async () => {
    const { sampleId } = await draw(2);
    await database.owner`
      INSERT INTO complaint (region_id, id, number, booking_id, topic, text, due_at, created_at)
      VALUES (${world.regionId}, ${uuidv7()}, 'T-3', ${trips[2]?.bookingId ?? ""}, 'late', '来晚了', ${now.toISOString()}, ${now.toISOString()})`;
    // A trip of these days that ends only now did not take part.
    await database.owner`UPDATE trip SET status = 'completed', ended_at = ${new Date(tomorrow.getTime() + 1000).toISOString()} WHERE id = ${trips[5]?.id ?? ""}`;
    expect(await redrawAudit(regulator(), { sampleId })).toEqual({ population: true, trips: true });
    await database.owner`UPDATE audit_sample_trip SET lots = lots + 1 WHERE sample_id = ${sampleId} AND place = 1`;
    expect(await redrawAudit(regulator(), { sampleId })).toEqual({ population: true, trips: false });
    await database.owner`UPDATE trip SET planned_pickup_at = planned_pickup_at - interval '40 days' WHERE id = ${trips[3]?.id ?? ""}`;
    expect(await redrawAudit(regulator(), { sampleId })).toMatchObject({ population: false });
    await database.owner`UPDATE trip SET planned_pickup_at = planned_pickup_at + interval '40 days' WHERE id = ${trips[3]?.id ?? ""}`;
  });

  it("cannot be taken back or drawn over by the application", async () => {
    const { auditSample } = await import("@/db/schema/sample");
    await expect(database.pool.delete(auditSample)).rejects.toThrow();
    await expect(database.pool.update(auditSample).set({ seed: "x" })).rejects.toThrow();
  });
});

describe("the inspection of a drawn trip", () => {
  it("is put down once, also by two at the same moment, and until then the trip's data stay", async () => {
    const { sampleId } = await draw(4);
    const trip = trips[3] ?? { id: "", bookingId: "" };
    const before = await previewErasure(regulator(), { bookingId: trip.bookingId });
    expect(before.obstacles).toContain("sample");
    const erased = (reason: "person_asked" | "retention_over") =>
      keyOf(eraseRecord(regulator(), { bookingId: trip.bookingId, reason }));
    expect(await erased("person_asked")).toBe("conflict record.case_open");
    // Whose time is over does not wait for it; of this one the record holds nothing.
    expect(await erased("retention_over")).toBe("conflict record.erased");
    const inspect = (outcome: "defect" | "violation") =>
      inspectSample(regulator(), { sampleId, tripId: trip.id, outcome, note: "等候时间没有依据" });
    const answers = await Promise.all([keyOf(inspect("defect")), keyOf(inspect("violation"))]);
    expect(answers.filter((key) => key === "conflict sample.inspected")).toHaveLength(1);
    const sample = await getSample(regulator(), { sampleId });
    expect(sample).toMatchObject({ inspected: 1, drawn: 4 });
    expect(sample.trips.find(({ tripId }) => tripId === trip.id)).toMatchObject({ note: "等候时间没有依据" });
    const { rows } = await listSamples(regulator(), { page: 1 });
    expect(rows[0]).toMatchObject({ id: sampleId, inspected: 1, drawn: 4, population: 4 });
    const strange = { sampleId, tripId: uuidv7(), outcome: "in_order" as const, note: "" };
    expect(await keyOf(inspectSample(regulator(), strange))).toBe("not_found sample.not_found");
  });

  it("asks for words where something was not in order", async () => {
    const bare = { sampleId: uuidv7(), tripId: uuidv7(), outcome: "defect" as const, note: "" };
    await expect(callerOf(regulator()).sample.inspect(bare)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("belongs to the region's regulator: others do not find it, operators may not ask", async () => {
    const { sampleId } = await draw(1);
    await makeRegion(drizzle(database.owner), { id: "420112" });
    const away = await makeOrganization(world.db, "420112", "regulator");
    const foreign = member("regulator", away.id, tomorrow, "420112");
    expect(await keyOf(getSample(foreign, { sampleId }))).toBe("not_found sample.not_found");
    expect(await keyOf(redrawAudit(foreign, { sampleId }))).toBe("not_found sample.not_found");
    const input = { sampleId, tripId: trips[0]?.id ?? "", outcome: "in_order" as const, note: "" };
    expect(await keyOf(inspectSample(foreign, input))).toBe("not_found sample.not_found");
    expect((await listSamples(foreign, { page: 1 })).rows).toEqual([]);
    const operator = callerOf(member("dispatcher", world.operator.id));
    await expect(operator.sample.get({ sampleId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
