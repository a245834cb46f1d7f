import { and, eq } from "drizzle-orm";
import { crewMember, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import { open } from "@/server/gateways/vault";
import type { CertificationRow } from "./subject";

/** What a certification's subject is called by its own operator, and who it is where it is a person with an account. */
export interface SubjectCalled {
  name: (locale: string) => string;
  accountId: string | null;
}

/** Plate, full name of a crew member, or the operator's name: for messages to the operator itself. */
export async function calledByOwner(
  tx: Tx,
  row: Pick<CertificationRow, "subject" | "subjectId">,
): Promise<SubjectCalled> {
  const region = tx.region.id;
  if (row.subject === "vehicle") {
    const [found] = await tx.db
      .select({ plate: vehicle.plate })
      .from(vehicle)
      .where(and(eq(vehicle.regionId, region), eq(vehicle.id, row.subjectId)));
    return { name: () => found?.plate ?? "", accountId: null };
  }
  if (row.subject === "crew") {
    const [found] = await tx.db
      .select({ nameSealed: crewMember.nameSealed, accountId: crewMember.accountId })
      .from(crewMember)
      .where(and(eq(crewMember.regionId, region), eq(crewMember.id, row.subjectId)));
    const name = found ? open(found.nameSealed, `${region}/crew_member/name`) : "";
    return { name: () => name, accountId: found?.accountId ?? null };
  }
  const [found] = await tx.db
    .select({ nameZh: organization.nameZh, nameEn: organization.nameEn })
    .from(organization)
    .where(and(eq(organization.regionId, region), eq(organization.id, row.subjectId)));
  return { name: (locale) => (locale === "en" ? found?.nameEn : found?.nameZh) ?? "", accountId: null };
}
