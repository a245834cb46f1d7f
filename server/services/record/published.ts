import { and, asc, desc, eq, gte, lte } from "drizzle-orm";
import { dayRoot } from "@/db/schema/audit";
import type { Context, Tx } from "@/server/context";
import type { Publication, SignedRoot } from "@/server/core/day-root";
import type { PublishedKey } from "@/server/core/signature";
import { publicKeys } from "@/server/gateways/key-ring";
import { inTransaction } from "@/server/scope";

type Row = typeof dayRoot.$inferSelect;

/** A stored root as it was signed. */
export function signedRootOf({ publicKey: _key, signedAt, ...row }: Row): SignedRoot {
  return { format: "anzhuan-day-root-1", ...row, signedAt: signedAt.toISOString() };
}

/** The ring's keys, and those that left the ring but have signed some days. */
export function keysOf(rows: readonly Pick<Row, "keyId" | "publicKey">[]): PublishedKey[] {
  const keys = new Map(
    rows.map(({ keyId: id, publicKey }) => [
      `${id}/${publicKey}`,
      { id, algorithm: "Ed25519" as const, publicKey },
    ]),
  );
  for (const key of publicKeys()) keys.set(`${key.id}/${key.publicKey}`, key);
  return [...keys.values()];
}

/** Roots of some days, oldest first. */
export function rootsBetween(tx: Tx, from: string, until: string): Promise<Row[]> {
  return tx.db
    .select()
    .from(dayRoot)
    .where(and(eq(dayRoot.regionId, tx.region.id), gte(dayRoot.day, from), lte(dayRoot.day, until)))
    .orderBy(asc(dayRoot.day));
}

/** All public keys and all roots of the region: what anybody may fetch, keep and compare (M30). */
export async function publishedRoots(ctx: Context): Promise<Publication> {
  return inTransaction(ctx, async (tx) => {
    const rows = await rootsBetween(tx, "0001-01-01", "9999-12-31");
    const { id: regionId, timeZone } = tx.region;
    return {
      format: "anzhuan-roots-1",
      regionId,
      timeZone,
      keys: keysOf(rows),
      roots: rows.map(signedRootOf),
    };
  });
}

/** The ring's keys, and every key that ever signed a day of the region. */
async function allKeys(tx: Tx): Promise<PublishedKey[]> {
  const { keyId, publicKey } = dayRoot;
  const inRegion = eq(dayRoot.regionId, tx.region.id);
  return keysOf(
    await tx.db.selectDistinct({ keyId, publicKey }).from(dayRoot).where(inRegion).orderBy(keyId, publicKey),
  );
}

/** One page of the roots, newest first, for people to read, with the keys of all pages. */
export async function listRoots(ctx: Context, input: { page: number }) {
  const pageSize = 60;
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select()
      .from(dayRoot)
      .where(eq(dayRoot.regionId, tx.region.id))
      .orderBy(desc(dayRoot.day))
      .limit(pageSize + 1)
      .offset((input.page - 1) * pageSize);
    return {
      roots: rows.slice(0, pageSize).map(signedRootOf),
      keys: await allKeys(tx),
      newestKeyId: publicKeys()[0].id,
      hasMore: rows.length > pageSize,
    };
  });
}
