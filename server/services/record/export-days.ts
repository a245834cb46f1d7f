import { and, asc, count, desc, eq, gt, lt, lte, max } from "drizzle-orm";
import { chainEntry, dayRoot } from "@/db/schema/audit";
import type { Context, Tx } from "@/server/context";
import { localDay } from "@/server/core/local-time";
import type { PeriodInput } from "@/server/core/oversight-input";
import { recordWriter } from "@/server/core/record-lines";
import { sign } from "@/server/gateways/key-ring";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { entryLines, headOf, mayTake } from "./lines";
import { rootsBetween } from "./published";

const page = 1_000;
type Root = typeof dayRoot.$inferSelect;

/** The stretch of the chain that some days cover: whole days by their roots, and what is not under a root yet. */
async function stretchOf(
  tx: Tx,
  { from, until }: PeriodInput,
): Promise<{ after: number; last: number; roots: Root[] }> {
  const roots = await rootsBetween(tx, from, until);
  const [before] = await tx.db
    .select()
    .from(dayRoot)
    .where(and(eq(dayRoot.regionId, tx.region.id), lt(dayRoot.day, from)))
    .orderBy(desc(dayRoot.day))
    .limit(1);
  const [latest] = await tx.db
    .select({ day: max(dayRoot.day) })
    .from(dayRoot)
    .where(eq(dayRoot.regionId, tx.region.id));
  const after = before?.lastSeq ?? 0;
  const isOpen = until > (latest?.day ?? "") && from <= localDay(tx.now, tx.region.timeZone);
  const [head] = isOpen
    ? await tx.db
        .select({ seq: max(chainEntry.seq) })
        .from(chainEntry)
        .where(eq(chainEntry.regionId, tx.region.id))
    : [];
  const last = head?.seq ?? roots.at(-1)?.lastSeq ?? after;
  return { after, last, roots: before ? [before, ...roots] : roots };
}

async function begin(ctx: Context, input: PeriodInput) {
  mayTake(ctx, "record.exportDays");
  return inTransaction(ctx, async (tx) => {
    const { after, last, roots } = await stretchOf(tx, input);
    const [entries] = await tx.db
      .select({ count: count() })
      .from(chainEntry)
      .where(
        and(eq(chainEntry.regionId, tx.region.id), gt(chainEntry.seq, after), lte(chainEntry.seq, last)),
      );
    await writeAudit(tx, {
      verb: "record.exportDays",
      noun: "chain",
      nounId: `${input.from}/${input.until}`,
      after: { entries: entries?.count ?? 0 },
    });
    const scope = { kind: "days" as const, ...input };
    return { after, last, head: headOf(tx, scope, entries?.count ?? 0, roots) };
  });
}

/**
 * The chain of some days as lines of text, read page by page while it is sent: what is written is bounded by what the chain
 * held at the beginning, and what is chained is never changed, so that no transaction stays open. The export is audited.
 */
export async function* exportDays(ctx: Context, input: PeriodInput): AsyncGenerator<string, void, undefined> {
  const { after, last, head } = await begin(ctx, input);
  const writer = recordWriter(sign);
  yield writer.write(head);
  for (let place = after; place < last; ) {
    const lines = await inTransaction(ctx, async (tx) => {
      const { regionId, seq } = chainEntry;
      const rows = await tx.db
        .select()
        .from(chainEntry)
        .where(and(eq(regionId, tx.region.id), gt(seq, place), lte(seq, last)))
        .orderBy(asc(seq))
        .limit(page);
      return entryLines(tx, rows, "together");
    });
    const end = lines.at(-1);
    if (!end) break;
    place = end.seq;
    yield lines.map(writer.write).join("");
  }
  yield writer.end(head.entries);
}
