import { and, eq, or } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import { vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import type { UncertifiedReason } from "@/server/core/certification";
import { outcomeOf, type ScanOutcome, type ScanWay } from "@/server/core/marking/scan";
import { checkMarkingToken } from "@/server/core/marking/token";
import { checkPlate } from "@/server/core/plate";
import { foldFullWidth } from "@/server/core/text-folding";
import type { VehicleClass } from "@/server/core/vehicle";
import type { VerifyInput } from "@/server/core/verify-input";
import { publicKeys } from "@/server/gateways/key-ring";
import { getRegion, listRegions, type Region } from "@/server/services/region";
import { currentMarking } from "./issue";
import { standingsOf } from "./standing";

/** What was read from a vehicle, before anything is looked up. */
export interface Mark {
  /** Serial or plate as it was read, folded to its usual characters. */
  mark: string;
  way: ScanWay;
  /** The code's signature does not hold, or it speaks of another serial than its address. */
  isForged: boolean;
  /** Which issue the code says it is; null where the mark was typed. */
  generation: number | null;
}

/** A mark as it was read or typed; a code is believed only with the platform's signature. */
export function readMark(input: VerifyInput): Mark {
  const mark = foldFullWidth(input.mark).trim().toUpperCase();
  if (input.code === undefined) return { mark, way: "typed", isForged: false, generation: null };
  const checked = checkMarkingToken(input.code, publicKeys());
  const isForged = checked.state !== "genuine" || checked.payload.serial !== mark;
  return { mark, way: "code", isForged, generation: isForged ? null : checked.payload.generation };
}

/** The region that a serial begins with, where it is one of ours: a code is read by whoever passes, from anywhere. */
export async function regionOfMark(ctx: Context, mark: string): Promise<Region> {
  const [, code] = /^(\d{6})-/.exec(mark) ?? [];
  const served = code && code !== ctx.region.id ? await listRegions(ctx.pool) : [];
  return served.find(({ id }) => id === code) ?? getRegion(ctx.pool, ctx.region.id);
}

/** A vehicle as anybody may know it by its mark. */
export interface SeenVehicle {
  vehicleId: string;
  orgId: string;
  plate: string;
  serial: string | null;
  vehicleClass: VehicleClass;
  operatorZh: string;
  operatorEn: string;
  /** When the certification behind it ends; null while it has no end or does not hold. */
  validUntil: Date | null;
  reason: UncertifiedReason | null;
  /** Whose certification does not hold. */
  failing: "vehicle" | "operator" | null;
  /** Under what conditions it may carry, where they concern whoever rides. */
  conditions: string | null;
}

export interface Look {
  outcome: ScanOutcome;
  vehicle: SeenVehicle | null;
}

async function find(tx: Tx, mark: string) {
  const plate = checkPlate(mark);
  const byPlate = plate.ok ? and(eq(vehicle.plate, plate.value), eq(vehicle.status, "active")) : undefined;
  const [row] = await tx.db
    .select({
      vehicle,
      serial: certification.serial,
      conditions: certification.conditions,
      conditionsPublic: certification.conditionsPublic,
      operatorZh: organization.nameZh,
      operatorEn: organization.nameEn,
    })
    .from(vehicle)
    .innerJoin(
      organization,
      and(eq(organization.regionId, vehicle.regionId), eq(organization.id, vehicle.orgId)),
    )
    .leftJoin(
      certification,
      and(
        eq(certification.regionId, vehicle.regionId),
        eq(certification.subject, "vehicle"),
        eq(certification.subjectId, vehicle.id),
      ),
    )
    .where(and(eq(vehicle.regionId, tx.region.id), or(eq(certification.serial, mark), byPlate)));
  return row ?? null;
}

/** The vehicle of a mark with how it and its operator stand now: neither carries without the other. */
async function seenVehicle(tx: Tx, mark: string): Promise<SeenVehicle | null> {
  const row = await find(tx, mark);
  if (!row) return null;
  const { id: vehicleId, orgId, plate, class: vehicleClass } = row.vehicle;
  const standing = await standingsOf(tx, [vehicleId, orgId]);
  const [own, operators] = [standing(vehicleId), standing(orgId)];
  const { serial, operatorZh, operatorEn } = row;
  const conditions = row.conditionsPublic ? row.conditions : null;
  const facts = { vehicleId, orgId, plate, serial, vehicleClass, operatorZh, operatorEn, conditions };
  if (!own.certified) return { ...facts, validUntil: null, reason: own.reason, failing: "vehicle" };
  if (!operators.certified)
    return { ...facts, validUntil: null, reason: operators.reason, failing: "operator" };
  const ends = [own.until, operators.until].filter((end) => end !== null);
  const validUntil = ends.length > 0 ? new Date(Math.min(...ends)) : null;
  return { ...facts, validUntil, reason: null, failing: null };
}

/** What a mark is worth now: forged, nobody's, void since it was issued anew, or as its vehicle stands. */
export async function lookAt(tx: Tx, read: Mark): Promise<Look> {
  if (read.isForged) return { outcome: "bad_signature", vehicle: null };
  const seen = await seenVehicle(tx, read.mark);
  if (!seen) return { outcome: "unknown", vehicle: null };
  if (read.generation !== null) {
    const current = await currentMarking(tx, seen.vehicleId);
    if (current?.generation !== read.generation) return { outcome: "old_generation", vehicle: seen };
  }
  return { outcome: outcomeOf(seen.reason), vehicle: seen };
}
