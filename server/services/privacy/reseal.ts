import { and, eq, type SQL, sql } from "drizzle-orm";
import { emergencyHandover } from "@/db/schema/seat";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { emergencyRecord } from "@/server/core/emergency-record";
import { loggable } from "@/server/core/failure";
import { hasOlderKeys, newestKeyId, open, seal, sealedWithOldKey } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { type SealedTable, sealedTables } from "./sealed-columns";

const perStep = 200;
/** In one round; the next one goes on. */
const stepsAtMost = 25;

/** The same value under the newest key; what is sealed with it already, and nothing, stays as it is. */
function renewed(sealed: string, context: string): string {
  return sealedWithOldKey(sealed) ? seal(open(sealed, context), context) : sealed;
}

type Row = { id: string } & Record<string, string | null>;
const identifier = (name: string): SQL => sql.raw(`"${name}"`);

/** Not sealed with the newest key; nothing sealed is not old. */
const isOld = (sealed: SQL): SQL => sql`split_part(${sealed}, ':', 1) <> ${newestKeyId()}`;

/** A value that was changed by somebody else's hand stays and is named in the log: it must not keep all others waiting. */
async function untilDamaged(table: string, id: string, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 1;
  } catch (error) {
    if (!(error instanceof DomainError && error.key === "vault.damaged")) throw error;
    console.error("reseal", table, id, loggable(error));
    return 0;
  }
}

async function resealRows(tx: Tx, { table, columns, isShared }: SealedTable): Promise<number> {
  const owner = isShared ? "-" : tx.region.id;
  const here = isShared ? sql`true` : sql`region_id = ${owner}`;
  const old = sql.join(
    columns.map((column) => isOld(identifier(`${column}_sealed`))),
    sql` OR `,
  );
  const picked = sql.join(
    columns.map((column) => identifier(`${column}_sealed`)),
    sql`, `,
  );
  const rows = await tx.db.execute<Row>(
    sql`SELECT id::text AS id, ${picked} FROM ${identifier(table)} WHERE ${here} AND (${old}) LIMIT ${perStep} FOR UPDATE SKIP LOCKED`,
  );
  let done = 0;
  for (const row of rows)
    done += await untilDamaged(table, row.id, async () => {
      const values = columns.map((column) => {
        const sealed = row[`${column}_sealed`] ?? null;
        const next = sealed && renewed(sealed, `${owner}/${table}/${column}`);
        return sql`${identifier(`${column}_sealed`)} = ${next}`;
      });
      await tx.db.execute(
        sql`UPDATE ${identifier(table)} SET ${sql.join(values, sql`, `)} WHERE ${here} AND id = ${row.id}::uuid`,
      );
    });
  return done;
}

/** Names of crews lie in each trip's own list. */
async function resealCrews(tx: Tx): Promise<number> {
  const old = sql`EXISTS (SELECT 1 FROM jsonb_array_elements(${trip.crew}) m WHERE ${isOld(sql`m ->> 'nameSealed'`)})`;
  const rows = await tx.db
    .select({ id: trip.id, crew: trip.crew })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), old))
    .limit(perStep)
    .for("update", { skipLocked: true });
  const context = `${tx.region.id}/crew_member/name`;
  for (const { id, crew } of rows)
    await tx.db
      .update(trip)
      .set({ crew: crew.map((it) => ({ ...it, nameSealed: renewed(it.nameSealed, context) })) })
      .where(and(eq(trip.regionId, tx.region.id), eq(trip.id, id)));
  return rows.length;
}

const recordParts = { detailsSealed: "details", saidSealed: "said", outcomeSealed: "outcome" } as const;

/** The sealed words in the record of a hand-over to 120. */
export const sealedInRecord = Object.keys(recordParts);

/** Words about a hand-over to 120 lie in its record. */
async function resealRecords(tx: Tx): Promise<number> {
  const old = sql.join(
    Object.keys(recordParts).map((part) => isOld(sql`${emergencyHandover.record} ->> ${part}`)),
    sql` OR `,
  );
  const rows = await tx.db
    .select({ id: emergencyHandover.id, record: emergencyHandover.record })
    .from(emergencyHandover)
    .where(and(eq(emergencyHandover.regionId, tx.region.id), sql`(${old})`))
    .limit(perStep)
    .for("update", { skipLocked: true });
  for (const { id, record } of rows) {
    const read = emergencyRecord.parse(record);
    const next = Object.entries(recordParts).map(([key, column]) => {
      const sealed = read[key as keyof typeof recordParts];
      return [key, sealed && renewed(sealed, `${tx.region.id}/emergency_handover/${column}`)];
    });
    await tx.db
      .update(emergencyHandover)
      .set({ record: { ...record, ...Object.fromEntries(next) } })
      .where(and(eq(emergencyHandover.regionId, tx.region.id), eq(emergencyHandover.id, id)));
  }
  return rows.length;
}

const parts: { name: string; step: (tx: Tx) => Promise<number> }[] = [
  ...sealedTables.map((it) => ({ name: it.table, step: (tx: Tx) => resealRows(tx, it) })),
  { name: "trip.crew", step: resealCrews },
  { name: "emergency_handover.record", step: resealRecords },
];

/**
 * Seal again what is still sealed with an older key than the newest of `VAULT_KEYS`, in small steps beside the day's work;
 * indexes stay as they are, for they hang on another secret. Answers with how many rows of each part; an empty answer says that
 * the older keys may go.
 * @throws DomainError unavailable `vault.key_missing` where a key was taken away too early: nothing of that step is changed
 */
export async function resealOld(ctx: Context): Promise<Record<string, number>> {
  if (!hasOlderKeys()) return {};
  const done: Record<string, number> = {};
  for (const { name, step } of parts)
    for (let at = 0; at < stepsAtMost; at++) {
      const count = await inTransaction(ctx, async (tx) => {
        const resealed = await step(tx);
        if (resealed > 0) {
          const after = { what: name, rows: resealed, key: newestKeyId() };
          await writeAudit(tx, { verb: "privacy.reseal", noun: "region", nounId: tx.region.id, after });
        }
        return resealed;
      });
      if (count > 0) done[name] = (done[name] ?? 0) + count;
      if (count < perStep) break;
    }
  return done;
}
