import { and, eq } from "drizzle-orm";
import { crewMember, vehicle } from "@/db/schema/fleet";
import type { Tx } from "@/server/context";
import type { CertificationRow } from "./subject";

/** Whether a certification's vehicle is not retired, or its person has not left: nobody renews papers for the others. */
export async function isAtWork(
  tx: Tx,
  { subject, subjectId }: Pick<CertificationRow, "subject" | "subjectId">,
): Promise<boolean> {
  if (subject === "operator") return true;
  if (subject === "vehicle") {
    const [row] = await tx.db
      .select({ status: vehicle.status })
      .from(vehicle)
      .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, subjectId)));
    return row?.status === "active";
  }
  const [row] = await tx.db
    .select({ status: crewMember.status })
    .from(crewMember)
    .where(and(eq(crewMember.regionId, tx.region.id), eq(crewMember.id, subjectId)));
  return row?.status === "active";
}
