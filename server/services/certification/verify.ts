import { and, eq, or, sql } from "drizzle-orm";
import { certification, paper } from "@/db/schema/certification";
import { vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { isCertifiedAt, type UncertifiedReason } from "@/server/core/certification";
import { checkPlate } from "@/server/core/plate";
import { endOfDay } from "@/server/core/standard/day";
import { foldFullWidth } from "@/server/core/text-folding";
import type { VehicleClass } from "@/server/core/vehicle";
import type { VerifyInput } from "@/server/core/verify-input";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { countAgainst, senderOf } from "@/server/services/rate-limit";
import { getRegion } from "@/server/services/region";

/** High enough for a hospital's gate where many people share one network address. */
const perSenderAnHour = 120;

/** What anybody may know of a vehicle by its mark. */
export type VehicleVerdict =
  | { known: false; supervisionPhone: string; hotline: string }
  | {
      known: true;
      certified: boolean;
      /** Why not; null while certified. */
      reason: UncertifiedReason | null;
      plate: string;
      serial: string | null;
      vehicleClass: VehicleClass;
      operatorZh: string;
      operatorEn: string;
      validUntil: Date | null;
      supervisionPhone: string;
      hotline: string;
    };

/** The first lapse of a paper that a reviewer looked at and that is still the current one. */
const lapsesOn = sql<
  string | null
>`(SELECT min(${paper.expiresOn})::text FROM ${paper} WHERE ${paper.regionId} = ${vehicle.regionId}
  AND ${paper.certificationId} IN (SELECT c.id FROM certification c WHERE c.region_id = ${vehicle.regionId} AND c.subject_id = ${vehicle.id}) AND ${paper.checked} AND NOT ${paper.replaced})`;

async function find(tx: Tx, mark: string) {
  const plate = checkPlate(mark);
  const byVehicle = and(
    eq(certification.regionId, vehicle.regionId),
    eq(certification.subject, "vehicle"),
    eq(certification.subjectId, vehicle.id),
  );
  const [row] = await tx.db
    .select({
      vehicle,
      certification,
      operatorZh: organization.nameZh,
      operatorEn: organization.nameEn,
      lapsesOn,
    })
    .from(vehicle)
    .innerJoin(
      organization,
      and(eq(organization.regionId, vehicle.regionId), eq(organization.id, vehicle.orgId)),
    )
    .leftJoin(certification, byVehicle)
    .where(
      and(
        eq(vehicle.regionId, tx.region.id),
        eq(vehicle.status, "active"),
        or(eq(certification.serial, mark), plate.ok ? eq(vehicle.plate, plate.value) : undefined),
      ),
    );
  return row ?? null;
}

/**
 * Whether the vehicle with a serial or plate is certified in this region right now. Anybody may ask; a mark that nobody
 * issued is recorded for the regulator. Nothing is said about where the vehicle is or whom it carries.
 * @throws DomainError too_many `rate.too_many`: the marks of a city are not to be read off one after another
 */
export async function verifyVehicle(ctx: Context, input: VerifyInput): Promise<VehicleVerdict> {
  const region = await getRegion(ctx.pool, ctx.region.id);
  const contact = { supervisionPhone: region.supervisionPhone, hotline: region.hotline };
  const mark = foldFullWidth(input.mark).trim().toUpperCase();
  return inTransaction(ctx, async (tx) => {
    const sender = senderOf(tx);
    if (sender) await countAgainst(tx, `verify-from/${sender}`, perSenderAnHour, 3600);
    const row = await asPlatform(tx, (p) => find(p, mark));
    if (!row) {
      await writeAudit(tx, {
        verb: "certification.verify",
        noun: "marking",
        nounId: mark,
        after: { known: false },
      });
      return { known: false, ...contact };
    }
    const its = row.certification;
    const standing = isCertifiedAt(
      {
        status: its?.status ?? "applied",
        validFrom: its?.validFrom?.getTime() ?? null,
        validUntil: its?.validUntil?.getTime() ?? null,
        papersLapseAt: row.lapsesOn ? endOfDay(row.lapsesOn, tx.region.timeZone) : null,
      },
      tx.now.getTime(),
    );
    if (!standing.certified) {
      const after = { known: true, reason: standing.reason };
      await writeAudit(tx, { verb: "certification.verify", noun: "marking", nounId: mark, after });
    }
    const { plate, class: vehicleClass } = row.vehicle;
    const operator = { operatorZh: row.operatorZh, operatorEn: row.operatorEn };
    const validUntil = standing.certified && standing.until ? new Date(standing.until) : null;
    const reason = standing.certified ? null : standing.reason;
    return {
      known: true,
      certified: standing.certified,
      reason,
      plate,
      serial: its?.serial ?? null,
      vehicleClass,
      ...operator,
      validUntil,
      ...contact,
    };
  });
}
