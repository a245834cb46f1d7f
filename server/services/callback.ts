import { and, asc, desc, eq, gte, or } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { callback } from "@/db/schema/seat";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { open, seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

const doneShownHours = 12;

const sealedAs = (tx: Tx, column: "phone" | "outcome") => `${tx.region.id}/callback/${column}`;

/** One phone that cannot be read must not hide everybody else who waits: null, and the page leads to the booking. */
function readPhone(tx: Tx, sealed: string): string | null {
  try {
    return open(sealed, sealedAs(tx, "phone"));
  } catch (error) {
    if (error instanceof DomainError && error.key === "vault.damaged") return null;
    throw error;
  }
}

/** Who is to be called back, the most urgent first, with the phone in clear (the seat must dial it); the read is audited. */
export async function listCallbacks(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const since = new Date(tx.now.getTime() - doneShownHours * 3_600_000);
    const rows = await tx.db
      .select({ callback, bookingNumber: booking.number })
      .from(callback)
      .leftJoin(booking, and(eq(booking.regionId, callback.regionId), eq(booking.id, callback.bookingId)))
      .where(
        and(
          eq(callback.regionId, tx.region.id),
          or(eq(callback.status, "open"), gte(callback.doneAt, since)),
        ),
      )
      .orderBy(desc(eq(callback.status, "open")), asc(callback.dueAt));
    const opened = rows.filter((row) => row.callback.status === "open").length;
    if (opened > 0)
      await writeAudit(tx, {
        verb: "callback.list",
        noun: "callback",
        nounId: "open",
        after: { count: opened },
      });
    return rows.map(({ callback: row, bookingNumber }) => {
      const { phoneSealed, outcomeSealed, ...rest } = row;
      return {
        ...rest,
        outcome: outcomeSealed ? open(outcomeSealed, sealedAs(tx, "outcome")) : rest.outcome,
        bookingNumber,
        phone: row.status === "open" ? readPhone(tx, phoneSealed) : null,
      };
    });
  });
}

/** The seat called: what came of it. @throws DomainError conflict when a colleague already did */
export async function closeCallback(
  ctx: Context,
  input: { callbackId: string; outcome: string },
): Promise<{ status: "done" }> {
  return inTransaction(ctx, async (tx) => {
    const doneBy = accountIdOf(tx);
    const its = and(eq(callback.regionId, tx.region.id), eq(callback.id, input.callbackId));
    const [known] = await tx.db.select({ id: callback.id }).from(callback).where(its);
    if (!known) throw new DomainError("not_found", "callback.not_found");
    const [row] = await tx.db
      .update(callback)
      .set({
        status: "done",
        outcomeSealed: seal(input.outcome, sealedAs(tx, "outcome")),
        doneBy,
        doneAt: tx.now,
      })
      .where(
        and(
          eq(callback.regionId, tx.region.id),
          eq(callback.id, input.callbackId),
          eq(callback.status, "open"),
        ),
      )
      .returning({ bookingId: callback.bookingId });
    if (!row) throw new DomainError("conflict", "callback.done_already");
    const { bookingId } = row;
    await writeAudit(tx, {
      verb: "callback.close",
      noun: "callback",
      nounId: input.callbackId,
      bookingId,
      before: { status: "open" },
      after: { status: "done" },
    });
    await wake(tx, bookingId ? { booking: bookingId } : {});
    return { status: "done" };
  });
}
