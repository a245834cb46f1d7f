import { randomBytes } from "node:crypto";
import { and, asc, desc, eq, gt, gte, lt, lte, notExists, or } from "drizzle-orm";
import { audit, chainEntry, chainSalt, sealer } from "@/db/schema/audit";
import { actorName, type Context, type Tx } from "@/server/context";
import { type ChainExport, contentHash, linkHash, type SealedRow } from "@/server/core/audit-chain";
import { inTransaction } from "@/server/scope";

const leaseSeconds = 30;
const batch = 500;
/** A row may commit this much later than the instant it carries; older rows were looked at already. */
const lateMinutes = 10;
const nobody = "00000000-0000-0000-0000-000000000000";

function sealedRow(row: typeof audit.$inferSelect): SealedRow {
  return { ...row, at: row.at.toISOString() };
}

/** Take or keep the region's lease; only one worker seals a region at a time. */
async function takeLease(tx: Tx, holder: string): Promise<Date | null> {
  const { regionId, until } = {
    regionId: tx.region.id,
    until: new Date(tx.now.getTime() + leaseSeconds * 1000),
  };
  await tx.db
    .insert(sealer)
    .values({ regionId, holder, until, sealedAt: new Date(0), sealedId: nobody })
    .onConflictDoNothing();
  const [row] = await tx.db
    .update(sealer)
    .set({ holder, until })
    .where(and(eq(sealer.regionId, regionId), or(eq(sealer.holder, holder), lt(sealer.until, tx.now))))
    .returning({ sealedAt: sealer.sealedAt });
  return row?.sealedAt ?? null;
}

function unsealed(tx: Tx, since: Date) {
  const chained = tx.db
    .select({ id: chainEntry.auditId })
    .from(chainEntry)
    .where(and(eq(chainEntry.regionId, audit.regionId), eq(chainEntry.auditId, audit.id)));
  return tx.db
    .select()
    .from(audit)
    .where(
      and(
        eq(audit.regionId, tx.region.id),
        gte(audit.at, new Date(since.getTime() - lateMinutes * 60_000)),
        notExists(chained),
      ),
    )
    .orderBy(asc(audit.at), asc(audit.id))
    .limit(batch);
}

/** Append rows to the chain in one transaction; two sealers meet at the chain's keys and one of them loses. */
async function append(tx: Tx, rows: (typeof audit.$inferSelect)[]): Promise<void> {
  const regionId = tx.region.id;
  const [head] = await tx.db
    .select({ seq: chainEntry.seq, hash: chainEntry.hash })
    .from(chainEntry)
    .where(eq(chainEntry.regionId, regionId))
    .orderBy(desc(chainEntry.seq))
    .limit(1);
  let { seq, hash } = head ?? { seq: 0, hash: null as string | null };
  const entries: (typeof chainEntry.$inferInsert)[] = [];
  const salts: (typeof chainSalt.$inferInsert)[] = [];
  for (const row of rows) {
    const salt = randomBytes(16).toString("hex");
    const base = {
      seq: ++seq,
      prevHash: hash,
      contentHash: contentHash(salt, sealedRow(row)),
      auditId: row.id,
      auditAt: row.at.toISOString(),
    };
    hash = linkHash(regionId, base);
    entries.push({ ...base, regionId, hash, auditAt: row.at, sealedAt: tx.now });
    salts.push({ regionId, auditId: row.id, salt });
  }
  await tx.db.insert(chainEntry).values(entries);
  await tx.db.insert(chainSalt).values(salts);
}

/** Seal everything not yet chained in the region. Returns how many rows; null where another worker holds the lease. */
export async function sealRegion(ctx: Context, holder = actorName(ctx.actor)): Promise<number | null> {
  let sealed = 0;
  for (;;) {
    const count = await inTransaction(ctx, async (tx) => {
      const since = await takeLease(tx, holder);
      if (!since) return null;
      const rows = await unsealed(tx, since);
      if (rows.length === 0) return 0;
      await append(tx, rows);
      const last = rows.at(-1)?.at ?? since;
      const sealedAt = last > since ? last : since;
      await tx.db.update(sealer).set({ sealedAt }).where(eq(sealer.regionId, tx.region.id));
      return rows.length;
    });
    if (count === null) return sealed > 0 ? sealed : null;
    sealed += count;
    if (count < batch) return sealed;
  }
}

/** A stretch of the region's chain with rows and salts, by the time of the rows' sealing; without a gap. */
export async function exportChain(tx: Tx, from: Date, until: Date): Promise<ChainExport> {
  const regionId = tx.region.id;
  const found = await tx.db
    .select({ entry: chainEntry, salt: chainSalt.salt, row: audit })
    .from(chainEntry)
    .leftJoin(
      chainSalt,
      and(eq(chainSalt.regionId, chainEntry.regionId), eq(chainSalt.auditId, chainEntry.auditId)),
    )
    .leftJoin(
      audit,
      and(
        eq(audit.regionId, chainEntry.regionId),
        eq(audit.at, chainEntry.auditAt),
        eq(audit.id, chainEntry.auditId),
      ),
    )
    .where(
      and(eq(chainEntry.regionId, regionId), gt(chainEntry.sealedAt, from), lte(chainEntry.sealedAt, until)),
    )
    .orderBy(asc(chainEntry.seq));
  const links = found.map(({ entry, salt, row }) => ({
    seq: entry.seq,
    prevHash: entry.prevHash,
    hash: entry.hash,
    contentHash: entry.contentHash,
    auditId: entry.auditId,
    auditAt: entry.auditAt.toISOString(),
    ...(salt && row ? { salt, row: { ...sealedRow(row) } } : {}),
  }));
  const last = links.at(-1);
  return {
    format: "anzhuan-audit-1",
    regionId,
    from: links[0]?.prevHash ?? null,
    head: { seq: last?.seq ?? 0, hash: last?.hash ?? "" },
    links,
  };
}
