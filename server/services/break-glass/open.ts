import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { breakGlass } from "@/db/schema/break-glass";
import type { Context, Tx } from "@/server/context";
import type { BreakGlassOpenInput } from "@/server/core/break-glass";
import { DomainError } from "@/server/core/domain-error";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { viewersOf } from "@/server/services/booking/row";
import { settingsInForce } from "@/server/services/rule";
import { isOpenAt, memberOf, openableBooking, reasonAad } from "./row";
import { tellOpened } from "./tell";

/** What this person opened before on the same booking: run out it is closed, still open it is a conflict. */
async function closeRunOut(tx: Tx, bookingId: string, accountId: string): Promise<void> {
  const mine = and(
    eq(breakGlass.regionId, tx.region.id),
    eq(breakGlass.bookingId, bookingId),
    eq(breakGlass.accountId, accountId),
    isNull(breakGlass.endedAt),
  );
  const [row] = await tx.db.select().from(breakGlass).where(mine);
  if (!row) return;
  if (isOpenAt(row, tx.now)) throw new DomainError("conflict", "break_glass.open_already");
  await tx.db.update(breakGlass).set({ endedAt: row.until }).where(mine);
}

/**
 * Open one booking's people and places for a while: the reason is kept, and those concerned are told in the same
 * transaction. Nothing is answered in clear here (`readOpened`).
 * @throws DomainError not_found `booking.not_found`; bad_input `break_glass.too_long`; conflict `break_glass.open_already`,
 * `break_glass.erased`
 */
export async function openGlass(ctx: Context, input: BreakGlassOpenInput) {
  return inTransaction(ctx, async (tx) => {
    const row = await openableBooking(tx, input.bookingId);
    const { accountId, role, orgId } = memberOf(tx);
    const { privacy } = await settingsInForce(tx);
    if (input.minutes > privacy.openMinutes)
      throw new DomainError("bad_input", "break_glass.too_long", { minutes: privacy.openMinutes });
    if (row.personalErasedAt) throw new DomainError("conflict", "break_glass.erased");
    // Two windows of one person: the second waits here and finds the first one's row.
    await tx.db
      .select({ id: booking.id })
      .from(booking)
      .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.id)))
      .for("update");
    await closeRunOut(tx, row.id, accountId);
    const until = new Date(tx.now.getTime() + input.minutes * 60_000);
    const opened = { id: uuidv7(), purpose: input.purpose, until };
    await tx.db.insert(breakGlass).values({
      ...opened,
      ...viewersOf(row),
      regionId: tx.region.id,
      bookingId: row.id,
      accountId,
      role,
      orgId,
      reasonSealed: seal(input.reason, reasonAad(tx.region.id)),
      openedAt: tx.now,
    });
    const after = { purpose: input.purpose, until: until.toISOString() };
    const about = { noun: "break_glass", nounId: opened.id, bookingId: row.id };
    await writeAudit(tx, { verb: "breakGlass.open", ...about, after });
    await tellOpened(tx, row, { ...opened, orgId });
    await wake(tx, { orgs: row.orgId ? [row.orgId] : [], booking: row.id });
    return { breakGlassId: opened.id, until };
  });
}
