import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { file } from "@/db/schema/file";
import { crewTraining } from "@/db/schema/training";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import type { DecideTraining, EnterTraining } from "@/server/core/training";
import { wake } from "@/server/live";
import { actingOrg, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { findMember } from "./find";

/** The certificate is a paper of this operator and hangs on no booking. @throws DomainError not_found `file.not_found` */
async function checkCertificate(tx: Tx, fileId: string, orgId: string): Promise<void> {
  const [found] = await tx.db
    .select({ id: file.id })
    .from(file)
    .where(
      and(
        eq(file.regionId, tx.region.id),
        eq(file.id, fileId),
        eq(file.purpose, "paper"),
        sql`${file.bookingId} IS NULL AND ${orgId} = ANY (${file.viewerOrgs})`,
      ),
    );
  if (!found) throw new DomainError("not_found", "file.not_found");
}

const actorOf = (ctx: Context) => (ctx.actor.kind === "user" ? ctx.actor.accountId : null);

/**
 * Enter a course of an own crew member; it counts once the regulator has confirmed it.
 * @throws DomainError not_found `crew.not_found`, `file.not_found`; bad_input `training.day_ahead`
 */
export async function enterTraining(ctx: Context, input: EnterTraining): Promise<{ trainingId: string }> {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const member = await findMember(tx, input.crewId);
    if (member.orgId !== orgId) throw new DomainError("not_found", "crew.not_found");
    if (input.heldOn > localDay(tx.now, tx.region.timeZone))
      throw new DomainError("bad_input", "training.day_ahead");
    await checkCertificate(tx, input.fileId, orgId);
    const id = uuidv7();
    await tx.db
      .insert(crewTraining)
      .values({ regionId: tx.region.id, id, orgId, ...input, enteredBy: actorOf(ctx), createdAt: tx.now });
    const { crewId, course, heldOn, hours, credits } = input;
    const after = { crewId, course, heldOn, hours, credits };
    await writeAudit(tx, { verb: "training.enter", noun: "training", nounId: id, after });
    await wake(tx, { orgs: [orgId] });
    return { trainingId: id };
  });
}

/** Take back a course that nobody has confirmed. @throws DomainError not_found `training.not_found`; conflict `training.decided` */
export async function withdrawTraining(
  ctx: Context,
  input: { trainingId: string },
): Promise<{ trainingId: string }> {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const mine = and(
      eq(crewTraining.regionId, tx.region.id),
      eq(crewTraining.id, input.trainingId),
      eq(crewTraining.orgId, orgId),
    );
    const [gone] = await tx.db
      .delete(crewTraining)
      .where(and(mine, eq(crewTraining.status, "entered")))
      .returning();
    if (!gone) {
      const [known] = await tx.db.select({ id: crewTraining.id }).from(crewTraining).where(mine);
      if (!known) throw new DomainError("not_found", "training.not_found");
      throw new DomainError("conflict", "training.decided");
    }
    const { crewId, course, heldOn, hours, credits } = gone;
    const before = { crewId, course, heldOn, hours, credits };
    await writeAudit(tx, { verb: "training.withdraw", noun: "training", nounId: gone.id, before });
    await wake(tx, { orgs: [orgId] });
    return { trainingId: gone.id };
  });
}

/**
 * The regulator's word on a course: confirmed it counts, refused it says why.
 * @throws DomainError not_found `training.not_found`; conflict `training.decided`; bad_input `training.reason_missing`
 */
export async function decideTraining(ctx: Context, input: DecideTraining): Promise<{ trainingId: string }> {
  const { trainingId, decision, reason } = input;
  if (decision === "refused" && reason === "") throw new DomainError("bad_input", "training.reason_missing");
  return inTransaction(ctx, async (tx) => {
    const its = and(eq(crewTraining.regionId, tx.region.id), eq(crewTraining.id, trainingId));
    const why = decision === "refused" ? reason : null;
    const [row] = await tx.db
      .update(crewTraining)
      .set({ status: decision, reason: why, decidedBy: actorOf(ctx), decidedAt: tx.now })
      .where(and(its, eq(crewTraining.status, "entered")))
      .returning();
    if (!row) {
      const [known] = await tx.db.select({ id: crewTraining.id }).from(crewTraining).where(its);
      if (!known) throw new DomainError("not_found", "training.not_found");
      throw new DomainError("conflict", "training.decided");
    }
    const { crewId, course, heldOn, hours, credits } = row;
    const after = { crewId, course, heldOn, hours, credits, status: decision, reason: why };
    await writeAudit(tx, { verb: "training.decide", noun: "training", nounId: row.id, after });
    await wake(tx, { orgs: [row.orgId] });
    return { trainingId: row.id };
  });
}
