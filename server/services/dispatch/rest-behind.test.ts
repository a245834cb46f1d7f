import { expect, it } from "vitest";
import { planSlots } from "@/server/services/dispatch/plan-slots";
import { at } from "@/server/services/dispatch/test-region";
import { offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";

const world = offerWorld(testDatabase);

it("sells the afternoon of a crew whose rest lies behind it", async () => {
  const { shiftId } = await world.region.fleet(await world.region.operator());
  const seconds = (hour: number) => at(hour).getTime() / 1000;
  const breaks = [{ fromAt: seconds(11), untilAt: seconds(13), durationSeconds: 2700, paid: false }];
  await world.database
    .owner`UPDATE shift SET breaks = ${world.database.owner.json(breaks)} WHERE id = ${shiftId}`;
  const now = at(13.5);
  const asked = await world.region.booking({ wantedFrom: at(15), wantedUntil: at(17) });
  const { slots } = await planSlots(world.region.ctx(asked.guest, now), { bookingId: asked.id, count: 2 });
  expect(slots).toHaveLength(2);
});
