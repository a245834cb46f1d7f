import { and, asc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { chainEntry, dayNode, type dayRoot } from "@/db/schema/audit";
import type { Tx } from "@/server/context";
import { merklePaths, type NodePlace, proofFrom, proofNeeds } from "@/server/core/merkle";

type Root = typeof dayRoot.$inferSelect;
const name = ({ height, at }: NodePlace) => `${height}/${at}`;

/** The nodes that were kept of a day; a day that was sealed before nodes were kept has none. */
async function keptNodes(tx: Tx, { day }: Root, places: NodePlace[]): Promise<Map<string, string>> {
  if (places.length === 0) return new Map();
  const rows = await tx.db
    .select({ height: dayNode.height, at: dayNode.at, hash: dayNode.hash })
    .from(dayNode)
    .where(
      and(
        eq(dayNode.regionId, tx.region.id),
        eq(dayNode.day, day),
        sql`(${dayNode.height}, ${dayNode.at}) IN (${sql.join(
          places.map(({ height, at }) => sql`(${height}::int, ${at}::int)`),
          sql`, `,
        )})`,
      ),
    );
  return new Map(rows.map((row) => [name(row), row.hash]));
}

async function leavesAt(tx: Tx, seqs: number[]): Promise<Map<number, string>> {
  const { regionId, seq, hash } = chainEntry;
  const rows = await tx.db
    .select({ seq, hash })
    .from(chainEntry)
    .where(and(eq(regionId, tx.region.id), inArray(seq, seqs)));
  return new Map(rows.map((row) => [row.seq, row.hash]));
}

/** From all leaves of the day: days of the time before nodes were kept. */
async function fromAllLeaves(tx: Tx, { firstSeq, lastSeq }: Root): Promise<(seq: number) => string[]> {
  const { regionId, seq, hash } = chainEntry;
  const leaves = await tx.db
    .select({ hash })
    .from(chainEntry)
    .where(and(eq(regionId, tx.region.id), gte(seq, firstSeq), lte(seq, lastSeq)))
    .orderBy(asc(seq));
  const pathOf = merklePaths(leaves.map((leaf) => leaf.hash));
  return (place) => pathOf(place - firstSeq);
}

/**
 * The proofs of some entries of one day, by their place in the chain. Read is what the proofs need: some dozens of hashes for each
 * factor of 64 in the day's length, not the day.
 */
export async function pathsIn(
  tx: Tx,
  root: Root,
  seqs: readonly number[],
): Promise<(seq: number) => string[]> {
  const { firstSeq, lastSeq } = root;
  const size = lastSeq - firstSeq + 1;
  const needs = new Map<string, NodePlace>();
  for (const seq of seqs) for (const it of proofNeeds(seq - firstSeq, size)) needs.set(name(it), it);
  const places = [...needs.values()];
  const nodePlaces = places.filter(({ height }) => height > 0);
  const nodes = await keptNodes(tx, root, nodePlaces);
  if (nodes.size < nodePlaces.length) return fromAllLeaves(tx, root);
  const leaves = await leavesAt(
    tx,
    places.flatMap(({ height, at }) => (height === 0 ? [firstSeq + at] : [])),
  );
  const hashOf = (place: NodePlace) =>
    (place.height === 0 ? leaves.get(firstSeq + place.at) : nodes.get(name(place))) ?? "";
  return (seq) => proofFrom(seq - firstSeq, size, hashOf);
}
