import { drizzle } from "drizzle-orm/postgres-js";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import { seededTariff } from "@/db/seed/trip-world";
import { tripFacts } from "@/server/core/tariff/facts";
import { priceTrip } from "@/server/core/tariff/price";
import { handle as billJob } from "@/server/jobs/bill-trip";
import { askExtra, priceOfExtra } from "@/server/services/billing/extra";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { keyOf } from "@/server/test-refusal";
import { rideOf } from "@/server/test-ride";
import { checkRelief } from "./check";

const books = moneyWorld(testDatabase);
const { drive, complete } = rideOf(books);

const relief = seededTariff("taizhou-relief");
let versionId = "";

/** The trip's quote says a second price, and its paper waits. */
async function claim(): Promise<{ claimId: string; reliefFen: number }> {
  const { database, world, here } = books;
  versionId ||= (
    await makeRuleVersion(drizzle(database.owner), {
      regionId: world.regionId,
      kind: "tariff",
      code: relief.id,
      content: relief,
    })
  ).id;
  const facts = tripFacts.parse({ ...here.quote.facts, zone: undefined });
  const { lines, totalFen } = priceTrip(relief, facts);
  const second = { group: "poverty", tariffVersionId: versionId, facts, lines, totalFen };
  const claimId = uuidv7();
  await database.owner`update quote set relief = ${JSON.stringify(second)}::text::jsonb where id = ${here.quote.id}`;
  await database.owner`insert into relief_claim (region_id, id, booking_id, group_code, agreed_at, claimed_by, claimed_at)
    values (${world.regionId}, ${claimId}, ${here.booking.id}, 'poverty', ${books.now.toISOString()}, 'guest', ${books.now.toISOString()})`;
  return { claimId, reliefFen: totalFen };
}

const billed = () => billJob(books.system(), { regionId: books.world.regionId, tripId: books.here.trip.id });

describe("the bill of a trip with a claimed relief", () => {
  it("waits for the paper, and goes by the reduced tariff once it is accepted", async () => {
    const { claimId, reliefFen } = await claim();
    await drive();
    await complete();
    const before = await books.money();
    expect(before.bill).toBeNull();
    expect(before.dueFen).toBe(reliefFen);
    await checkRelief(books.member("seat"), { claimId, verdict: "accepted", reason: "" });
    await billed();
    const after = await books.money();
    expect(after.bill?.totalFen).toBe(reliefFen);
    expect(after.bill?.lines.every(({ rule }) => rule.startsWith("taizhou-relief@1#"))).toBe(true);
    expect(await books.balances()).toEqual(
      reliefFen > 0 ? { "receivable:payer": reliefFen, "revenue:trips": -reliefFen } : {},
    );
  });

  it("goes by the ordinary tariff of the quote once the paper is refused", async () => {
    const { claimId } = await claim();
    await drive();
    await complete();
    await checkRelief(books.member("seat"), { claimId, verdict: "refused", reason: "证明已过期" });
    await billed();
    expect((await books.money()).bill).toMatchObject({ totalFen: books.here.quote.totalFen });
  });
});

describe("an extra", () => {
  it("costs at most what is left below the ceiling, then nothing", async () => {
    const { database, here } = books;
    const ceilingFen = here.quote.totalFen + 9_000;
    await database.owner`update quote set ceiling_fen = ${ceilingFen}, ceiling_rule = 'settings@1#ceiling.careTransfer' where id = ${here.quote.id}`;
    await drive();
    const extra = { code: "waiting" as const, minutes: 90 };
    expect(await priceOfExtra(books.member("crew"), { tripId: here.trip.id, extra })).toMatchObject({
      fen: 9_000,
    });
    await askExtra(books.member("crew"), { extraId: uuidv7(), tripId: here.trip.id, extra });
    const more = { code: "waiting" as const, minutes: 60 };
    expect(await keyOf(priceOfExtra(books.member("crew"), { tripId: here.trip.id, extra: more }))).toBe(
      "conflict extra.ceiling_reached",
    );
  });
});
