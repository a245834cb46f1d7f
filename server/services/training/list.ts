import { and, asc, desc, eq } from "drizzle-orm";
import { crewMember } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import { crewTraining } from "@/db/schema/training";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import { maskName } from "@/server/core/masking";
import { lastDayOfQuarter, sumTraining, trainingBalance } from "@/server/core/training";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { courseColumns, findMember, trainingAsked } from "./find";

async function recordOf(tx: Tx, member: typeof crewMember.$inferSelect) {
  const courses = await tx.db
    .select(courseColumns)
    .from(crewTraining)
    .where(and(eq(crewTraining.regionId, tx.region.id), eq(crewTraining.crewId, member.id)))
    .orderBy(desc(crewTraining.heldOn), desc(crewTraining.id));
  const today = localDay(tx.now, tx.region.timeZone);
  const asked = await trainingAsked(tx);
  const sum = sumTraining(courses, today);
  const servingSince = localDay(member.createdAt, tx.region.timeZone);
  return {
    today,
    quarterEnds: lastDayOfQuarter(today),
    asked,
    sum,
    balance: trainingBalance(sum, asked, servingSince, today),
    courses,
  };
}

/** A crew member's courses with what they come to this year and what is asked. @throws DomainError not_found `crew.not_found` */
export async function trainingRecord(ctx: Context, input: { crewId: string }) {
  return inTransaction(ctx, async (tx) => recordOf(tx, await findMember(tx, input.crewId)));
}

/** The acting crew member's own courses. @throws DomainError not_found when the operator no longer lists the person */
export async function ownTraining(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const { actor } = tx;
    const [own] = await tx.db
      .select()
      .from(crewMember)
      .where(
        and(
          eq(crewMember.regionId, tx.region.id),
          eq(crewMember.accountId, actor.kind === "user" ? actor.accountId : ""),
          eq(crewMember.orgId, actor.kind === "user" ? (actor.orgId ?? "") : ""),
          eq(crewMember.status, "active"),
        ),
      );
    if (!own) throw new DomainError("not_found", "crew.not_found");
    return recordOf(tx, own);
  });
}

/** Courses that wait for the regulator's word, oldest first, with whose they are; names are masked. */
export async function waitingTraining(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({
        ...courseColumns,
        nameSealed: crewMember.nameSealed,
        operatorZh: organization.nameZh,
        operatorEn: organization.nameEn,
      })
      .from(crewTraining)
      .innerJoin(
        crewMember,
        and(eq(crewMember.regionId, crewTraining.regionId), eq(crewMember.id, crewTraining.crewId)),
      )
      .innerJoin(
        organization,
        and(eq(organization.regionId, crewTraining.regionId), eq(organization.id, crewTraining.orgId)),
      )
      .where(and(eq(crewTraining.regionId, tx.region.id), eq(crewTraining.status, "entered")))
      .orderBy(asc(crewTraining.createdAt), asc(crewTraining.id));
    return rows.map(({ nameSealed, ...row }) => ({
      ...row,
      name: maskName(open(nameSealed, `${tx.region.id}/crew_member/name`)),
    }));
  });
}
