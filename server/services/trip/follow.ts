import { and, eq } from "drizzle-orm";
import { shift } from "@/db/schema/fleet";
import type { Tx } from "@/server/context";
import type { TripMove } from "@/server/core/trip";
import { asPlatform } from "@/server/scope";
import { moveClaims } from "@/server/services/plan/claims";
import type { TripRow } from "./load";

/** How long the parts of a trip take by its shift's route, milliseconds; null when the route does not know it. */
async function partsOf(tx: Tx, row: TripRow) {
  const [on] = await tx.db
    .select({ route: shift.route })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, row.shiftId)));
  const stops = on?.route.filter((stop) => stop.bookingId === row.bookingId) ?? [];
  const pickup = stops.find((stop) => stop.kind === "pickup");
  const drop = stops.find((stop) => stop.kind === "dropoff");
  if (!pickup || !drop) return null;
  return {
    loadMs: pickup.serviceSeconds * 1000,
    rideMs: Math.max(0, drop.plannedAt - pickup.plannedAt - pickup.serviceSeconds) * 1000,
    unloadMs: drop.serviceSeconds * 1000,
    plannedUntil: new Date((drop.plannedAt + drop.serviceSeconds) * 1000),
  };
}

/**
 * The berths of a trip are taken when it really takes them: hours early, late, or as planned. At the door the vehicle is
 * busy from now on, and until the planned end at least, since the patient may not be ready; from boarding on the end is
 * known by the length of the ride.
 */
export async function followTrip(tx: Tx, row: TripRow, move: TripMove, at: Date): Promise<void> {
  if (move !== "arrive_pickup" && move !== "board" && move !== "arrive_dropoff") return;
  await asPlatform(tx, async (p) => {
    const parts = await partsOf(p, row);
    if (!parts) return;
    const { loadMs, rideMs, unloadMs, plannedUntil } = parts;
    const after = (ms: number) => new Date(at.getTime() + ms);
    if (move === "arrive_pickup") {
      const until = new Date(Math.max(plannedUntil.getTime(), after(loadMs + rideMs + unloadMs).getTime()));
      return moveClaims(p, row.bookingId, { from: at, until });
    }
    if (move === "arrive_dropoff") return moveClaims(p, row.bookingId, { until: after(unloadMs) });
    const from = row.arrivedPickupAt ?? at;
    return moveClaims(p, row.bookingId, { from, until: after(rideMs + unloadMs) });
  });
}
