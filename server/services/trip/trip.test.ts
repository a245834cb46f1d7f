import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import standards from "@/db/seed/rules/standards.json";
import { makeAssignedTrip, makeFile, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Actor, Context } from "@/server/context";
import type { PatientState } from "@/server/core/handover";
import { tripAdvance, tripNoteInput } from "@/server/core/trip-input";
import { seal } from "@/server/gateways/vault";
import { callerOf } from "@/server/routers/root";
import { handOverTrip } from "@/server/services/handover";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { advanceTrip } from "./advance";
import { getTrip } from "./get";
import { listTrips, tripsToday } from "./list";
import { noteTrip } from "./note";

let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
const now = new Date("2026-11-20T02:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
});
afterAll(() => database.close());
beforeEach(async () => {
  here = await makeAssignedTrip(world, seal);
});

function contextOf(actor: Actor, minutes = 0): Context {
  const region = { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" };
  return { pool: database.pool, actor, region, now: new Date(now.getTime() + minutes * 60_000) };
}
const crewActor = (accountId = world.accountId, orgId = world.operator.id): Actor => ({
  kind: "user",
  accountId,
  role: "crew",
  orgId,
  membershipId: null,
});
const crew = (minutes = 0) => contextOf(crewActor(), minutes);
const clock = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
const move = (name: string, minutes: number, data?: object, eventId = uuidv7()) =>
  tripAdvance.parse({
    eventId,
    tripId: here.trip.id,
    move: name,
    happenedAt: clock(minutes),
    ...(data ? { data } : {}),
  });
const note = (name: string, minutes: number, data: object, eventId = uuidv7()) =>
  tripNoteInput.parse({ eventId, tripId: here.trip.id, note: name, happenedAt: clock(minutes), data });
const code = { by: "boarding_code", code: "4711" };

async function statusNow(): Promise<string> {
  const [row] = await database.owner<
    { status: string }[]
  >`SELECT status FROM trip WHERE id = ${here.trip.id}`;
  return row?.status ?? "";
}
const eventCount = async () =>
  Number((await database.owner`SELECT count(*) AS n FROM trip_event WHERE trip_id = ${here.trip.id}`)[0]?.n);
async function jobs(name: string): Promise<number> {
  const [row] =
    await database.owner`SELECT count(*) AS n FROM pgboss.job WHERE name = ${name} AND data->>'tripId' = ${here.trip.id}`;
  return Number(row?.n);
}

/** Drive up to a status through the same verbs as the crew. */
async function drive(until: "en_route" | "at_pickup" | "on_board" | "at_dropoff"): Promise<void> {
  const steps = [
    ["en_route", "depart", undefined],
    ["at_pickup", "arrive_pickup", undefined],
    ["on_board", "board", code],
    ["at_dropoff", "arrive_dropoff", undefined],
  ] as const;
  for (const [index, [status, name, data]] of steps.entries()) {
    await advanceTrip(crew(60), move(name, index * 10, data));
    if (status === until) return;
  }
}

const state: PatientState = {
  consciousness: "alert",
  breathing: "normal",
  painScore: 0,
  lines: [],
  vitals: null,
  papers: ["discharge_summary"],
  belongings: "",
  remarks: "",
};
async function handOver(end: "pickup" | "dropoff", minutes: number, eventId = uuidv7()) {
  const [giverSignatureId, receiverSignatureId] = [
    await makeFile(world, here.booking.id, "signature"),
    await makeFile(world, here.booking.id, "signature"),
  ];
  return {
    eventId,
    tripId: here.trip.id,
    end,
    happenedAt: clock(minutes),
    giverName: "李护士",
    receiverName: "王接收",
    giverSignatureId,
    receiverSignatureId,
    state,
  };
}

describe("a trip in order", () => {
  it("goes from assigned to completed with both hand-overs, and the bill follows", async () => {
    await drive("at_pickup");
    await handOverTrip(crew(60), await handOver("pickup", 12));
    await advanceTrip(crew(60), move("board", 15, code));
    await advanceTrip(crew(60), move("arrive_dropoff", 40));
    const answer = await handOverTrip(crew(60), await handOver("dropoff", 45));
    expect(answer).toMatchObject({ status: "completed", late: false });
    expect(await statusNow()).toBe("completed");
    expect(await jobs("bill-trip")).toBe(1);
    const view = await getTrip(crew(60), { tripId: here.trip.id });
    expect(view.handovers.map((each) => each.end).sort()).toEqual(["dropoff", "pickup"]);
    expect(view.handovers[0]?.giverName).toBe("李护士");
    expect(view.moves).toEqual([]);
    expect(view.boardedAt?.toISOString()).toBe(clock(15));
    const [stored] =
      await database.owner`SELECT giver_name_sealed AS name FROM handover WHERE trip_id = ${here.trip.id} LIMIT 1`;
    expect(String(stored?.name)).not.toContain("李护士");
  });

  it("over before its time, frees its berths for whoever the plan puts there", async () => {
    const { vehicleId, shiftId, bookingId } = here.trip;
    const claimed = async (berth: string, from: number, until: number) => {
      await database.owner`INSERT INTO claim (region_id, id, vehicle_id, shift_id, berth, during, state, booking_id, created_at)
        VALUES ('331000', ${uuidv7()}, ${vehicleId}, ${shiftId}, ${berth}, tstzrange(${clock(from)}, ${clock(until)}),
          'assigned', ${bookingId}, ${clock(0)})`;
    };
    await database.owner`DELETE FROM claim WHERE booking_id = ${bookingId}`;
    await claimed("seat-8", 20, 120);
    await claimed("seat-9", 90, 120);
    await drive("at_dropoff");
    await handOverTrip(crew(60), await handOver("dropoff", 45));
    const left =
      await database.owner`SELECT berth, upper(during) AS until FROM claim WHERE booking_id = ${bookingId}`;
    expect(left.map(({ berth, until }) => [berth, new Date(until).toISOString()])).toEqual([
      ["seat-8", clock(45)],
    ]);
  });

  it("refuses what the state table does not know", async () => {
    expect(await keyOf(advanceTrip(crew(), move("arrive_dropoff", 0)))).toBe(
      "conflict trip.move_not_allowed",
    );
    expect(await keyOf(handOverTrip(crew(), await handOver("dropoff", 0)))).toBe(
      "conflict trip.move_not_allowed",
    );
    expect(await eventCount()).toBe(0);
  });

  it("refuses one signature for two and somebody else's file", async () => {
    await drive("at_dropoff");
    const input = await handOver("dropoff", 45);
    expect(
      await keyOf(handOverTrip(crew(60), { ...input, receiverSignatureId: input.giverSignatureId })),
    ).toBe("bad_input handover.both_sign");
    expect(await keyOf(handOverTrip(crew(60), { ...input, receiverSignatureId: uuidv7() }))).toBe(
      "not_found file.not_found",
    );
    expect(await statusNow()).toBe("at_dropoff");
  });
});

describe("events from a device", () => {
  it("sent again change nothing and are answered the same", async () => {
    const depart = move("depart", 0);
    const first = await advanceTrip(crew(), depart);
    await advanceTrip(crew(20), move("arrive_pickup", 15));
    expect(await advanceTrip(crew(30), depart)).toEqual(first);
    const waiting = note("waiting", 16, { minutes: 20, causedBy: "facility" });
    expect(await noteTrip(crew(30), waiting)).toEqual(await noteTrip(crew(30), waiting));
    expect(await eventCount()).toBe(3);
    expect(await statusNow()).toBe("at_pickup");
  });

  it("sent many times at once are one event", async () => {
    const depart = move("depart", 0);
    const waiting = note("waiting", 1, { minutes: 5, causedBy: "payer" });
    const answers = await Promise.all(Array.from({ length: 8 }, () => advanceTrip(crew(), depart)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await Promise.all(Array.from({ length: 8 }, () => noteTrip(crew(5), waiting)));
    expect(await eventCount()).toBe(2);
  });

  it("that complete a trip twice at once complete it once", async () => {
    await drive("at_dropoff");
    const inputs = await Promise.all([
      handOver("dropoff", 45),
      handOver("dropoff", 45),
      handOver("dropoff", 46),
    ]);
    const results = await Promise.allSettled(inputs.map((input) => handOverTrip(crew(60), input)));
    expect(results.filter((result) => result.status === "fulfilled").length).toBeGreaterThanOrEqual(1);
    const [row] =
      await database.owner`SELECT count(*) AS n FROM handover WHERE trip_id = ${here.trip.id} AND "end" = 'dropoff'`;
    expect(Number(row?.n)).toBe(1);
    expect(await jobs("bill-trip")).toBe(1);
  });

  it("that come late are kept with their time and rewrite nothing", async () => {
    await drive("on_board");
    const before = await getTrip(crew(60), { tripId: here.trip.id });
    const late = await advanceTrip(crew(60), move("arrive_pickup", 5));
    expect(late).toMatchObject({ status: "on_board", late: true });
    const after = await getTrip(crew(60), { tripId: here.trip.id });
    expect(after.arrivedPickupAt).toEqual(before.arrivedPickupAt);
    expect(after.events.find((event) => event.id === late.eventId)).toMatchObject({
      late: true,
      happenedAt: new Date(clock(5)),
    });
  });

  it("with a clock that runs ahead, or an id that was used, are refused", async () => {
    expect(await keyOf(advanceTrip(crew(), move("depart", 30)))).toBe("bad_input trip.clock_ahead");
    const depart = move("depart", 0);
    await advanceTrip(crew(), depart);
    expect(await keyOf(advanceTrip(crew(20), move("arrive_pickup", 10, undefined, depart.eventId)))).toBe(
      "conflict trip.event_id_used",
    );
  });
});

describe("departing", () => {
  it("is refused when vehicle, crew or operator is not certified, naming the rule", async () => {
    await database.owner`UPDATE certification SET status = 'suspended' WHERE subject_id = ${world.vehicle.id}`;
    const refused = await advanceTrip(crew(), move("depart", 0)).catch((error: unknown) => error);
    await database.owner`UPDATE certification SET status = 'certified' WHERE subject_id = ${world.vehicle.id}`;
    expect(refused).toMatchObject({
      key: "trip.not_certified",
      data: { subject: "vehicle", reason: "suspended" },
    });
    await database.owner`UPDATE certification SET valid_until = ${clock(-1)} WHERE subject_id = ${world.driver.id}`;
    const lapsed = await advanceTrip(crew(), move("depart", 0)).catch((error: unknown) => error);
    await database.owner`UPDATE certification SET valid_until = NULL WHERE subject_id = ${world.driver.id}`;
    expect(lapsed).toMatchObject({ key: "trip.not_certified", data: { subject: "crew", reason: "expired" } });
    expect(await statusNow()).toBe("assigned");
  });

  it("is refused when the crew does not meet the standards for the vehicle, naming the rule", async () => {
    const content = standards.find((each) => each.regionId === world.regionId);
    const rule = await makeRuleVersion(world.db, {
      regionId: world.regionId,
      kind: "standard",
      code: "standard",
      content: content ?? {},
    });
    const refused = await advanceTrip(crew(), move("depart", 0)).catch((error: unknown) => error);
    await database.owner`UPDATE rule_version SET status = 'superseded' WHERE id = ${rule.id}`;
    // A basic stretcher vehicle with a driver and nobody to bear the stretcher.
    expect(refused).toMatchObject({
      key: "trip.standard_failed",
      data: { ruleId: expect.stringMatching(/./) },
    });
    expect(await statusNow()).toBe("assigned");
    // The refusal undid its transaction; what the evaluator said is kept with the facts it used.
    expect(await refusedAt("shift_start")).toContainEqual({ subject: "vehicle", passes: false });
    expect(await advanceTrip(crew(), move("depart", 0))).toMatchObject({ status: "en_route" });
  });

  it("tells the booker once, by mail and by phone", async () => {
    await advanceTrip(crew(), move("depart", 0));
    const rows =
      await database.owner`SELECT channel FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND booking_id = ${here.booking.id} AND template = 'vehicle_on_the_way'`;
    expect(rows.map((row) => row.channel).sort()).toEqual(["email", "sms"]);
  });
});

/** What was stored of the standards at a moment of this trip. */
const refusedAt = async (moment: string) => [
  ...(await database.owner`
    SELECT DISTINCT subject, passes FROM standard_check WHERE booking_id = ${here.booking.id} AND moment = ${moment}`),
];

describe("boarding", () => {
  beforeEach(() => drive("at_pickup"));

  it("is refused when stricter standards came on the way, and both answers are stored", async () => {
    const content = standards.find((each) => each.regionId === world.regionId);
    const of = { regionId: world.regionId, kind: "standard" as const, code: "standard", version: 2 };
    const rule = await makeRuleVersion(world.db, { ...of, content: content ?? {} });
    const refused = await advanceTrip(crew(60), move("board", 15, code)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ key: "trip.standard_failed" });
    expect(await statusNow()).toBe("at_pickup");
    expect(await refusedAt("boarding")).toContainEqual({ subject: "vehicle", passes: false });
    await database.owner`UPDATE rule_version SET status = 'superseded' WHERE id = ${rule.id}`;
    const rules = content?.rules.filter(({ kind }) => kind === "vehicle_age") ?? [];
    const mild = await makeRuleVersion(world.db, { ...of, version: 3, content: { ...content, rules } });
    expect(await advanceTrip(crew(60), move("board", 20, code))).toMatchObject({ status: "on_board" });
    expect(await refusedAt("boarding")).toContainEqual({ subject: "vehicle", passes: true });
    await database.owner`UPDATE rule_version SET status = 'superseded' WHERE id = ${mild.id}`;
  });

  it("counts wrong codes, also in parallel, and locks after five", async () => {
    const wrong = { by: "boarding_code", code: "0000" };
    const tries = await Promise.all(
      Array.from({ length: 9 }, () => keyOf(advanceTrip(crew(60), move("board", 15, wrong)))),
    );
    expect(tries.filter((key) => key === "bad_input trip.wrong_code").length).toBeLessThanOrEqual(5);
    expect(await keyOf(advanceTrip(crew(60), move("board", 15, code)))).toBe("too_many trip.code_locked");
    const [row] =
      await database.owner`SELECT count(*) AS n FROM boarding_attempt WHERE trip_id = ${here.trip.id} AND NOT succeeded`;
    expect(Number(row?.n)).toBe(5);
    expect(await statusNow()).toBe("at_pickup");
  });

  it("takes two identifiers with the sender's signature and the reason", async () => {
    const senderSignatureId = await makeFile(world, here.booking.id, "signature");
    const data = {
      by: "two_identifiers",
      identifiers: ["name", "wristband"],
      reason: "家属没有手机",
      senderSignatureId,
    };
    expect(
      tripAdvance.safeParse({
        ...move("depart", 0),
        move: "board",
        data: { ...data, identifiers: ["name", "name"] },
      }).success,
    ).toBe(false);
    expect(
      await keyOf(advanceTrip(crew(60), move("board", 15, { ...data, senderSignatureId: uuidv7() }))),
    ).toBe("not_found file.not_found");
    expect(await advanceTrip(crew(60), move("board", 15, data))).toMatchObject({ status: "on_board" });
    await handOverTrip(crew(60), await handOver("pickup", 16));
    const [row] =
      await database.owner`SELECT identified_by, identified_reason FROM handover WHERE trip_id = ${here.trip.id}`;
    expect(row).toMatchObject({ identified_by: "two_identifiers", identified_reason: "家属没有手机" });
  });
});

describe("when it does not go as planned", () => {
  it("worse on the way calls 120 with the record and keeps the trip going", async () => {
    await drive("on_board");
    await noteTrip(crew(60), note("worse", 25, { finding: "呼吸困难加重" }));
    const [row] =
      await database.owner`SELECT status, direction FROM emergency_handover WHERE trip_id = ${here.trip.id}`;
    expect(row).toMatchObject({ status: "open", direction: "to_120" });
    expect(await statusNow()).toBe("on_board");
    await advanceTrip(crew(60), move("divert_120", 30, { finding: "交给 120 车组" }));
    expect(await statusNow()).toBe("to_120");
    expect(await jobs("bill-trip")).toBe(1);
  });

  it("a patient who cannot be carried frees the vehicle", async () => {
    await drive("at_pickup");
    await advanceTrip(crew(60), move("cannot_carry", 15, { reason: "stairs_impassable" }));
    expect(await statusNow()).toBe("failed");
    const [row] =
      await database.owner`SELECT count(*) AS n FROM pgboss.job WHERE name = 'release-booking' AND data->>'bookingId' = ${here.booking.id}`;
    expect(Number(row?.n)).toBe(1);
  });

  it("an adverse event is told to the regulator at once, with a deadline", async () => {
    await drive("on_board");
    const event = note("adverse_event", 25, { kind: "fall", description: "上车时滑倒", people: "张三丰" });
    await noteTrip(crew(60), event);
    await noteTrip(crew(60), event);
    const rows = await database.owner`SELECT * FROM adverse_event WHERE trip_id = ${here.trip.id}`;
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ kind: "fall", status: "open" });
    expect(String(rows[0]?.people_sealed)).not.toContain("张三丰");
    const told =
      await database.owner`SELECT channel FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND booking_id = ${here.booking.id} AND template = 'adverse_event_notice'`;
    expect(told).toHaveLength(1);
  });
});

describe("who may see and do", () => {
  it("another crew, another operator and another region meet nothing", async () => {
    const others = [
      contextOf(crewActor(uuidv7())),
      contextOf(crewActor(uuidv7(), uuidv7())),
      { ...crew(), region: { ...crew().region, id: "420112" } },
    ];
    for (const other of others) {
      expect(await keyOf(advanceTrip(other, move("depart", 0)))).toBe("not_found trip.not_found");
      expect(await keyOf(noteTrip(other, note("note", 0, { text: "x" })))).toBe("not_found trip.not_found");
      expect(await keyOf(getTrip(other, { tripId: here.trip.id }))).toBe("not_found trip.not_found");
      expect(await keyOf(handOverTrip(other, await handOver("dropoff", 0)))).toBe("not_found trip.not_found");
      expect(await tripsToday(other, {})).toEqual([]);
    }
    expect(await eventCount()).toBe(0);
  });

  it("names are clear to the crew, with an audit row, and masked for the dispatcher", async () => {
    const mine = await getTrip(crew(), { tripId: here.trip.id });
    expect(mine.people).toMatchObject({ patientName: "张三丰", bookerPhone: "+8613912345678" });
    const [read] =
      await database.owner`SELECT count(*) AS n FROM audit WHERE verb = 'trip.get' AND booking_id = ${here.booking.id}`;
    expect(Number(read?.n)).toBe(1);
    const dispatcher = contextOf({
      kind: "user",
      accountId: uuidv7(),
      role: "dispatcher",
      orgId: world.operator.id,
      membershipId: null,
    });
    const theirs = await getTrip(dispatcher, { tripId: here.trip.id });
    expect(theirs.people.patientName).toBe("张*");
    expect(theirs.ends.from).toMatchObject({ label: "331002", detail: "" });
    const day = await listTrips(dispatcher, {});
    expect(day.find((row) => row.id === here.trip.id)).toMatchObject({
      patientName: "张*",
      status: "assigned",
      from: { label: "331002" },
    });
    const elsewhere = { ...dispatcher, actor: { ...dispatcher.actor, orgId: uuidv7() } as Actor };
    expect(await listTrips(elsewhere, {})).toEqual([]);
  });

  it("roles without the verb are refused at the door", async () => {
    const asDispatcher = callerOf(
      contextOf({
        kind: "user",
        accountId: uuidv7(),
        role: "dispatcher",
        orgId: world.operator.id,
        membershipId: null,
      }),
    );
    await expect(asDispatcher.trip.advance(move("depart", 0))).rejects.toMatchObject({ code: "FORBIDDEN" });
    const asVisitor = callerOf(contextOf({ kind: "visitor", browserIndex: "b", addressIndex: "a" }));
    await expect(asVisitor.trip.get({ tripId: here.trip.id })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });
});
