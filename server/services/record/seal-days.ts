import { and, asc, desc, eq, gt, gte, lte, max, min } from "drizzle-orm";
import { chainEntry, dayNode, dayRoot } from "@/db/schema/audit";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { digest } from "@/server/core/audit-chain";
import { rootPurpose, statementText } from "@/server/core/day-root";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { merkleRun, type NodePlace } from "@/server/core/merkle";
import { publicKeys, sign } from "@/server/gateways/key-ring";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

const page = 10_000;
type Row = typeof dayRoot.$inferSelect;

async function latestRoot(tx: Tx): Promise<Row | null> {
  const [row] = await tx.db
    .select()
    .from(dayRoot)
    .where(eq(dayRoot.regionId, tx.region.id))
    .orderBy(desc(dayRoot.day))
    .limit(1);
  return row ?? null;
}

/** The first day that has no root yet and may have entries; null while the chain is empty. */
async function dayAfter(tx: Tx, latest: Row | null): Promise<string | null> {
  if (latest) return addDays(latest.day, 1);
  const [first] = await tx.db
    .select({ sealedAt: chainEntry.sealedAt })
    .from(chainEntry)
    .where(eq(chainEntry.regionId, tx.region.id))
    .orderBy(asc(chainEntry.seq))
    .limit(1);
  return first ? localDay(first.sealedAt, tx.region.timeZone) : null;
}

/** The chain's last place by the end of a day: days cut the chain, so what commits late belongs to the day after. */
async function lastPlace(tx: Tx, after: number, day: string): Promise<number> {
  const here = and(eq(chainEntry.regionId, tx.region.id), gt(chainEntry.seq, after));
  const ends = startOfDay(addDays(day, 1), tx.region.timeZone);
  const [next] = await tx.db
    .select({ seq: min(chainEntry.seq) })
    .from(chainEntry)
    .where(and(here, gte(chainEntry.sealedAt, ends)));
  if (next?.seq) return next.seq - 1;
  const [head] = await tx.db
    .select({ seq: max(chainEntry.seq) })
    .from(chainEntry)
    .where(here);
  return head?.seq ?? after;
}

interface Kept extends NodePlace {
  hash: string;
}

/** Merkle root, nodes worth keeping and last hash of a stretch of the chain, read in pages. */
async function treeOf(
  tx: Tx,
  after: number,
  last: number,
): Promise<{ root: string; headHash: string | null; nodes: Kept[] }> {
  const nodes: Kept[] = [];
  const run = merkleRun((place, hash) => nodes.push({ ...place, hash }));
  let [place, headHash]: [number, string | null] = [after, null];
  while (place < last) {
    const rows = await tx.db
      .select({ seq: chainEntry.seq, hash: chainEntry.hash })
      .from(chainEntry)
      .where(and(eq(chainEntry.regionId, tx.region.id), gt(chainEntry.seq, place), lte(chainEntry.seq, last)))
      .orderBy(asc(chainEntry.seq))
      .limit(page);
    for (const { hash } of rows) run.add(hash);
    const end = rows.at(-1);
    if (!end) throw new Error(`The chain of ${tx.region.id} has no entry ${place + 1}`);
    [place, headHash] = [end.seq, end.hash];
  }
  return { root: run.root(), headHash, nodes };
}

async function keepNodes(tx: Tx, day: string, nodes: readonly Kept[]): Promise<void> {
  for (let at = 0; at < nodes.length; at += page / 10)
    await tx.db
      .insert(dayNode)
      .values(nodes.slice(at, at + page / 10).map((it) => ({ ...it, regionId: tx.region.id, day })));
}

/** Sign one day that has ended; null where none is left. */
async function sealNext(tx: Tx): Promise<string | null> {
  const latest = await latestRoot(tx);
  const day = await dayAfter(tx, latest);
  if (!day || day >= localDay(tx.now, tx.region.timeZone)) return null;
  const before = latest?.lastSeq ?? 0;
  const lastSeq = await lastPlace(tx, before, day);
  const { root, headHash, nodes } = await treeOf(tx, before, lastSeq);
  const span = { regionId: tx.region.id, day, firstSeq: before + 1, lastSeq, root };
  const chain = { headHash: headHash ?? latest?.headHash ?? null, previous: latest?.hash ?? null };
  const signedAt = tx.now.toISOString();
  const text = statementText({ format: "anzhuan-day-root-1", ...span, ...chain, signedAt });
  const { keyId, signature } = sign(rootPurpose, text);
  const publicKey = publicKeys().find(({ id }) => id === keyId)?.publicKey ?? "";
  const hash = digest(text);
  await tx.db
    .insert(dayRoot)
    .values({ ...span, ...chain, hash, keyId, publicKey, signature, signedAt: tx.now });
  await keepNodes(tx, day, nodes);
  await writeAudit(tx, { verb: "record.sealDay", noun: "day_root", nounId: day, after: { lastSeq, root } });
  return day;
}

/**
 * Sign the root of every day that has ended in the region's zone and has none yet, the oldest first, each in a transaction of
 * its own: done again it changes nothing, cut off it goes on where it stood, and of two workers one writes each day. Returns
 * the days it signed.
 */
export async function sealDays(ctx: Context): Promise<string[]> {
  const days: string[] = [];
  for (;;) {
    try {
      const day = await inTransaction(ctx, sealNext);
      if (!day) return days;
      days.push(day);
    } catch (error) {
      // Another worker signed the same day in the same moment.
      if (!lostRace(error)) throw error;
      return days;
    }
  }
}
