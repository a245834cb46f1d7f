import { describe, expect, it } from "vitest";
import { callerOf } from "@/server/routers/root";
import { inTransaction } from "@/server/scope";
import { matchBooking } from "@/server/services/dispatch/match-booking";
import { releaseBooking } from "@/server/services/dispatch/release-booking";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { declineOffer } from "@/server/services/offer/decline-offer";
import { expireOffer, sweepOffers } from "@/server/services/offer/expire-offer";
import { getOffer, listOffers, summariseOffers } from "@/server/services/offer/list-offers";
import { later, offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";

const world = offerWorld(testDatabase);
const decline = { reason: "no_crew" as const, note: "" };

describe("an offer that is not taken", () => {
  it("goes to the next operator when it lapses; its job is idempotent", async () => {
    const [one, two] = [await world.region.operator(), await world.region.operator()];
    await world.region.fleet(one);
    await world.region.fleet(two);
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const first = await world.openOffer(id);
    await expireOffer(world.region.system(later(179)), first?.id ?? "");
    expect((await world.openOffer(id))?.id).toBe(first?.id);
    await expireOffer(world.region.system(later(180)), first?.id ?? "");
    await expireOffer(world.region.system(later(180)), first?.id ?? "");
    expect(await sweepOffers(world.region.system(later(200)))).toBe(0);
    expect(await world.jobs("match-booking")).toHaveLength(2);
    await matchBooking(world.region.system(later(180)), id);
    expect(await world.openOffer(id)).toMatchObject({ round: 2, org_id: first?.org_id === one ? two : one });
  });

  it("ends unserved with a call to make, once, when everybody declines", async () => {
    const orgs = [
      await world.region.operator(),
      await world.region.operator(),
      await world.region.operator(),
    ];
    for (const org of orgs) await world.region.fleet(org);
    const { id } = await world.confirmed();
    const asked: string[] = [];
    for (let round = 1; round <= 3; round++) {
      await matchBooking(world.region.system(later(round)), id);
      const made = await world.openOffer(id);
      asked.push(made?.org_id ?? "");
      const answer = await declineOffer(world.as(made?.org_id ?? "", later(round)), {
        offerId: made?.id ?? "",
        ...decline,
      });
      expect(answer.breach).toBe(true);
    }
    expect([...asked].sort()).toEqual([...orgs].sort());
    await matchBooking(world.region.system(later(9)), id);
    await matchBooking(world.region.system(later(9)), id);
    const [booked] = await world.database.owner`SELECT unserved_at FROM booking WHERE id = ${id}`;
    expect(booked?.unserved_at).toEqual(later(9));
    const declined = await world.database.owner`SELECT stage, reasons FROM declined_demand`;
    expect(declined).toMatchObject([
      { stage: "no_operator", reasons: [{ constraint: "operator_excluded", vehicles: 3 }] },
    ]);
    expect(await world.database.owner`SELECT reason, status FROM callback`).toMatchObject([
      { reason: "unserved", status: "open" },
    ]);
    expect(await world.database.owner`SELECT 1 FROM claim`).toHaveLength(0);
    expect(await world.messages("booking_unserved")).toEqual(["sms"]);
    const breaches = await world.database
      .owner`SELECT 1 FROM audit WHERE verb = 'offer.decline' AND after->>'breach' = 'true'`;
    expect(breaches).toHaveLength(3);
  });

  it("is taken back when the booking is released", async () => {
    const org = await world.region.operator();
    const { shiftId } = await world.region.fleet(org);
    const { id, guest } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    await inTransaction(world.region.ctx(guest), (tx) => releaseBooking(tx, id, "cancelled"));
    await inTransaction(world.region.ctx(guest), (tx) => releaseBooking(tx, id, "cancelled"));
    expect(await world.openOffer(id)).toBeUndefined();
    expect(await world.database.owner`SELECT 1 FROM claim`).toHaveLength(0);
    const [row] = await world.database.owner`SELECT route FROM shift WHERE id = ${shiftId}`;
    expect(row?.route).toEqual([]);
  });

  it("lets a cancelled trip go with its berths", async () => {
    const org = await world.region.operator();
    await world.region.fleet(org);
    const { id, guest } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    await acceptOffer(world.as(org), { offerId: (await world.openOffer(id))?.id ?? "" });
    await inTransaction(world.region.ctx(guest), (tx) => releaseBooking(tx, id, "cancelled"));
    const [row] = await world.database.owner`SELECT status FROM trip`;
    expect(row?.status).toBe("cancelled");
    expect(await world.database.owner`SELECT 1 FROM claim`).toHaveLength(0);
  });
});

describe("another's offer", () => {
  it("is seen and answered by nobody else", async () => {
    const [one, two] = [await world.region.operator(), await world.region.operator()];
    await world.region.fleet(one);
    const { id } = await world.confirmed();
    await matchBooking(world.region.system(), id);
    const offerId = (await world.openOffer(id))?.id ?? "";
    const stranger = world.as(two);
    expect(await listOffers(stranger, { which: "open", limit: 10 })).toEqual([]);
    expect((await summariseOffers(stranger)).open).toBe(0);
    expect(await summariseOffers(world.as(one))).toMatchObject({ open: 1, nextExpiresAt: later(180) });
    expect(await keyOf(getOffer(stranger, { offerId }))).toBe("not_found offer.not_found");
    expect(await keyOf(acceptOffer(stranger, { offerId }))).toBe("not_found offer.not_found");
    expect(await keyOf(declineOffer(stranger, { offerId, ...decline }))).toBe("not_found offer.not_found");
    const seen = await inTransaction(stranger, (tx) => tx.db.execute("SELECT id FROM offer"));
    expect(seen).toHaveLength(0);
    const elsewhere = {
      ...world.as(one),
      region: { id: "420112", timeZone: "Asia/Shanghai", hotline: "96120" },
    };
    expect(await keyOf(acceptOffer(elsewhere, { offerId }))).toBe("not_found offer.not_found");
    expect(await keyOf(matchBooking({ ...world.region.system(), region: elsewhere.region }, id))).toBe(
      "not_found booking.not_found",
    );
  });

  it("is refused to other roles at the door", async () => {
    const org = await world.region.operator();
    const crew = world.region.ctx({
      kind: "user",
      accountId: org,
      role: "crew",
      orgId: org,
      membershipId: null,
    });
    await expect(callerOf(crew).offer.list({})).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(callerOf(world.as(org)).dispatch.decisions({ bookingId: org })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const visitor = world.region.ctx({ kind: "visitor", browserIndex: "b", addressIndex: "a" });
    await expect(callerOf(visitor).offer.accept({ offerId: org })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });
});
