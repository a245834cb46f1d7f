import { randomBytes } from "node:crypto";
import { and, asc, desc, eq, gt, gte, inArray, lt, lte, notExists, or } from "drizzle-orm";
import { audit, chainEntry, chainSalt, sealer } from "@/db/schema/audit";
import { actorName, type Context, type Tx } from "@/server/context";
import {
  type ChainExport,
  type ChainLink,
  contentHash,
  linkHash,
  type SealedRow,
} from "@/server/core/audit-chain";
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

const exportPage = 1_000;

/** One page of links after a place in the chain; rows and salts by their keys, so that no statistics are needed. */
async function linksAfter(tx: Tx, span: { from: Date; until: Date }, afterSeq: number): Promise<ChainLink[]> {
  const regionId = tx.region.id;
  const entries = await tx.db
    .select()
    .from(chainEntry)
    .where(
      and(
        eq(chainEntry.regionId, regionId),
        gt(chainEntry.seq, afterSeq),
        gt(chainEntry.sealedAt, span.from),
        lte(chainEntry.sealedAt, span.until),
      ),
    )
    .orderBy(asc(chainEntry.seq))
    .limit(exportPage);
  if (entries.length === 0) return [];
  const ids = entries.map(({ auditId }) => auditId);
  const instants = entries.map(({ auditAt }) => auditAt.getTime());
  const [first, last] = [new Date(Math.min(...instants)), new Date(Math.max(...instants))];
  const inRegion = eq(audit.regionId, regionId);
  const rows = await tx.db
    .select()
    .from(audit)
    .where(and(inRegion, gte(audit.at, first), lte(audit.at, last), inArray(audit.id, ids)));
  const salts = await tx.db
    .select()
    .from(chainSalt)
    .where(and(eq(chainSalt.regionId, regionId), inArray(chainSalt.auditId, ids)));
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const saltOf = new Map(salts.map(({ auditId, salt }) => [auditId, salt]));
  return entries.map(({ seq, prevHash, hash, contentHash: content, auditId, auditAt }) => {
    const [row, salt] = [rowOf.get(auditId), saltOf.get(auditId)];
    const base = { seq, prevHash, hash, contentHash: content, auditId, auditAt: auditAt.toISOString() };
    return row && salt ? { ...base, salt, row: { ...sealedRow(row) } } : base;
  });
}

/** A stretch of the region's chain with rows and salts, by the time of the rows' sealing; without a gap. */
export async function exportChain(tx: Tx, from: Date, until: Date): Promise<ChainExport> {
  const links: ChainLink[] = [];
  for (;;) {
    const page = await linksAfter(tx, { from, until }, links.at(-1)?.seq ?? 0);
    links.push(...page);
    if (page.length < exportPage) break;
  }
  const last = links.at(-1);
  return {
    format: "anzhuan-audit-1",
    regionId: tx.region.id,
    from: links[0]?.prevHash ?? null,
    head: { seq: last?.seq ?? 0, hash: last?.hash ?? "" },
    links,
  };
}
