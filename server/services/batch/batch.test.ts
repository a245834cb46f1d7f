import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import type { Context } from "@/server/context";
import type { BatchPlaceInput } from "@/server/core/batch/input";
import { between, contextOf, home, userOf } from "@/server/test-asking";
import { refused, testBookings } from "@/server/test-booking";
import { listPatients, savePatient } from "../patient";
import { confirmBatch } from "./confirm";
import { matchBatch } from "./match";
import { placeBatchRow } from "./place";

const made = testBookings();
let manager: Context;
let stranger: Context;
let orgId = "";
let wardId = "";
let ownIds: string[] = [];

beforeAll(async () => {
  const [own] = await made.db.owner`select org_id from facility where id = ${made.hospital}`;
  orgId = String(own?.org_id);
  const [other] = await made.db
    .owner`select id from organization where region_id = '331000' and type = 'hospital' and id <> ${orgId}`;
  manager = contextOf(made.db, userOf("case_manager", orgId));
  stranger = contextOf(made.db, userOf("case_manager", String(other?.id)));
  const [ward] = await made.db
    .owner`select id from facility where parent_id = ${made.hospital} and kind = 'ward' order by name_zh limit 1`;
  wardId = String(ward?.id);
  ownIds = await Promise.all(
    ["甲批量", "乙批量", "丙批量"].map(async (name, at) => {
      const patient = { name, idNumber: null, phone: null, weightKg: null, bed: `${71 + at} 床`, home };
      const saved = await savePatient(manager, { ...patient, mobility: "wheelchair", wardId });
      return saved.patientId;
    }),
  );
});

const clear = { now: ["none"], care: ["none"], infection: ["none"], vital_signs: "normal" };

function row(at: number, changes: Partial<BatchPlaceInput> = {}): BatchPlaceInput {
  return {
    bookingId: randomUUID(),
    patientId: ownIds[at] ?? "",
    mobility: "wheelchair",
    weightKg: null,
    from: {
      facilityId: made.hospital,
      label: "医院",
      detail: "71 床",
      lat: 0,
      lon: 0,
      floor: 1,
      hasLift: true,
    },
    to: null,
    wanted: between(80 + 1440, 470 + 1440),
    extras: { oxygen: false, suction: false, escorts: 1, carryFrom: false, carryTo: false },
    answers: clear,
    locale: "zh-CN",
    ...changes,
  };
}

const saying = (bookingIds: string[]) => ({
  bookingIds,
  bookerName: "测试护士",
  phone: null,
  consents: ["transfer_health_data" as const],
  consentTextVersion: "1",
});

it("matches a sheet's words with the own ward's patients and places, and shows nobody else's", async () => {
  const rows = [
    { id: randomUUID(), name: "乙批量", bed: "", idNumber: null, to: "回家" },
    { id: randomUUID(), name: "", bed: "73床", idNumber: null, to: "没有这个地方" },
    { id: randomUUID(), name: "查无此人", bed: "", idNumber: null, to: "" },
  ];
  const [named, bedded, unknown] = await matchBatch(manager, { wardId, rows });
  expect(named).toMatchObject({
    patients: [{ id: ownIds[1], name: "乙*", hasHome: true }],
    to: { isHome: true },
  });
  expect(bedded?.patients.map(({ id }) => id)).toContain(ownIds[2]);
  expect(bedded?.to).toMatchObject({ isHome: false, facility: null });
  expect(unknown?.patients).toEqual([]);
  expect((await matchBatch(stranger, { wardId, rows })).flatMap(({ patients }) => patients)).toEqual([]);
});

it("holds a slot for each row on one plan, in their order, and confirms all at once", async () => {
  const asked = [row(0), row(1), row(2)];
  const placed = [];
  for (const one of asked) placed.push(await placeBatchRow(manager, one));
  expect(placed.map(({ status }) => status)).toEqual(["held", "held", "held"]);
  const times = placed.map(({ slot }) => slot?.pickupFrom.getTime() ?? 0);
  expect(times.toSorted((a, b) => a - b)).toEqual(times);
  const ids = asked.map(({ bookingId }) => bookingId);
  const answered = await confirmBatch(manager, saying(ids));
  expect(answered.map(({ isConfirmed }) => isConfirmed)).toEqual([true, true, true]);
  // Asked again after a lost answer: the same, and nothing twice.
  expect(await confirmBatch(manager, saying(ids))).toEqual(answered);
  expect((await placeBatchRow(manager, asked[0] ?? row(0))).status).toBe("confirmed");
  const [{ count } = { count: 0 }] = await made.db
    .owner`select count(*)::int from booking where patient_id = any(${ownIds}) and confirmed_at is not null`;
  expect(count).toBe(3);
});

it("makes one booking of a row that is sent twice at the same moment, and asks anew when the wish changed", async () => {
  const one = row(0, { wanted: between(80 + 2880, 470 + 2880) });
  await Promise.all([placeBatchRow(manager, one), placeBatchRow(manager, one)]);
  const again = await placeBatchRow(manager, one);
  expect(again.status).toBe("held");
  const later = await placeBatchRow(manager, { ...one, wanted: between(300 + 2880, 690 + 2880) });
  expect(later.slot?.pickupFrom.getTime()).toBeGreaterThan(again.slot?.pickupFrom.getTime() ?? 0);
  const [{ count } = { count: 0 }] = await made.db.owner`
    select count(*)::int from booking where patient_id = ${ownIds[0] ?? ""} and confirmed_at is null`;
  expect(count).toBe(1);
});

it("says why a row fits nowhere and what would change it, by how many minutes", async () => {
  const night = row(1, { wanted: between(870, 930), mobility: "bariatric_stretcher", weightKg: 150 });
  const placed = await placeBatchRow(manager, night);
  expect(placed).toMatchObject({ status: "refused", slot: null });
  expect(placed.refusal?.reasons.length).toBeGreaterThan(0);
  const changes = placed.refusal?.changes ?? [];
  expect(changes.length).toBeGreaterThan(0);
  for (const { kind, minutes, pickupFrom, pickupUntil } of changes) {
    const beyond =
      kind === "later"
        ? pickupUntil.getTime() - Date.parse(night.wanted.until)
        : Date.parse(night.wanted.from) - pickupFrom.getTime();
    expect([kind, minutes]).toEqual([kind, Math.ceil(beyond / 60_000)]);
  }
  const [first] = changes;
  if (!first) throw new Error("nothing would help");
  const { pickupFrom, pickupUntil } = first;
  const wanted = { from: pickupFrom.toISOString(), until: pickupUntil.toISOString() };
  expect(await placeBatchRow(manager, { ...night, wanted })).toMatchObject({
    status: "held",
    slot: { pickupFrom, pickupUntil },
  });
});

it("hands a red flag to 120 and an unclear case to a clinician, and the others go on", async () => {
  expect(await placeBatchRow(manager, row(2, { answers: { now: ["chest"] } }))).toMatchObject({
    status: "handed_to_120",
    slot: null,
  });
  const unclear = row(2, { answers: { ...clear, infection: ["unsure"] } });
  expect(await placeBatchRow(manager, unclear)).toMatchObject({ status: "in_review", slot: null });
});

it("keeps a row whose slot ran out in the list and books the others", async () => {
  const [one, two] = [
    row(0, { wanted: between(80 + 4320, 470 + 4320) }),
    row(1, { wanted: between(80 + 4320, 470 + 4320) }),
  ];
  await placeBatchRow(manager, one);
  await placeBatchRow(manager, two);
  await made.db.owner`update slot_hold set expires_at = created_at where booking_id = ${one.bookingId}`;
  const answered = await confirmBatch(manager, saying([one.bookingId, two.bookingId]));
  expect(answered.map(({ isConfirmed, problem }) => [isConfirmed, problem])).toEqual([
    [false, "hold.expired"],
    [true, null],
  ]);
});

it("asks for a home where the record has none", async () => {
  const bare = { name: "丁无家", idNumber: null, phone: null, weightKg: null, bed: "9 床", home: null };
  const newId = randomUUID();
  const asked = { ...bare, mobility: "walk" as const, wardId, newId };
  expect(await savePatient(manager, asked)).toEqual({ patientId: newId });
  // Entered again after a lost answer it is the same patient; to another hospital the id is unknown.
  expect(await savePatient(manager, asked)).toEqual({ patientId: newId });
  expect(await refused(savePatient(stranger, { ...asked, wardId: null }))).toMatchObject({
    code: "not_found",
  });
  expect((await listPatients(manager, { search: "丁无家" })).length).toBe(1);
  expect(await refused(placeBatchRow(manager, row(0, { patientId: newId })))).toEqual({
    code: "bad_input",
    key: "batch.no_home",
  });
});

it("does not find another hospital's patient or booking", async () => {
  const notFound = { code: "not_found" };
  expect(await refused(placeBatchRow(stranger, row(0)))).toMatchObject(notFound);
  const own = row(0, { wanted: between(80 + 5760, 470 + 5760) });
  await placeBatchRow(manager, own);
  expect(await refused(confirmBatch(stranger, saying([own.bookingId])))).toMatchObject(notFound);
  const theirs = await savePatient(stranger, {
    ...{ name: "他院", idNumber: null, phone: null, weightKg: null, bed: null, wardId: null, home },
    mobility: "wheelchair",
  });
  const taken = row(0, { bookingId: own.bookingId, patientId: theirs.patientId });
  expect(await refused(placeBatchRow(stranger, taken))).toMatchObject(notFound);
});
