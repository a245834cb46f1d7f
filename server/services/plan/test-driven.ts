import { v7 as uuidv7 } from "uuid";
import { trip } from "@/db/schema/trip";
import { startingRegionSettings } from "@/server/core/region-settings";
import { delayAt, estimateLeg } from "@/server/core/road-estimate";
import { at, regionId, type TestRegion } from "@/server/services/dispatch/test-region";

/** The ends of a booking that a test leaves as they are. */
export const drivenFrom = { lat: 28.66, lon: 121.43 };
export const drivenTo = { lat: 28.65, lon: 121.27 };
const minute = 60_000;

interface Driven {
  /** How long a ride really took, by what the estimate says of its hour. */
  seconds: (estimate: number) => number;
  count: number;
  /** Three rides a day from this hour on, so far apart. */
  hour: number;
  gapMinutes: number;
}

/** Finished trips of the last days, all on one vehicle. */
export async function makeDriven(
  { region }: { region: TestRegion },
  { seconds, count, hour, gapMinutes }: Driven,
): Promise<void> {
  const { roads } = startingRegionSettings;
  const fleet = await region.fleet(await region.operator(), { from: at(-24), until: at(-20) });
  for (let ago = 1; ago <= count; ago++) {
    const booked = await region.booking();
    const daysAgo = Math.ceil(ago / 3);
    const boardedAt = new Date(at(hour - 24 * daysAgo).getTime() + (ago % 3) * gapMinutes * minute);
    const delay = delayAt(roads, boardedAt.getTime());
    const real = Math.round(seconds(estimateLeg(drivenFrom, drivenTo, roads, delay).seconds));
    const arrivedDropoffAt = new Date(boardedAt.getTime() + real * 1000);
    await region.db.insert(trip).values({
      regionId,
      id: uuidv7(),
      bookingId: booked.id,
      orgId: fleet.orgId,
      shiftId: fleet.shiftId,
      vehicleId: fleet.vehicleId,
      plate: "浙J00000",
      crew: [],
      status: "completed",
      boardingCodeSealed: "sealed",
      plannedPickupAt: boardedAt,
      plannedDropoffAt: arrivedDropoffAt,
      boardedAt,
      arrivedDropoffAt,
      endedAt: new Date(arrivedDropoffAt.getTime() + 10 * minute),
      createdAt: boardedAt,
    });
  }
}
