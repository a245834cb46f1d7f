import { and, asc, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { certification } from "@/db/schema/certification";
import { plateDirectory, vehicle } from "@/db/schema/fleet";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { VehicleInput } from "@/server/core/fleet-input";
import { checkPlate } from "@/server/core/plate";
import { wake } from "@/server/live";
import { actingOrg, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { bumpPlansOf } from "./plans";

/** Vehicles that the actor may see (an operator its own, officials all) with how their certification stands. */
export async function listVehicles(ctx: Context) {
  return inTransaction(ctx, (tx) =>
    tx.db
      .select({
        vehicle,
        certificationId: certification.id,
        certification: certification.status,
        validUntil: certification.validUntil,
        serial: certification.serial,
      })
      .from(vehicle)
      .leftJoin(
        certification,
        and(
          eq(certification.regionId, vehicle.regionId),
          eq(certification.subject, "vehicle"),
          eq(certification.subjectId, vehicle.id),
        ),
      )
      .where(eq(vehicle.regionId, tx.region.id))
      .orderBy(asc(vehicle.plate)),
  );
}

/** One vehicle has one responsible operator nationwide: the plate is taken in the shared directory. */
async function takePlate(tx: Tx, plate: string, vehicleId: string): Promise<void> {
  await tx.db
    .insert(plateDirectory)
    .values({ plate, regionId: tx.region.id, vehicleId, takenAt: tx.now })
    .onConflictDoNothing();
  const [row] = await tx.db.select().from(plateDirectory).where(eq(plateDirectory.plate, plate));
  if (row?.vehicleId !== vehicleId) throw new DomainError("conflict", "fleet.plate_taken", { plate });
}

/**
 * Plate and class are what the certificate says of a vehicle: while it is certified or suspended they stay as they are,
 * else a certified seat car could become a monitored one by a form.
 */
async function assertAttested(
  tx: Tx,
  id: string,
  before: { plate: string; class: string },
  after: { plate: string; class: string },
) {
  if (before.plate === after.plate && before.class === after.class) return;
  const [held] = await tx.db
    .select({ id: certification.id })
    .from(certification)
    .where(
      and(
        eq(certification.regionId, tx.region.id),
        eq(certification.subject, "vehicle"),
        eq(certification.subjectId, id),
        inArray(certification.status, ["certified", "suspended"]),
      ),
    );
  if (held) throw new DomainError("conflict", "fleet.certified_as_it_is");
}

function columns(input: VehicleInput, plate: string) {
  const { vehicleId: _id, base, ...rest } = input;
  return { ...rest, plate, baseName: base.name, baseLat: base.lat, baseLon: base.lon };
}

/**
 * Enter or change a vehicle of the acting operator. A change reaches the planning at once; the certification is judged
 * again at the next match. @throws DomainError conflict `fleet.plate_taken` | `fleet.certified_as_it_is`, not_found for someone else's vehicle
 */
export async function saveVehicle(ctx: Context, input: VehicleInput): Promise<{ vehicleId: string }> {
  const checked = checkPlate(input.plate);
  const plate = checked.ok ? checked.value : input.plate;
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const id = input.vehicleId ?? uuidv7();
    const mine = and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, id), eq(vehicle.orgId, orgId));
    await takePlate(tx, plate, id);
    if (input.vehicleId) {
      const [before] = await tx.db
        .select({ plate: vehicle.plate, class: vehicle.class, status: vehicle.status })
        .from(vehicle)
        .where(mine);
      if (!before) throw new DomainError("not_found", "vehicle.not_found");
      if (before.status === "retired") throw new DomainError("conflict", "fleet.is_retired");
      await assertAttested(tx, id, before, { plate, class: input.class });
      await tx.db.update(vehicle).set(columns(input, plate)).where(mine);
      if (before.plate !== plate)
        await tx.db.delete(plateDirectory).where(eq(plateDirectory.plate, before.plate));
      await bumpPlansOf(tx, { vehicleId: id });
    } else
      await tx.db
        .insert(vehicle)
        .values({ regionId: tx.region.id, id, orgId, ...columns(input, plate), createdAt: tx.now });
    await writeAudit(tx, {
      verb: "fleet.saveVehicle",
      noun: "vehicle",
      nounId: id,
      after: { plate, class: input.class },
    });
    await wake(tx, { orgs: [orgId] });
    return { vehicleId: id };
  }).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "fleet.plate_taken", { plate });
    throw error;
  });
}
