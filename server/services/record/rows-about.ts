import { and, eq, gte, isNull } from "drizzle-orm";
import { audit } from "@/db/schema/audit";
import type { Tx } from "@/server/context";
import type { BookingRow } from "@/server/services/booking/row";

/** A booking's first rows carry the instant of its making; clocks of two workers differ by less. */
const earlierMs = 86_400_000;

/**
 * Names of the audit rows about a booking, each looked up by a key of its own: those that carry it, and those that only name
 * it as their noun. Its making bounds them, so that older months are not opened.
 */
export async function rowsAbout(
  tx: Tx,
  { id, createdAt }: Pick<BookingRow, "id" | "createdAt">,
): Promise<{ id: string; at: Date }[]> {
  const named = { id: audit.id, at: audit.at };
  const since = and(
    eq(audit.regionId, tx.region.id),
    gte(audit.at, new Date(createdAt.getTime() - earlierMs)),
  );
  const carrying = tx.db
    .select(named)
    .from(audit)
    .where(and(since, eq(audit.bookingId, id)));
  const naming = tx.db
    .select(named)
    .from(audit)
    .where(and(since, isNull(audit.bookingId), eq(audit.noun, "booking"), eq(audit.nounId, id)));
  return carrying.unionAll(naming);
}
