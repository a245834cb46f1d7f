import { and, asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { certification } from "@/db/schema/certification";
import { crewMember } from "@/db/schema/fleet";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { CrewInput } from "@/server/core/fleet-input";
import { maskName, maskPhone } from "@/server/core/masking";
import { normalisePhone } from "@/server/core/phone";
import { foldFullWidth } from "@/server/core/text-folding";
import { blindIndex, open, seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { actingOrg, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { trainingSums } from "@/server/services/standard/training";
import { bumpPlansOf } from "./plans";

/** Crew that the actor may see. The operator reads its own people's names in clear; officials see them masked. */
export async function listCrew(ctx: Context) {
  const inClear = ctx.actor.kind === "user" && ctx.actor.role === "dispatcher";
  return inTransaction(ctx, async (tx) => {
    const aad = (column: string) => `${tx.region.id}/crew_member/${column}`;
    const rows = await tx.db
      .select({
        crew: crewMember,
        certificationId: certification.id,
        certification: certification.status,
        validUntil: certification.validUntil,
      })
      .from(crewMember)
      .leftJoin(
        certification,
        and(
          eq(certification.regionId, crewMember.regionId),
          eq(certification.subject, "crew"),
          eq(certification.subjectId, crewMember.id),
        ),
      )
      .where(eq(crewMember.regionId, tx.region.id))
      .orderBy(asc(crewMember.createdAt), asc(crewMember.id));
    const training = await trainingSums(
      tx,
      rows.map(({ crew }) => crew.id),
    );
    return rows.map(({ crew, ...rest }) => {
      const name = open(crew.nameSealed, aad("name"));
      const phone = crew.phoneSealed ? open(crew.phoneSealed, aad("phone")) : null;
      const { id, orgId, duties, licenceClasses, ppeTrained, status, createdAt } = crew;
      const { hoursThisYear: trainingHours = 0, creditsThisYear: trainingCredits = 0 } =
        training.get(id) ?? {};
      const shown = inClear ? { name, phone } : { name: maskName(name), phone: phone && maskPhone(phone) };
      return {
        id,
        orgId,
        duties,
        licenceClasses,
        trainingHours,
        trainingCredits,
        ppeTrained,
        status,
        createdAt,
        ...shown,
        ...rest,
      };
    });
  });
}
export type CrewListItem = Awaited<ReturnType<typeof listCrew>>[number];

function phoneOf(input: CrewInput): string | null {
  const checked = input.phone ? normalisePhone(input.phone) : null;
  if (checked && !checked.ok) throw new DomainError("bad_input", "input.phone");
  return checked?.e164 ?? null;
}

/** Enter or change a crew member of the acting operator. @throws DomainError not_found for someone else's */
export async function saveCrew(ctx: Context, input: CrewInput): Promise<{ crewId: string }> {
  const orgId = actingOrg(ctx);
  const { crewId, name, idNumber, phone: _phone, ...rest } = input;
  const phone = phoneOf(input);
  return inTransaction(ctx, async (tx) => {
    const regionId = tx.region.id;
    const aad = (column: string) => `${regionId}/crew_member/${column}`;
    const number = idNumber ? foldFullWidth(idNumber).toUpperCase() : null;
    const values = {
      ...rest,
      nameSealed: seal(name, aad("name")),
      nameIndex: blindIndex(regionId, "name", name),
      phoneSealed: phone ? seal(phone, aad("phone")) : null,
      ...(number
        ? {
            idNumberSealed: seal(number, aad("id_number")),
            idNumberIndex: blindIndex(regionId, "id_number", number),
          }
        : {}),
    };
    const id = crewId ?? uuidv7();
    if (crewId) {
      const mine = and(
        eq(crewMember.regionId, regionId),
        eq(crewMember.id, crewId),
        eq(crewMember.orgId, orgId),
      );
      const [changed] = await tx.db
        .update(crewMember)
        .set(values)
        .where(mine)
        .returning({ id: crewMember.id });
      if (!changed) throw new DomainError("not_found", "crew.not_found");
      await bumpPlansOf(tx, { crewId });
    } else {
      await tx.db.insert(crewMember).values({ regionId, id, orgId, ...values, createdAt: tx.now });
    }
    const after = { name: maskName(name), duties: rest.duties, status: rest.status };
    await writeAudit(tx, { verb: "fleet.saveCrew", noun: "crew_member", nounId: id, after });
    await wake(tx, { orgs: [orgId] });
    return { crewId: id };
  });
}
