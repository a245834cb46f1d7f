import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { vehicle } from "@/db/schema/fleet";
import { marking } from "@/db/schema/marking";
import { organization } from "@/db/schema/organization";
import { actorRole, type Context, type Tx } from "@/server/context";
import { mayCall } from "@/server/core/access";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import type { Artwork } from "@/server/core/marking/artwork";
import type { markingOf } from "@/server/core/marking/issue";
import { markingPurpose, markingText, markingToken } from "@/server/core/marking/token";
import { publicUrl } from "@/server/env";
import { sign } from "@/server/gateways/key-ring";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { getRegion } from "@/server/services/region";
import { currentMarking, type MarkingRow } from "./issue";

async function carrier(tx: Tx, row: MarkingRow) {
  const [found] = await tx.db
    .select({ plate: vehicle.plate, vehicleClass: vehicle.class, operatorZh: organization.nameZh })
    .from(vehicle)
    .innerJoin(
      organization,
      and(eq(organization.regionId, vehicle.regionId), eq(organization.id, vehicle.orgId)),
    )
    .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, row.vehicleId)));
  if (!found) throw new DomainError("not_found", "vehicle.not_found");
  return found;
}

/** What the code of this issue carries: signed once, with the newest key of that day, and the same for ever after. */
async function tokenOf(tx: Tx, row: MarkingRow, facts: Awaited<ReturnType<typeof carrier>>): Promise<string> {
  if (row.token) return row.token;
  const { serial, generation } = row;
  const payload = { serial, generation, issuedOn: localDay(row.issuedAt, tx.region.timeZone), ...facts };
  const signature = sign(markingPurpose, markingText(payload));
  const token = markingToken(payload, signature);
  const mine = and(eq(marking.regionId, tx.region.id), eq(marking.id, row.id));
  const [kept] = await tx.db
    .update(marking)
    .set({ token, keyId: signature.keyId })
    .where(and(mine, isNull(marking.token)))
    .returning({ token: marking.token });
  if (kept?.token) return kept.token;
  const [other] = await tx.db.select({ token: marking.token }).from(marking).where(mine);
  return other?.token ?? token;
}

/** The address that the code leads to. */
export const markingAddress = (serial: string, token: string): string =>
  publicUrl(`/verify/${serial}?m=${token}`);

/**
 * All that is printed on a vehicle's marking. Every time somebody takes it is in the record.
 * @throws DomainError not_signed_in, forbidden as the access table says; not_found `marking.not_found`
 */
export async function artworkOf(ctx: Context, input: z.infer<typeof markingOf>): Promise<Artwork> {
  const role = actorRole(ctx.actor);
  // Its door is a route handler, not a procedure: the access table is asked here.
  if (role === "visitor" || role === "guest") throw new DomainError("not_signed_in", "access.sign_in");
  if (!mayCall(role, "marking.artwork"))
    throw new DomainError("forbidden", "access.role", { verb: "marking.artwork" });
  return inTransaction(ctx, async (tx) => {
    const row = await currentMarking(tx, input.vehicleId);
    if (!row) throw new DomainError("not_found", "marking.not_found");
    const region = await getRegion(tx.db, tx.region.id);
    const facts = await carrier(tx, row);
    const token = await tokenOf(tx, row, facts);
    await writeAudit(tx, {
      verb: "marking.artwork",
      noun: "marking",
      nounId: row.serial,
      after: { generation: row.generation },
    });
    return {
      serial: row.serial,
      generation: row.generation,
      issuedOn: localDay(row.issuedAt, tx.region.timeZone),
      plate: facts.plate,
      operatorZh: facts.operatorZh,
      regionZh: region.nameZh,
      hotline: region.hotline,
      supervisionPhone: region.supervisionPhone,
      address: markingAddress(row.serial, token),
      demonstration: region.demonstration,
    };
  });
}
