import { and, eq, exists, sql } from "drizzle-orm";
import { crewClaim, crewMember, shift } from "@/db/schema/fleet";
import type { Tx } from "@/server/context";

/** Shifts that the acting crew member rides on. */
export function crewOfShift(tx: Tx) {
  const accountId = tx.actor.kind === "user" ? tx.actor.accountId : "";
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
