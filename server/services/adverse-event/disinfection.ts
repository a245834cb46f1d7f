import { and, asc, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { crewMember, vehicle } from "@/db/schema/fleet";
import { disinfection } from "@/db/schema/trip";
import { actorName, type Context, type Tx } from "@/server/context";
import { methodFits } from "@/server/core/adverse-event";
import type { disinfectionRecord } from "@/server/core/adverse-input";
import { DomainError } from "@/server/core/domain-error";
import { open } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { checkEvidence } from "./evidence";
import { freeVehicle } from "./isolation";
import { addEntry } from "./tell";

type DisinfectionRow = typeof disinfection.$inferSelect;

/** What is to be disinfected, and what was: of one event, or all that is open where the actor belongs. */
export async function disinfectionsOf(tx: Tx, adverseId?: string) {
  const rows = await tx.db
    .select({ row: disinfection, plate: vehicle.plate, nameSealed: crewMember.nameSealed })
    .from(disinfection)
    .leftJoin(
      vehicle,
      and(eq(vehicle.regionId, disinfection.regionId), eq(vehicle.id, disinfection.subjectId)),
    )
    .leftJoin(
      crewMember,
      and(eq(crewMember.regionId, disinfection.regionId), eq(crewMember.id, disinfection.subjectId)),
    )
    .where(
      and(
        eq(disinfection.regionId, tx.region.id),
        adverseId ? eq(disinfection.adverseId, adverseId) : isNull(disinfection.doneAt),
      ),
    )
    .orderBy(asc(disinfection.dueAt), asc(disinfection.subject), asc(disinfection.id));
  return rows.map(({ row, plate, nameSealed }) => ({
    id: row.id,
    adverseId: row.adverseId,
    subject: row.subject,
    name: plate ?? (nameSealed ? open(nameSealed, `${tx.region.id}/crew_member/name`) : ""),
    dueAt: row.dueAt,
    doneAt: row.doneAt,
    method: row.method,
    note: row.note,
    files: row.files,
    late: row.doneAt === null && row.dueAt < tx.now,
  }));
}

/** Everything of the actor's operator (or region) that waits for disinfection. */
export async function openDisinfections(ctx: Context) {
  return inTransaction(ctx, (tx) => disinfectionsOf(tx));
}

async function claim(tx: Tx, input: z.infer<typeof disinfectionRecord>): Promise<DisinfectionRow> {
  const its = and(eq(disinfection.regionId, tx.region.id), eq(disinfection.id, input.disinfectionId));
  const [seen] = await tx.db.select().from(disinfection).where(its);
  if (!seen) throw new DomainError("not_found", "adverse.disinfection_not_found");
  if (!methodFits(seen.subject, input.method)) throw new DomainError("bad_input", "adverse.method");
  const [row] = await tx.db
    .update(disinfection)
    .set({
      doneAt: tx.now,
      method: input.method,
      note: input.note || null,
      files: input.files,
      by: actorName(tx.actor),
    })
    .where(and(its, isNull(disinfection.doneAt)))
    .returning();
  if (!row) throw new DomainError("conflict", "adverse.disinfected");
  return row;
}

/**
 * Record that a vehicle or crew member was disinfected, how, with a photo. A vehicle that waits for nothing else may carry again
 * from that instant.
 * @throws DomainError not_found `adverse.disinfection_not_found`, `file.not_found`; bad_input `adverse.method`;
 * conflict `adverse.disinfected`
 */
export async function recordDisinfection(
  ctx: Context,
  input: z.infer<typeof disinfectionRecord>,
): Promise<{ disinfectionId: string; vehicleFree: boolean }> {
  return inTransaction(ctx, async (tx) => {
    await checkEvidence(tx, input.files);
    const row = await claim(tx, input);
    const { subject, subjectId, method } = row;
    const vehicleFree = subject === "vehicle" && (await asPlatform(tx, (p) => freeVehicle(p, subjectId)));
    const event = { id: row.adverseId, orgId: row.orgId };
    await addEntry(tx, event, { kind: "disinfected", text: input.note, files: input.files });
    await writeAudit(tx, {
      verb: "adverse.disinfect",
      noun: "adverse_event",
      nounId: row.adverseId,
      after: { subject, subjectId, method, vehicleFree },
    });
    await wake(tx, { orgs: [row.orgId] });
    return { disinfectionId: row.id, vehicleFree };
  });
}
