import { and, eq, gte, inArray, lt } from "drizzle-orm";
import { payment } from "@/db/schema/billing";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { addDays, startOfDay } from "@/server/core/local-time";
import { sumFen } from "@/server/core/money";
import { type Checkout, listPaidCheckouts, retrieveCheckout, stripeIsPeer } from "@/server/gateways/stripe";
import { asPlatform, inTransaction } from "@/server/scope";
import type { Found, Sight } from "./found";
import { movedFen } from "./look-books";

type PaymentRow = typeof payment.$inferSelect;

/** A hosted page can be paid for a day after it was opened (Stripe), and an hour more for clocks. */
const openForMs = 25 * 3_600_000;
/** What a demonstration city was paid before it was opened lies at no service. */
const seeded = /^cs_demonstration_/;

interface Day {
  start: Date;
  end: Date;
}

/** Online payments that the day's books took in, and those that the service's list names, whatever their day. */
async function ours(p: Tx, { start, end }: Day, told: readonly Checkout[]) {
  const stripe = and(eq(payment.regionId, p.region.id), eq(payment.driver, "stripe"));
  const ofDay = await p.db
    .select()
    .from(payment)
    .where(
      and(stripe, eq(payment.status, "succeeded"), gte(payment.settledAt, start), lt(payment.settledAt, end)),
    );
  const ids = told.flatMap(({ paymentId }) => paymentId ?? []);
  const named =
    ids.length === 0
      ? []
      : await p.db
          .select()
          .from(payment)
          .where(and(stripe, inArray(payment.id, ids)));
  return {
    ofDay: ofDay.filter((row) => !(stripeIsPeer() && seeded.test(row.providerRef ?? ""))),
    byId: new Map(named.map((row) => [row.id, row])),
  };
}

const item = (
  kind: Found["kind"],
  subject: string,
  row: PaymentRow | undefined,
  about: { amountFen: number; bookingId: string | null; since: Date; detail: string | null },
): Found => ({ kind, subject, orgId: null, ...about, bookingId: row?.bookingId ?? about.bookingId });

function toldWithoutUs(told: Checkout, row: PaymentRow | undefined, since: Date): Found | null {
  const { id: detail, amountFen, bookingId } = told;
  if (row?.status === "succeeded" && row.amountFen === amountFen) return null;
  const about = { amountFen, bookingId, since, detail };
  if (row && row.amountFen !== amountFen) return item("stripe_amount", detail, row, about);
  return item("stripe_only", detail, row, about);
}

/** A payment that the list did not name, asked for by itself: it may have been opened long before. */
async function isThere(row: PaymentRow): Promise<boolean> {
  if (!row.providerRef) return false;
  const found = await retrieveCheckout(row.providerRef).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  });
  return found?.paid === true && found.amountFen === row.amountFen;
}

/**
 * The payment service's list of a day against the payments that the ledger took in. The network is asked outside of
 * transactions. @throws DomainError unavailable where the service does not answer
 */
export async function lookAtStripe(ctx: Context, day: string): Promise<Sight> {
  const { timeZone, id: regionId } = ctx.region;
  const within = { start: startOfDay(day, timeZone), end: startOfDay(addDays(day, 1), timeZone) };
  const listed = await listPaidCheckouts(new Date(within.start.getTime() - openForMs), within.end);
  const told = listed.filter((checkout) => checkout.regionId === regionId);
  const { books, ledgerFen } = await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => ({
      books: await ours(p, within, told),
      ledgerFen: await movedFen(p, day, ["money:stripe"]),
    })),
  );
  const found = told.flatMap(
    (each) => toldWithoutUs(each, books.byId.get(each.paymentId ?? ""), within.end) ?? [],
  );
  const named = new Set(told.map(({ id }) => id));
  const confirmed: number[] = [];
  for (const row of books.ofDay) {
    if (named.has(row.providerRef ?? "") || (await isThere(row))) confirmed.push(row.amountFen);
    else {
      const { amountFen, bookingId, settledAt, providerRef } = row;
      const about = { amountFen, bookingId, since: settledAt ?? within.end, detail: providerRef };
      found.push(item("ledger_only", row.id, row, about));
    }
  }
  return { source: "stripe", ledgerFen, sourceFen: sumFen(confirmed), found };
}
