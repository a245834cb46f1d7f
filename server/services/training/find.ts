import { and, eq } from "drizzle-orm";
import { crewMember } from "@/db/schema/fleet";
import { crewTraining } from "@/db/schema/training";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { dayOf } from "@/server/core/standard/day";
import type { TrainingAsked } from "@/server/core/training";
import { findInForce } from "@/server/services/rule";

/** A crew member that the actor may see. @throws DomainError not_found `crew.not_found` */
export async function findMember(tx: Tx, crewId: string): Promise<typeof crewMember.$inferSelect> {
  const [row] = await tx.db
    .select()
    .from(crewMember)
    .where(and(eq(crewMember.regionId, tx.region.id), eq(crewMember.id, crewId)));
  if (!row) throw new DomainError("not_found", "crew.not_found");
  return row;
}

/** Hours a year and credits a quarter that the standards in force ask of everybody; null where they ask for none. */
export async function trainingAsked(tx: Tx): Promise<TrainingAsked> {
  const found = await findInForce(tx, "standard");
  const asked: TrainingAsked = { hoursPerYear: null, creditsPerQuarter: null };
  if (!found) return asked;
  const day = dayOf(tx.now.getTime(), found.content.timeZone);
  for (const rule of found.content.rules) {
    if (rule.off || rule.validFrom > day || (rule.validTo !== undefined && rule.validTo < day)) continue;
    if (rule.kind === "training_hours") asked.hoursPerYear = rule.requirement.hoursPerYear;
    if (rule.kind === "training_credits") asked.creditsPerQuarter = rule.requirement.creditsPerQuarter;
  }
  return asked;
}

/** The columns of a course that its readers see. */
export const courseColumns = {
  id: crewTraining.id,
  crewId: crewTraining.crewId,
  kind: crewTraining.kind,
  course: crewTraining.course,
  provider: crewTraining.provider,
  heldOn: crewTraining.heldOn,
  hours: crewTraining.hours,
  credits: crewTraining.credits,
  fileId: crewTraining.fileId,
  status: crewTraining.status,
  reason: crewTraining.reason,
  createdAt: crewTraining.createdAt,
};
