import { v7 as uuidv7 } from "uuid";
import { emergencyHandover } from "@/db/schema/seat";
import type { Tx } from "@/server/context";
import { escalateAfterSeconds } from "@/server/core/emergency";
import { seal } from "@/server/gateways/vault";
import { enqueue } from "@/server/queue";
import { asPlatform } from "@/server/scope";
import { nextNumber } from "@/server/services/counter";
import { latestPosition } from "../position";
import { type TripRow, viewersOf } from "./load";
import { openPlaces } from "./personal";
import { bookingOf } from "./tell";

/** Where the vehicle is now, else the end of the trip it is at or bound for. */
async function whereNow(tx: Tx, row: TripRow) {
  const { from, to } = openPlaces(tx, await bookingOf(tx, row.bookingId));
  const last = await latestPosition(tx, row);
  const end = row.status === "at_dropoff" ? to : from;
  return last ? { ...end, label: `${row.plate} ${end.label}`, lat: last.lat, lon: last.lon } : end;
}

/**
 * The patient got worse on the way: the record goes before 120 at once and becomes an alarm when nobody there takes it.
 * Returns the reference that the crew reads out.
 */
export async function callEmergency(tx: Tx, row: TripRow, finding: string): Promise<string> {
  const id = uuidv7();
  const place = await whereNow(tx, row);
  const sealed = (column: string, value: string) =>
    seal(value, `${tx.region.id}/emergency_handover/${column}`);
  return asPlatform(tx, async (p) => {
    const reference = await nextNumber(p, "emergency");
    await p.db.insert(emergencyHandover).values({
      ...viewersOf(row),
      id,
      tripId: row.id,
      direction: "to_120",
      reference,
      record: {
        findings: [{ ruleId: "worse_on_the_way", textZh: finding, textEn: finding }],
        redFlags: [],
        ruleVersion: "crew",
        plate: row.plate,
      },
      placeSealed: sealed("place", JSON.stringify(place)),
      phoneSealed: row.vehiclePhone ? sealed("phone", row.vehiclePhone) : null,
      createdAt: tx.now,
    });
    const payload = { regionId: tx.region.id, handoverId: id };
    await enqueue(p.db, "notify-emergency", payload);
    await enqueue(p.db, "escalate-emergency", payload, {
      at: new Date(tx.now.getTime() + escalateAfterSeconds * 1000),
    });
    return reference;
  });
}
