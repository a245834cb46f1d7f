import { and, eq, gte, inArray, lte, type SQL } from "drizzle-orm";
import { audit, type chainEntry, chainSalt, type dayRoot } from "@/db/schema/audit";
import { actorRole, type Context, type Tx } from "@/server/context";
import { mayCall, type Verb } from "@/server/core/access";
import { DomainError } from "@/server/core/domain-error";
import type { RecordEntry, RecordHead, RecordScope } from "@/server/core/record-lines";
import { sealedRow } from "@/server/services/sealer";
import { keysOf, signedRootOf } from "./published";

type Entry = typeof chainEntry.$inferSelect;
type Root = typeof dayRoot.$inferSelect;

/**
 * The doors of exports are route handlers, not procedures: the access table is asked here.
 * @throws DomainError not_signed_in `access.sign_in`, forbidden `access.role`
 */
export function mayTake(ctx: Context, verb: Verb): void {
  const role = actorRole(ctx.actor);
  if (mayCall(role, verb)) return;
  const isOut = role === "visitor" || role === "guest";
  throw isOut
    ? new DomainError("not_signed_in", "access.sign_in")
    : new DomainError("forbidden", "access.role", { verb });
}

/** Which rows carry these instants: of a stretch of the chain all between the first and the last, of a trip just those. */
function atInstants(entries: readonly Entry[], lie: "together" | "scattered"): SQL | undefined {
  const instants = [...new Set(entries.map(({ auditAt }) => auditAt.getTime()))].sort((a, b) => a - b);
  const [first, last] = [new Date(instants[0] ?? 0), new Date(instants.at(-1) ?? 0)];
  if (lie === "together") return and(gte(audit.at, first), lte(audit.at, last));
  const at = instants.map((it) => new Date(it));
  return inArray(audit.at, at);
}

/**
 * Chain entries as lines, with row and salt where no erasure took them. The instants are the second part of the rows' key:
 * the ids alone would look into all months, and all rows of the time between a trip's first and last would be read for it.
 */
export async function entryLines(
  tx: Tx,
  entries: readonly Entry[],
  lie: "together" | "scattered",
): Promise<RecordEntry[]> {
  if (entries.length === 0) return [];
  const regionId = tx.region.id;
  const ids = entries.map(({ auditId }) => auditId);
  const rows = await tx.db
    .select()
    .from(audit)
    .where(and(eq(audit.regionId, regionId), atInstants(entries, lie), inArray(audit.id, ids)));
  const salts = await tx.db
    .select()
    .from(chainSalt)
    .where(and(eq(chainSalt.regionId, regionId), inArray(chainSalt.auditId, ids)));
  const [rowOf, saltOf] = [
    new Map(rows.map((row) => [row.id, row])),
    new Map(salts.map(({ auditId, salt }) => [auditId, salt])),
  ];
  return entries.map(({ seq, prevHash, hash, contentHash, auditId, auditAt, threadNo, threadPrev }) => {
    const [row, salt] = [rowOf.get(auditId), saltOf.get(auditId)];
    return {
      kind: "entry",
      ...{ seq, prevHash, hash, contentHash, auditId, auditAt: auditAt.toISOString() },
      ...(threadNo === null ? {} : { thread: { no: threadNo, prev: threadPrev } }),
      ...(row && salt ? { salt, row: { ...sealedRow(row) } } : {}),
    };
  });
}

/** The head of an export, with the roots that its entries lie under. */
export function headOf(tx: Tx, scope: RecordScope, entries: number, roots: readonly Root[]): RecordHead {
  return {
    kind: "record",
    format: "anzhuan-record-3",
    regionId: tx.region.id,
    timeZone: tx.region.timeZone,
    scope,
    madeAt: tx.now.toISOString(),
    entries,
    keys: keysOf(roots),
    roots: roots.map(signedRootOf),
  };
}
