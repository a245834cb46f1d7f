import { describe, expect, it } from "vitest";
import { at, day } from "@/server/services/dispatch/test-region";
import { sell } from "@/server/services/dispatch/test-sold";
import { offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { listTrips, tripsToday } from "./list";

const world = offerWorld(testDatabase);

async function twoTrips() {
  const org = await world.region.operator();
  const fleet = await world.region.fleet(org);
  const sold = [await sell(world, 9), await sell(world, 13)];
  const [accountId = ""] = fleet.accountIds;
  const crew = { kind: "user" as const, accountId, role: "crew" as const, orgId: org, membershipId: null };
  return { org, sold, ctx: world.region.ctx(crew) };
}

describe("when a crew is told to set out", () => {
  it("is before the promised range by the way from the base, or from the stop before", async () => {
    const { sold, ctx } = await twoTrips();
    const trips = await tripsToday(ctx, { day });
    expect(trips.map((it) => it.id)).toEqual(sold.map((it) => it.tripId));
    const ahead = trips.map((it) =>
      Math.round(((it.promise?.pickupFrom.getTime() ?? 0) - (it.leaveBy?.getTime() ?? 0)) / 60_000),
    );
    const [fromBase = 0, fromTown = 0] = ahead;
    expect(fromBase).toBeGreaterThanOrEqual(10);
    // The first one ends in the town in the west: back from there it is farther than from the base.
    expect(fromTown).toBeGreaterThan(fromBase + 10);
    expect(fromTown).toBeLessThan(60);
  });

  it("is not said of a trip that has begun, nor to anybody but the crew", async () => {
    const { org, sold, ctx } = await twoTrips();
    await world.database
      .owner`UPDATE trip SET status = 'en_route', departed_at = ${at(8.5)} WHERE id = ${sold[0]?.tripId ?? ""}`;
    const trips = await tripsToday(ctx, { day });
    expect(trips.map((it) => it.leaveBy === null)).toEqual([true, false]);
    const shown = await listTrips(world.as(org), { day });
    expect(shown.map((it) => it.leaveBy)).toEqual([null, null]);
  });
});
