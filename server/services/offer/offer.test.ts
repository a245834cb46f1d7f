import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import { startingRegionSettings } from "@/server/core/region-settings";
import { callerOf } from "@/server/routers/root";
import { inTransaction } from "@/server/scope";
import { explainBooking, listDecisions } from "@/server/services/dispatch/decisions";
import { holdSlot } from "@/server/services/dispatch/hold-slot";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { movePromise } from "@/server/services/dispatch/move-promise";
import { planSlots } from "@/server/services/dispatch/plan-slots";
import { releaseBooking } from "@/server/services/dispatch/release-booking";
import { replanShift, replanSubject } from "@/server/services/dispatch/replan";
import {
  at,
  dispatcherOf,
  keyOf,
  morning,
  regionId,
  type TestRegion,
  testRegion,
} from "@/server/services/dispatch/test-region";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { acceptOffer } from "./accept-offer";
import { declineOffer } from "./decline-offer";
import { expireOffer, sweepOffers } from "./expire-offer";
import { getOffer, listOffers, summariseOffers } from "./list-offers";
import { offerExpiry } from "./make-offer";

let database: TestDatabase;
let region: TestRegion;
const later = (seconds: number) => new Date(morning.getTime() + seconds * 1000);
const as = (orgId: string, now = morning) => region.ctx(dispatcherOf(orgId), now);
const decline = { reason: "no_crew" as const, note: "" };

beforeAll(async () => {
  database = await testDatabase();
  region = await testRegion(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.owner`TRUNCATE declined_demand, callback, message, claim, slot_hold, promise, decision, offer, trip, quote, booking,
    crew_claim, shift, vehicle, crew_member, certification, audit CASCADE`;
  await database.owner`DELETE FROM organization`;
  await database.owner`DELETE FROM pgboss.job`;
});

/** A booking with its slot promised, as confirmation leaves it. */
async function confirmed(values: Parameters<TestRegion["booking"]>[0] = {}) {
  const booked = await region.booking({ contactVerifiedAt: morning, ...values });
  const ctx = region.ctx(booked.guest);
  const { slots } = await planSlots(ctx, { bookingId: booked.id, count: 1 });
  const [slot] = slots;
  if (!slot) throw new Error("no slot");
  const quoteId = await region.quote(booked.id, slot);
  await holdSlot(ctx, { bookingId: booked.id, quoteId, contactIndex: null });
  await region.confirm(booked.id, quoteId);
  return { ...booked, ctx, slot, quoteId };
}

async function openOffer(bookingId: string) {
  const [row] = await database.owner`SELECT * FROM offer WHERE booking_id = ${bookingId} AND status = 'open'`;
  return row as
    | { id: string; org_id: string; shift_id: string; round: number; expires_at: Date; committed: boolean }
    | undefined;
}
const jobs = (name: string) => database.owner`SELECT data, start_after FROM pgboss.job WHERE name = ${name}`;
const messages = async (template: string) =>
  (await database.owner`SELECT channel FROM message WHERE template = ${template}`).map((it) => it.channel);

describe("matchBooking", () => {
  it("asks first the operator whose claim backs the slot, with every candidate recorded", async () => {
    const [one, two] = [await region.operator(), await region.operator()];
    const mine = await region.fleet(one);
    await region.fleet(two);
    await region.fleet(two, { class: "wheelchair" });
    const { id, slot } = await confirmed();
    await matchBooking(region.system(), id);
    const made = await openOffer(id);
    expect(made).toMatchObject({
      org_id: slot.operatorId,
      shift_id: slot.shiftId,
      round: 1,
      committed: true,
    });
    expect(made?.expires_at).toEqual(later(180));
    const [decision] = await database.owner`SELECT * FROM decision WHERE booking_id = ${id}`;
    expect(decision?.candidates).toHaveLength(3);
    const refused = decision?.candidates.filter((it: { feasible: boolean }) => !it.feasible);
    expect(refused).toHaveLength(1);
    expect(refused[0].violations.map((it: { constraint: string }) => it.constraint)).toContain(
      "vehicle_class",
    );
    expect(decision?.basis).toMatchObject({
      round: 1,
      backingShiftId: slot.shiftId,
      ruleVersions: { allocation: "allocation-1", region: null },
    });
    expect(decision?.basis.planVersions[mine.shiftId]).toBeTypeOf("number");
    expect(decision?.explanation.reasons[0]).toEqual({ key: "backs_slot", data: {} });
    expect(await jobs("expire-offer")).toHaveLength(1);
    expect(await messages("offer_made")).toEqual(["in_app"]);
  });

  it("changes nothing when the job is retried, alone or at the same time", async () => {
    await region.fleet(await region.operator());
    await region.fleet(await region.operator());
    const { id } = await confirmed();
    await Promise.all(Array.from({ length: 5 }, () => matchBooking(region.system(), id)));
    await matchBooking(region.system(), id);
    expect(await database.owner`SELECT 1 FROM offer`).toHaveLength(1);
    expect(await database.owner`SELECT 1 FROM decision`).toHaveLength(1);
    expect(await messages("offer_made")).toEqual(["in_app"]);
  });

  it("leaves drafts, cancelled bookings and trips alone", async () => {
    const org = await region.operator();
    await region.fleet(org);
    const draft = await region.booking();
    await matchBooking(region.system(), draft.id);
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const made = await openOffer(id);
    await acceptOffer(as(org), { offerId: made?.id ?? "" });
    await matchBooking(region.system(), id);
    expect(await database.owner`SELECT 1 FROM offer`).toHaveLength(1);
  });

  it("shows no name and no house number before acceptance", async () => {
    const org = await region.operator();
    await region.fleet(org);
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const [shown] = await listOffers(as(org), { which: "open", limit: 10 });
    expect(shown?.snapshot).toMatchObject({
      fromLabel: "椒江区",
      totalFen: 18_000,
      floors: { from: 5, fromLift: false },
    });
    expect(JSON.stringify(shown)).not.toMatch(/502|某小区|测试员/);
    expect(shown?.snapshot.reasons.map((it) => it.key)).toContain("fit");
    await matchBooking(region.system(), id);
  });

  it("has less time to answer when the pickup is near", () => {
    const minutes = (from: number) =>
      (offerExpiry(morning, later(from * 60), later(from * 60 + 1800), startingRegionSettings).getTime() -
        morning.getTime()) /
      60_000;
    expect(minutes(121)).toBe(10);
    expect(minutes(120)).toBe(3);
    expect(minutes(-29)).toBe(1);
  });
});

describe("acceptOffer", () => {
  it("assigns the berths, makes the trip and tells the booker", async () => {
    const org = await region.operator();
    const { shiftId, accountIds } = await region.fleet(org);
    const { id, slot } = await confirmed();
    await matchBooking(region.system(), id);
    const made = await openOffer(id);
    const accepted = await acceptOffer(as(org), { offerId: made?.id ?? "" });
    const [row] = await database.owner`SELECT * FROM trip WHERE id = ${accepted.tripId}`;
    expect(row).toMatchObject({ booking_id: id, shift_id: shiftId, org_id: org, status: "assigned" });
    expect(row?.crew).toHaveLength(2);
    expect(row?.boarding_code_sealed).toMatch(/^test:/);
    expect(row?.viewer_orgs).toEqual([org]);
    expect([...row?.viewer_users].sort()).toEqual([...accountIds].sort());
    expect(accepted.plannedPickupAt.getTime()).toBeGreaterThanOrEqual(slot.pickupFrom.getTime());
    const claims = await database.owner`SELECT DISTINCT state, shift_id FROM claim`;
    expect(claims).toMatchObject([{ state: "assigned", shift_id: shiftId }]);
    const [booked] = await database.owner`SELECT viewer_orgs FROM booking WHERE id = ${id}`;
    expect(booked?.viewer_orgs).toEqual([org]);
    expect(await messages("vehicle_assigned")).toEqual(["sms"]);
    const seen = await inTransaction(as(org), (tx) => tx.db.execute("SELECT id FROM booking"));
    expect(seen.map((it) => it.id)).toEqual([id]);
  });

  it("promises a slot on offer only now", async () => {
    const org = await region.operator();
    await region.fleet(org, { kind: "on_offer" });
    const { id } = await confirmed();
    expect(await database.owner`SELECT 1 FROM promise`).toHaveLength(0);
    await matchBooking(region.system(), id);
    const made = await openOffer(id);
    expect(made?.committed).toBe(false);
    await acceptOffer(as(org), { offerId: made?.id ?? "" });
    expect(await database.owner`SELECT reason FROM promise WHERE booking_id = ${id}`).toMatchObject([
      { reason: "accepted" },
    ]);
  });

  it("has one winner among dispatchers that answer together", async () => {
    const org = await region.operator();
    await region.fleet(org);
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const offerId = (await openOffer(id))?.id ?? "";
    const answers = await Promise.all([
      keyOf(acceptOffer(as(org), { offerId })),
      keyOf(acceptOffer(as(org), { offerId })),
      keyOf(declineOffer(as(org), { offerId, ...decline })),
      keyOf(acceptOffer(as(org), { offerId })),
    ]);
    expect(answers.filter((it) => it === "no error")).toHaveLength(1);
    expect(answers.filter((it) => it === "conflict offer.not_open")).toHaveLength(3);
    expect((await database.owner`SELECT 1 FROM trip`).length).toBeLessThanOrEqual(1);
  });

  it("gives the booking to one of two operators: the first came too late", async () => {
    const [one, two] = [await region.operator(), await region.operator()];
    await region.fleet(one);
    await region.fleet(two);
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const first = await openOffer(id);
    await expireOffer(region.system(later(180)), first?.id ?? "");
    await matchBooking(region.system(later(181)), id);
    const second = await openOffer(id);
    expect(second?.org_id).not.toBe(first?.org_id);
    const now = later(182);
    const answers = await Promise.all([
      keyOf(acceptOffer(as(first?.org_id ?? "", now), { offerId: first?.id ?? "" })),
      keyOf(acceptOffer(as(second?.org_id ?? "", now), { offerId: second?.id ?? "" })),
    ]);
    expect(answers).toEqual(["expired offer.expired", "no error"]);
    const [row] = await database.owner`SELECT org_id, shift_id FROM trip`;
    expect(row).toMatchObject({ org_id: second?.org_id, shift_id: second?.shift_id });
    const claims = await database.owner`SELECT DISTINCT shift_id FROM claim`;
    expect(claims).toMatchObject([{ shift_id: second?.shift_id }]);
    const [left] = await database.owner`SELECT route FROM shift WHERE id = ${first?.shift_id ?? ""}`;
    expect(left?.route).toEqual([]);
  });

  it("refuses a late answer, and reads as expired before its job has run", async () => {
    const org = await region.operator();
    await region.fleet(org);
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const offerId = (await openOffer(id))?.id ?? "";
    expect(await keyOf(acceptOffer(as(org, later(180)), { offerId }))).toBe("expired offer.expired");
    expect(await keyOf(declineOffer(as(org, later(180)), { offerId, ...decline }))).toBe(
      "expired offer.expired",
    );
    expect((await getOffer(as(org, later(180)), { offerId })).status).toBe("expired");
    expect(await listOffers(as(org, later(180)), { which: "open", limit: 10 })).toEqual([]);
    expect((await listOffers(as(org, later(180)), { which: "past", limit: 10 })).map((it) => it.id)).toEqual([
      offerId,
    ]);
  });

  it("is checked again: a vehicle suspended meanwhile loses the offer, and the next is asked", async () => {
    const [one, two] = [await region.operator(), await region.operator()];
    const fleets = [await region.fleet(one), await region.fleet(two)];
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const made = await openOffer(id);
    const mine = fleets.find((it) => it.shiftId === made?.shift_id);
    await database.owner`UPDATE certification SET status = 'suspended' WHERE subject_id = ${mine?.vehicleId ?? ""}`;
    expect(await keyOf(acceptOffer(as(made?.org_id ?? ""), { offerId: made?.id ?? "" }))).toBe(
      "conflict offer.not_possible",
    );
    expect(await database.owner`SELECT 1 FROM trip`).toHaveLength(0);
    const claims = await database.owner`SELECT DISTINCT shift_id FROM claim`;
    expect(claims).toMatchObject([{ shift_id: made?.shift_id }]);
    await matchBooking(region.system(), id);
    expect((await openOffer(id))?.org_id).not.toBe(made?.org_id);
  });

  it("holds the crew to the published staffing rules", async () => {
    const org = await region.operator();
    await region.fleet(org);
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const made = await openOffer(id);
    const rule = {
      id: "bearers-two",
      titleZh: "两名担架员",
      titleEn: "Two bearers",
      failZh: "需要两名担架员",
      failEn: "two bearers are needed",
      source: "test",
      validFrom: "2026-01-01",
      kind: "two_drivers",
      requirement: { overMetres: 1, drivers: 2 },
    };
    const content = {
      id: "test",
      regionId,
      version: 1,
      timeZone: "Asia/Shanghai",
      validFrom: "2026-01-01",
      source: "test",
      rules: [rule],
    };
    const version = await makeRuleVersion(region.db, { regionId, kind: "standard", code: "test", content });
    expect(await keyOf(acceptOffer(as(org), { offerId: made?.id ?? "" }))).toBe(
      "conflict offer.standard_failed",
    );
    await database.owner`DELETE FROM rule_version WHERE id = ${version.id}`;
    expect(await keyOf(acceptOffer(as(org), { offerId: made?.id ?? "" }))).toBe("no error");
  });
});

describe("an offer that is not taken", () => {
  it("goes to the next operator when it lapses; its job is idempotent", async () => {
    const [one, two] = [await region.operator(), await region.operator()];
    await region.fleet(one);
    await region.fleet(two);
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const first = await openOffer(id);
    await expireOffer(region.system(later(179)), first?.id ?? "");
    expect((await openOffer(id))?.id).toBe(first?.id);
    await expireOffer(region.system(later(180)), first?.id ?? "");
    await expireOffer(region.system(later(180)), first?.id ?? "");
    expect(await sweepOffers(region.system(later(200)))).toBe(0);
    expect(await jobs("match-booking")).toHaveLength(2);
    await matchBooking(region.system(later(180)), id);
    expect(await openOffer(id)).toMatchObject({ round: 2, org_id: first?.org_id === one ? two : one });
  });

  it("ends unserved with a call to make, once, when everybody declines", async () => {
    const orgs = [await region.operator(), await region.operator(), await region.operator()];
    for (const org of orgs) await region.fleet(org);
    const { id } = await confirmed();
    const asked: string[] = [];
    for (let round = 1; round <= 3; round++) {
      await matchBooking(region.system(later(round)), id);
      const made = await openOffer(id);
      asked.push(made?.org_id ?? "");
      const answer = await declineOffer(as(made?.org_id ?? "", later(round)), {
        offerId: made?.id ?? "",
        ...decline,
      });
      expect(answer.breach).toBe(true);
    }
    expect([...asked].sort()).toEqual([...orgs].sort());
    await matchBooking(region.system(later(9)), id);
    await matchBooking(region.system(later(9)), id);
    const [booked] = await database.owner`SELECT unserved_at FROM booking WHERE id = ${id}`;
    expect(booked?.unserved_at).toEqual(later(9));
    const declined = await database.owner`SELECT stage, reasons FROM declined_demand`;
    expect(declined).toMatchObject([
      { stage: "no_operator", reasons: [{ constraint: "operator_excluded", vehicles: 3 }] },
    ]);
    expect(await database.owner`SELECT reason, status FROM callback`).toMatchObject([
      { reason: "unserved", status: "open" },
    ]);
    expect(await database.owner`SELECT 1 FROM claim`).toHaveLength(0);
    expect(await messages("booking_unserved")).toEqual(["sms"]);
    const breaches =
      await database.owner`SELECT 1 FROM audit WHERE verb = 'offer.decline' AND after->>'breach' = 'true'`;
    expect(breaches).toHaveLength(3);
  });

  it("is taken back when the booking is released", async () => {
    const org = await region.operator();
    const { shiftId } = await region.fleet(org);
    const { id, guest } = await confirmed();
    await matchBooking(region.system(), id);
    await inTransaction(region.ctx(guest), (tx) => releaseBooking(tx, id, "cancelled"));
    await inTransaction(region.ctx(guest), (tx) => releaseBooking(tx, id, "cancelled"));
    expect(await openOffer(id)).toBeUndefined();
    expect(await database.owner`SELECT 1 FROM claim`).toHaveLength(0);
    const [row] = await database.owner`SELECT route FROM shift WHERE id = ${shiftId}`;
    expect(row?.route).toEqual([]);
  });

  it("lets a cancelled trip go with its berths", async () => {
    const org = await region.operator();
    await region.fleet(org);
    const { id, guest } = await confirmed();
    await matchBooking(region.system(), id);
    await acceptOffer(as(org), { offerId: (await openOffer(id))?.id ?? "" });
    await inTransaction(region.ctx(guest), (tx) => releaseBooking(tx, id, "cancelled"));
    const [row] = await database.owner`SELECT status FROM trip`;
    expect(row?.status).toBe("cancelled");
    expect(await database.owner`SELECT 1 FROM claim`).toHaveLength(0);
  });
});

describe("another's offer", () => {
  it("is seen and answered by nobody else", async () => {
    const [one, two] = [await region.operator(), await region.operator()];
    await region.fleet(one);
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const offerId = (await openOffer(id))?.id ?? "";
    const stranger = as(two);
    expect(await listOffers(stranger, { which: "open", limit: 10 })).toEqual([]);
    expect((await summariseOffers(stranger)).open).toBe(0);
    expect(await summariseOffers(as(one))).toMatchObject({ open: 1, nextExpiresAt: later(180) });
    expect(await keyOf(getOffer(stranger, { offerId }))).toBe("not_found offer.not_found");
    expect(await keyOf(acceptOffer(stranger, { offerId }))).toBe("not_found offer.not_found");
    expect(await keyOf(declineOffer(stranger, { offerId, ...decline }))).toBe("not_found offer.not_found");
    const seen = await inTransaction(stranger, (tx) => tx.db.execute("SELECT id FROM offer"));
    expect(seen).toHaveLength(0);
    const elsewhere = { ...as(one), region: { id: "420112", timeZone: "Asia/Shanghai", hotline: "96120" } };
    expect(await keyOf(acceptOffer(elsewhere, { offerId }))).toBe("not_found offer.not_found");
    expect(await keyOf(matchBooking({ ...region.system(), region: elsewhere.region }, id))).toBe(
      "not_found booking.not_found",
    );
  });

  it("is refused to other roles at the door", async () => {
    const org = await region.operator();
    const crew = region.ctx({ kind: "user", accountId: org, role: "crew", orgId: org, membershipId: null });
    await expect(callerOf(crew).offer.list({})).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(callerOf(as(org)).dispatch.decisions({ bookingId: org })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const visitor = region.ctx({ kind: "visitor", browserIndex: "b", addressIndex: "a" });
    await expect(callerOf(visitor).offer.accept({ offerId: org })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });
});

describe("planning anew", () => {
  it("takes a suspended vehicle's bookings to the next operator with their promise unchanged", async () => {
    const [one, two] = [await region.operator(), await region.operator()];
    const fleets = [await region.fleet(one), await region.fleet(two)];
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const first = await openOffer(id);
    await acceptOffer(as(first?.org_id ?? ""), { offerId: first?.id ?? "" });
    const mine = fleets.find((it) => it.shiftId === first?.shift_id);
    const [papers] = await database.owner`
      UPDATE certification SET status = 'suspended', reason = 'test' WHERE subject_id = ${mine?.vehicleId ?? ""} RETURNING id`;
    expect(await replanSubject(region.system(), papers?.id)).toEqual([id]);
    expect(await replanSubject(region.system(), papers?.id)).toEqual([]);
    expect(await database.owner`SELECT 1 FROM trip`).toHaveLength(0);
    expect(await database.owner`SELECT 1 FROM claim`).toHaveLength(0);
    const [booked] = await database.owner`SELECT viewer_orgs FROM booking WHERE id = ${id}`;
    expect(booked?.viewer_orgs).toEqual([]);
    await matchBooking(region.system(), id);
    const second = await openOffer(id);
    expect(second?.org_id).not.toBe(first?.org_id);
    await acceptOffer(as(second?.org_id ?? ""), { offerId: second?.id ?? "" });
    expect(await database.owner`SELECT org_id, status FROM trip`).toMatchObject([
      { org_id: second?.org_id, status: "assigned" },
    ]);
    expect(await database.owner`SELECT 1 FROM promise WHERE booking_id = ${id}`).toHaveLength(1);
  });

  it("leaves a trip under way with its crew", async () => {
    const org = await region.operator();
    const { shiftId } = await region.fleet(org);
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    await acceptOffer(as(org), { offerId: (await openOffer(id))?.id ?? "" });
    await database.owner`UPDATE trip SET status = 'en_route', departed_at = ${later(1800).toISOString()}`;
    expect(await replanShift(region.system(later(1900)), { shiftId }, "breakdown")).toEqual([]);
    expect(await database.owner`SELECT status FROM trip`).toMatchObject([{ status: "en_route" }]);
    expect(await database.owner`SELECT 1 FROM claim`).toHaveLength(4);
  });

  it("moves a promise only with a reason, which the booker hears", async () => {
    await region.fleet(await region.operator());
    const { id, slot } = await confirmed();
    const moved = {
      bookingId: id,
      pickupFrom: at(10),
      pickupUntil: at(10.5),
      dropoffBy: at(12),
      reason: "车辆故障",
    };
    const seat = region.ctx(
      { kind: "user", accountId: id, role: "seat", orgId: null, membershipId: null },
      later(60),
    );
    expect(await keyOf(inTransaction(seat, (tx) => movePromise(tx, { ...moved, reason: " " })))).toBe(
      "bad_input promise.reason_missing",
    );
    await inTransaction(seat, (tx) => movePromise(tx, moved));
    await inTransaction(seat, (tx) => movePromise(tx, moved));
    const rows = await database.owner`SELECT pickup_from, reason FROM promise ORDER BY created_at`;
    expect(rows).toMatchObject([
      { pickup_from: slot.pickupFrom },
      { pickup_from: at(10), reason: "车辆故障" },
    ]);
    expect(await messages("promise_moved")).toEqual(["sms"]);
    const family = region.ctx({
      kind: "user",
      accountId: id,
      role: "family",
      orgId: null,
      membershipId: null,
    });
    expect(await keyOf(inTransaction(family, (tx) => movePromise(tx, moved)))).toBe(
      "not_found booking.not_found",
    );
  });
});

describe("the record", () => {
  it("shows a regulator every candidate and a seat the reasons of now", async () => {
    const org = await region.operator();
    await region.fleet(org);
    await region.fleet(org, { class: "wheelchair" });
    const { id } = await confirmed();
    await matchBooking(region.system(), id);
    const regulator = region.ctx({
      kind: "user",
      accountId: id,
      role: "regulator",
      orgId: null,
      membershipId: null,
    });
    const { decisions, shifts } = await listDecisions(regulator, { bookingId: id });
    expect(decisions).toHaveLength(1);
    expect(shifts).toHaveLength(2);
    expect(await database.owner`SELECT 1 FROM audit WHERE verb = 'dispatch.decisions'`).toHaveLength(1);
    const { explanation } = await explainBooking(regulator, { bookingId: id });
    expect(explanation.feasibleShiftIds).toHaveLength(1);
    const elsewhere = { ...regulator, region: { id: "420112", timeZone: "Asia/Shanghai", hotline: "96120" } };
    expect(await keyOf(listDecisions(elsewhere, { bookingId: id }))).toBe("not_found booking.not_found");
    expect(await keyOf(explainBooking(elsewhere, { bookingId: id }))).toBe("not_found booking.not_found");
  });
});
