import { and, eq, gte, lt, ne, type SQL, sql } from "drizzle-orm";
import { slotHold } from "@/db/schema/dispatch";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { RegionSettings } from "@/server/core/region-settings";
import type { VehicleClass } from "@/server/core/vehicle";
import { countLive } from "./holds";

export interface HoldAsked {
  bookingId: string;
  vehicleClass: VehicleClass;
  addressIndex: string;
  pickupFrom: Date;
}

const hourMs = 3_600_000;

/** Vehicles of a class on duty in an hour that no promise, assigned trip or verified hold takes up. */
async function vehiclesLeft(tx: Tx, vehicleClass: VehicleClass, from: Date, until: Date): Promise<number> {
  const [row] = await tx.db.execute<{ count: number }>(sql`
    SELECT count(DISTINCT s.vehicle_id)::int AS count
    FROM shift s JOIN vehicle v ON v.region_id = s.region_id AND v.id = s.vehicle_id
    WHERE s.region_id = ${tx.region.id} AND s.status = 'planned' AND v.class = ${vehicleClass}
      AND s.starts_at < ${until.toISOString()} AND s.ends_at > ${from.toISOString()}
      AND NOT EXISTS (
        SELECT 1 FROM claim c LEFT JOIN slot_hold h ON h.region_id = c.region_id AND h.id = c.hold_id AND c.state = 'hold'
        WHERE c.region_id = s.region_id AND c.vehicle_id = s.vehicle_id
          AND c.during && tstzrange(${from.toISOString()}, ${until.toISOString()}) AND (h.id IS NULL OR h.verified))`);
  return row?.count ?? 0;
}

/** Unverified holds of a class to be picked up in an hour. */
function unverifiedIn(vehicleClass: VehicleClass, from: Date, until: Date): SQL | undefined {
  return and(
    eq(slotHold.verified, false),
    eq(slotHold.vehicleClass, vehicleClass),
    gte(slotHold.pickupFrom, from),
    lt(slotHold.pickupFrom, until),
  );
}

/**
 * Refuse a hold of a booker that proved no contact yet where it would take too much: so many holds per network address,
 * and all such holds together at most a third of what is left of a class in an hour (decisions.md). One vehicle may always
 * be held, else a county with two could never be booked by a family. The caller has taken the region's turn for holds, so
 * that two at the same moment cannot both be the last one allowed.
 */
export async function limitUnverified(tx: Tx, asked: HoldAsked, settings: RegionSettings): Promise<void> {
  const others = ne(slotHold.bookingId, asked.bookingId);
  const fromAddress = await countLive(tx, and(others, eq(slotHold.addressIndex, asked.addressIndex)));
  if (fromAddress >= settings.holds.perAddress) throw new DomainError("too_many", "slot.too_many_holds");
  const from = new Date(Math.floor(asked.pickupFrom.getTime() / hourMs) * hourMs);
  const until = new Date(from.getTime() + hourMs);
  const held = await countLive(tx, and(others, unverifiedIn(asked.vehicleClass, from, until)));
  const left = await vehiclesLeft(tx, asked.vehicleClass, from, until);
  // A third is written as 333 thousandths: what rounding took away is given back.
  const allowed = Math.max(1, Math.floor(left * (settings.holds.unverifiedShare / 1000 + 0.00034)));
  if (held >= allowed) throw new DomainError("too_many", "slot.too_many_holds");
}
