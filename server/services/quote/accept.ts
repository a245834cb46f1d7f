import { and, asc, desc, eq, ne } from "drizzle-orm";
import { slotHold } from "@/db/schema/dispatch";
import { quote } from "@/db/schema/quote";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { Tariff } from "@/server/core/tariff/rules";
import { type RuleInForce, ruleById } from "../rule";

export type QuoteRow = typeof quote.$inferSelect;

/** End the issued quotes of a booking, save the one whose slot is held. */
export async function supersedeQuotes(tx: Tx, bookingId: string): Promise<void> {
  const [held] = await tx.db
    .select({ quoteId: slotHold.quoteId })
    .from(slotHold)
    .where(
      and(
        eq(slotHold.regionId, tx.region.id),
        eq(slotHold.bookingId, bookingId),
        eq(slotHold.status, "live"),
      ),
    );
  await tx.db
    .update(quote)
    .set({ status: "superseded" })
    .where(
      and(
        eq(quote.regionId, tx.region.id),
        eq(quote.bookingId, bookingId),
        eq(quote.status, "issued"),
        held ? ne(quote.id, held.quoteId) : undefined,
      ),
    );
}

/** A quote of a booking, or not found. */
export async function quoteOf(tx: Tx, bookingId: string, quoteId: string): Promise<QuoteRow> {
  const [row] = await tx.db
    .select()
    .from(quote)
    .where(and(eq(quote.regionId, tx.region.id), eq(quote.bookingId, bookingId), eq(quote.id, quoteId)));
  if (!row) throw new DomainError("not_found", "quote.not_found");
  return row;
}

/** The quote that the booker accepted, with the tariff version it pinned; null before. */
export async function acceptedQuote(
  tx: Tx,
  bookingId: string,
): Promise<{ row: QuoteRow; tariff: RuleInForce<Tariff> } | null> {
  const [row] = await tx.db
    .select()
    .from(quote)
    .where(
      and(eq(quote.regionId, tx.region.id), eq(quote.bookingId, bookingId), eq(quote.status, "accepted")),
    )
    .orderBy(desc(quote.acceptedAt), asc(quote.id))
    .limit(1);
  return row ? { row, tariff: await ruleById(tx, "tariff", row.tariffVersionId) } : null;
}

/**
 * Accept an unexpired quote, once: of two at the same time one finds the row.
 * @throws DomainError expired `quote.expired`, conflict `quote.not_open`
 */
export async function acceptQuote(tx: Tx, quoteId: string): Promise<QuoteRow> {
  const [known] = await tx.db
    .select()
    .from(quote)
    .where(and(eq(quote.regionId, tx.region.id), eq(quote.id, quoteId)));
  if (!known) throw new DomainError("not_found", "quote.not_found");
  if (known.status === "issued" && known.expiresAt <= tx.now)
    throw new DomainError("expired", "quote.expired");
  const [accepted] = await tx.db
    .update(quote)
    .set({ status: "accepted", acceptedAt: tx.now })
    .where(and(eq(quote.regionId, tx.region.id), eq(quote.id, quoteId), eq(quote.status, "issued")))
    .returning();
  if (!accepted) throw new DomainError("conflict", "quote.not_open");
  return accepted;
}
