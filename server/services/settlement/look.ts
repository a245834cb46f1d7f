import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { closeItem, dayClose, dayLook } from "@/db/schema/close";
import type { Context, Tx } from "@/server/context";
import {
  type CloseItemKind,
  type CloseSource,
  type CloseSourceView,
  closeSources,
  sourceKinds,
} from "@/server/core/settlement/close";
import { asPlatform, inTransaction } from "@/server/scope";
import type { Found, Sight } from "./found";
import {
  lookAtBank,
  lookAtCash,
  lookAtInsurance,
  lookAtLedger,
  lookAtPayouts,
  lookAtStatements,
} from "./look-books";
import { lookAtStripe } from "./look-stripe";

/** A source that was looked at; null: not used; undefined: it did not answer. */
type Looked = Sight | null | undefined;

const inBooks: Partial<Record<CloseSource, (p: Tx, day: string) => Promise<Sight | null>>> = {
  ledger: lookAtLedger,
  statements: lookAtStatements,
  bank: lookAtBank,
  insurance: lookAtInsurance,
  cash: lookAtCash,
  payouts: lookAtPayouts,
};

async function lookAt(ctx: Context, source: CloseSource, day: string): Promise<Looked> {
  const look = inBooks[source];
  if (look) return inTransaction(ctx, (tx) => asPlatform(tx, (p) => look(p, day)));
  return lookAtStripe(ctx, day).catch((error: unknown) => {
    console.error("close.stripe", ctx.region.id, day, error instanceof Error ? error.message : error);
    return undefined;
  });
}

/** Keep what was found, each once; what was over and is found again is open again, what a person resolved stays so. */
async function keep(p: Tx, found: readonly Found[]): Promise<void> {
  for (const each of found)
    await p.db
      .insert(closeItem)
      .values({ ...each, regionId: p.region.id, id: uuidv7(), foundAt: p.now })
      .onConflictDoUpdate({
        target: [closeItem.regionId, closeItem.kind, closeItem.subject],
        set: { amountFen: each.amountFen, detail: each.detail, status: "open" },
        setWhere: sql`${closeItem.status} <> 'resolved'`,
      });
}

/** What a source tells anew each time and did not tell now is over by itself. */
async function drop(p: Tx, kinds: readonly CloseItemKind[], found: readonly Found[]): Promise<void> {
  for (const kind of kinds) {
    const subjects = found.filter((each) => each.kind === kind).map(({ subject }) => subject);
    await p.db
      .update(closeItem)
      .set({ status: "gone", resolvedAt: p.now })
      .where(
        and(
          eq(closeItem.regionId, p.region.id),
          eq(closeItem.kind, kind),
          eq(closeItem.status, "open"),
          subjects.length > 0 ? notInArray(closeItem.subject, subjects) : undefined,
        ),
      );
  }
}

/** The service told of money that we then booked after all. */
async function dropBooked(p: Tx): Promise<void> {
  await p.db
    .update(closeItem)
    .set({ status: "gone", resolvedAt: p.now })
    .where(
      and(
        eq(closeItem.regionId, p.region.id),
        inArray(closeItem.kind, ["stripe_only", "stripe_amount"]),
        eq(closeItem.status, "open"),
        sql`EXISTS (SELECT 1 FROM payment b WHERE b.region_id = ${closeItem.regionId} AND b.driver = 'stripe'
          AND b.provider_ref = ${closeItem.subject} AND b.status = 'succeeded' AND b.amount_fen = ${closeItem.amountFen})`,
      ),
    );
}

function viewOf(source: CloseSource, looked: Looked): CloseSourceView {
  if (looked === undefined)
    return { source, state: "unreachable", ledgerFen: null, sourceFen: null, items: 0 };
  if (looked === null) return { source, state: "not_used", ledgerFen: null, sourceFen: null, items: 0 };
  const { ledgerFen, sourceFen, found } = looked;
  return { source, state: found.length > 0 ? "open" : "agrees", ledgerFen, sourceFen, items: found.length };
}

/**
 * See how the ledger stands against every source on a day, and keep what is open. Again it changes nothing but what changed
 * outside; a day that was closed keeps what it was closed with.
 */
export async function lookAtDay(ctx: Context, day: string): Promise<CloseSourceView[]> {
  const looks: [CloseSource, Looked][] = [];
  for (const source of closeSources) looks.push([source, await lookAt(ctx, source, day)]);
  const sources = looks.map(([source, looked]) => viewOf(source, looked));
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      for (const [source, looked] of looks) {
        if (looked === undefined) continue;
        await keep(p, looked?.found ?? []);
        await drop(p, sourceKinds[source], looked?.found ?? []);
      }
      await dropBooked(p);
      const [closed] = await p.db
        .select({ day: dayClose.day })
        .from(dayClose)
        .where(and(eq(dayClose.regionId, p.region.id), eq(dayClose.day, day)));
      if (closed) return;
      await p.db
        .insert(dayLook)
        .values({ regionId: p.region.id, day, sources, lookedAt: p.now })
        .onConflictDoUpdate({
          target: [dayLook.regionId, dayLook.day],
          set: { sources, lookedAt: p.now },
        });
    }),
  );
  return sources;
}
