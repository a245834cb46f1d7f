import { and, eq, exists, sql } from "drizzle-orm";
import { crewClaim, crewMember, shift } from "@/db/schema/fleet";
import { accountIdOf, type Tx } from "@/server/context";

/** Shifts that the acting crew member rides on. */
export function crewOfShift(tx: Tx) {
  const accountId = accountIdOf(tx) ?? "";
  return exists(
    tx.db
      .select({ one: sql`1` })
      .from(crewClaim)
      .innerJoin(
        crewMember,
        and(eq(crewMember.regionId, crewClaim.regionId), eq(crewMember.id, crewClaim.crewId)),
      )
      .where(
        and(
          eq(crewClaim.regionId, shift.regionId),
          eq(crewClaim.shiftId, shift.id),
          sql`${crewMember.accountId}::text = ${accountId}`,
        ),
      ),
  );
}
