import { and, desc, eq } from "drizzle-orm";
import type { z } from "zod";
import { marking } from "@/db/schema/marking";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { markingOf } from "@/server/core/marking/issue";
import { inTransaction } from "@/server/scope";
import { markingAddress } from "./artwork";

/**
 * Every issue of a vehicle's marking, the one that counts first.
 * @throws DomainError not_found `marking.not_found` before the first, or for somebody else's vehicle
 */
export async function getMarking(ctx: Context, input: z.infer<typeof markingOf>) {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({
        serial: marking.serial,
        generation: marking.generation,
        reason: marking.reason,
        note: marking.note,
        issuedAt: marking.issuedAt,
        supersededAt: marking.supersededAt,
        token: marking.token,
      })
      .from(marking)
      .where(and(eq(marking.regionId, tx.region.id), eq(marking.vehicleId, input.vehicleId)))
      .orderBy(desc(marking.issuedAt), desc(marking.generation));
    const [latest, ...before] = rows;
    if (!latest) throw new DomainError("not_found", "marking.not_found");
    const { token, ...current } = latest;
    // What the code leads to; null until the artwork was made for the first time.
    const address = token && markingAddress(current.serial, token);
    return { current, address, earlier: before.map(({ token: _, ...row }) => row) };
  });
}
