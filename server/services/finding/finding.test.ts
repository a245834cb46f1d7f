import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bill } from "@/db/schema/billing";
import { finding } from "@/db/schema/finding";
import { markingScan } from "@/db/schema/marking";
import { position, trip, tripEvent } from "@/db/schema/trip";
import { makeCrewMember, makeOrganization, makeRegion, makeShift, makeVehicle } from "@/db/seed/factories";
import { makeAssignedTrip, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import { findingDecide, findingList } from "@/server/core/finding-input";
import { seal } from "@/server/gateways/vault";
import { callerOf } from "@/server/routers/root";
import { assertMaskedAudit } from "@/server/test-audit";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { decideFinding } from "./decide";
import { getFinding } from "./get";
import { listFindings } from "./list";
import { detectDue } from "./round";

/** Three in the afternoon in China; the detectors look at four in the next morning. */
const now = new Date("2026-11-20T07:00:00Z");
const night = new Date("2026-11-20T20:00:00Z");
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  here = await makeAssignedTrip(world, seal);
  await pressedAtTheBase();
  await padded();
  await twoEmployers();
  await forgedCode();
});
afterAll(() => database.close());

const contextOf = (actor: Actor, at = night, regionId = world.regionId): Context => ({
  pool: database.pool,
  actor,
  now: at,
  region: { id: regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
});
const system = (at = night) => contextOf({ kind: "system", job: "detect" }, at);
const member = (role: "dispatcher" | "regulator", orgId: string, regionId = world.regionId) =>
  contextOf({ kind: "user", accountId: uuidv7(), role, orgId, membershipId: null }, night, regionId);
const regulator = () => member("regulator", world.regulator.id);
const all = (values: object = {}) => listFindings(regulator(), findingList.parse(values));
const decide = (findingId: string, decision: "confirmed" | "dismissed") =>
  decideFinding(regulator(), findingDecide.parse({ findingId, decision, reason: "现场核对过了" }));

/** Every confirmation came from the vehicle's base, where it stood all the time. */
async function pressedAtTheBase() {
  const { regionId, db, vehicle, shift } = world;
  const { trip: row, booking, seen } = here;
  await db
    .update(trip)
    .set({
      status: "completed",
      departedAt: minutes(0),
      arrivedPickupAt: minutes(10),
      boardedAt: minutes(20),
      arrivedDropoffAt: minutes(40),
      endedAt: minutes(45),
    })
    .where(eq(trip.id, row.id));
  const moments = [10, 20, 40, 45];
  await db.insert(tripEvent).values(
    (["arrive_pickup", "board", "arrive_dropoff", "hand_over"] as const).map((kind, at) => ({
      ...seen,
      regionId,
      id: uuidv7(),
      tripId: row.id,
      bookingId: booking.id,
      kind,
      happenedAt: minutes(moments[at] ?? 0),
      receivedAt: minutes(moments[at] ?? 0),
      by: "test",
      data: {},
    })),
  );
  await db.insert(position).values(
    Array.from({ length: 50 }, (_, at) => ({
      ...seen,
      regionId,
      at: minutes(at),
      vehicleId: vehicle.id,
      shiftId: shift.id,
      lat: 28.7 + (at % 3) * 0.0001,
      lon: 121.4,
      accuracyMetres: 9,
    })),
  );
}

/** The bill is more than twice the quote. */
async function padded() {
  const { booking, quote, seen } = here;
  const line = { code: "mileage", part: "out", label: "里程费", rule: "x@1#y", reason: "as_quoted" } as const;
  await world.db.insert(bill).values({
    ...seen,
    regionId: world.regionId,
    id: uuidv7(),
    number: "26-000001",
    bookingId: booking.id,
    orgId: world.operator.id,
    quoteId: quote.id,
    kind: "trip",
    lines: [{ ...line, quotedFen: 20_000, recomputedFen: 50_000, extraFen: 0, billedFen: 50_000 }],
    differences: [],
    facts: {},
    totalFen: 50_000,
    issuedAt: minutes(50),
  });
}

/** The world's driver is on another operator's vehicle in the same hours. */
async function twoEmployers() {
  const { db, regionId, driver } = world;
  const index = "same person";
  await database.owner`UPDATE crew_member SET id_number_index = ${index} WHERE id = ${driver.id}`;
  const other = await makeOrganization(db, regionId, "operator");
  const vehicle = await makeVehicle(db, { regionId, orgId: other.id, class: "seat", plate: "浙JA7777" });
  const again = await makeCrewMember(db, {
    regionId,
    orgId: other.id,
    nameSealed: seal("陈司机", `${regionId}/crew_member/name`),
    nameIndex: uuidv7(),
    idNumberIndex: index,
    duties: ["driver"],
  });
  await makeShift(db, { ...vehicle, regionId }, [{ id: again.id, duty: "driver" }], {
    startsAt: minutes(-60),
    endsAt: minutes(240),
  });
}

async function forgedCode() {
  await world.db.insert(markingScan).values({
    regionId: world.regionId,
    id: uuidv7(),
    scannedAt: minutes(30),
    mark: "331000-26-999999",
    way: "code",
    outcome: "bad_signature",
    browserIndex: "b",
  });
}

describe("the nightly round", () => {
  it("waits for the region's hour", async () => {
    // Three in the night in China.
    expect(await detectDue(system(new Date("2026-11-20T19:00:00Z")))).toEqual({});
  });

  it("finds what the record holds, once", async () => {
    const [first, second] = await Promise.all([detectDue(system()), detectDue(system())]);
    expect([first["2026-11-20"], second["2026-11-20"]].filter((count) => count === 4)).toHaveLength(1);
    expect(await detectDue(system())).toEqual({});
    const { rows, lookedAt } = await all();
    expect(lookedAt).toBe("2026-11-20");
    expect(rows.map(({ kind, how }) => `${kind} ${how}`).sort()).toEqual([
      "ghost_trip stood_still",
      "overlapping_crew two_shifts",
      "price_outlier above_quote",
      "unknown_vehicle forged_code",
    ]);
  });

  it("finds nothing twice on the next night, which looks at the day before again", async () => {
    const next = new Date(night.getTime() + 86_400_000);
    expect(await detectDue(system(next))).toEqual({ "2026-11-21": 0 });
    expect((await all()).total).toBe(4);
  });
});

describe("a finding", () => {
  const one = async (kind: string) => {
    const { rows } = await all();
    const found = rows.find((row) => row.kind === kind);
    if (!found) throw new Error(`No ${kind}`);
    return found.id;
  };

  it("shows what it rests on, in names, and the thresholds with their source", async () => {
    const ghost = await getFinding(regulator(), { findingId: await one("ghost_trip") });
    expect(ghost).toMatchObject({
      plate: "浙JA1234",
      operatorZh: "测试机构",
      bookingId: here.booking.id,
      limits: { ghostMovedPercent: 30 },
      source: "assumed",
      detector: { decided: 0, precision: null },
    });
    expect(Number(ghost.figures.moved)).toBeLessThan(100);
    expect(ghost.sightings.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["board", "hand_over", "position"]),
    );
    const crew = await getFinding(regulator(), { findingId: await one("overlapping_crew") });
    expect(crew.figures).toEqual({ minutes: 300, operators: 2 });
    expect(crew.sightings.map(({ crewName }) => crewName)).toEqual(Array(4).fill("陈*"));
    expect(JSON.stringify(crew)).not.toContain("陈司机");
  });

  it("is decided once, also by two at the same moment, and counts for its detector", async () => {
    const findingId = await one("ghost_trip");
    const answers = await Promise.all([
      keyOf(decide(findingId, "confirmed")),
      keyOf(decide(findingId, "dismissed")),
    ]);
    expect(answers.filter((key) => key === "conflict finding.decided")).toHaveLength(1);
    await decide(await one("unknown_vehicle"), "dismissed");
    const { detectors } = await all({ status: "open" });
    expect(detectors.find(({ kind }) => kind === "ghost_trip")).toMatchObject({ decided: 1, open: 0 });
    expect(detectors.find(({ kind }) => kind === "unknown_vehicle")).toMatchObject({ precision: 0 });
    const [row] = await database.owner<{ reason: string; decided_by: string }[]>`
      SELECT reason, decided_by FROM finding WHERE id = ${findingId}`;
    expect(row).toMatchObject({ reason: "现场核对过了", decided_by: expect.stringMatching(/^user:/) });
    const written = await database.owner`SELECT 1 FROM audit WHERE verb = 'finding.decide'`;
    expect(written).toHaveLength(2);
    await assertMaskedAudit(database.owner);
  });

  it("is listed by kind and by status", async () => {
    expect((await all({ status: "open" })).total).toBe(2);
    expect((await all({ kind: "price_outlier" })).rows.map(({ bookingNumber }) => bookingNumber)).toEqual([
      expect.any(String),
    ]);
    expect((await all({ kind: "off_platform" })).rows).toEqual([]);
    expect((await all({ page: 2 })).rows).toEqual([]);
  });

  it("belongs to its region's regulator: others do not find it, operators may not ask", async () => {
    await makeRegion(drizzle(database.owner), { id: "420112" });
    const away = await makeOrganization(world.db, "420112", "regulator");
    const findingId = await one("price_outlier");
    const foreign = member("regulator", away.id, "420112");
    const input = findingDecide.parse({ findingId, decision: "confirmed", reason: "不该成功" });
    expect(await keyOf(getFinding(foreign, { findingId }))).toBe("not_found finding.not_found");
    expect(await keyOf(decideFinding(foreign, input))).toBe("not_found finding.not_found");
    const operator = callerOf(member("dispatcher", world.operator.id));
    await expect(operator.finding.decide(input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    // The fence holds also where the access table would not: an operator's own connection meets no finding.
    expect((await listFindings(member("dispatcher", world.operator.id), findingList.parse({}))).rows).toEqual(
      [],
    );
    expect(await world.db.select().from(finding)).toHaveLength(4);
  });
});
