import { type SQL, sql } from "drizzle-orm";
import { emergencyHandover } from "@/db/schema/seat";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { keyIds } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { sealedInRecord } from "./reseal";
import { type SealedTable, sealedTables } from "./sealed-columns";

interface KeyCount {
  /** What holds the values: a table, or the part of one that lies in JSON. */
  place: string;
  keyId: string;
  values: number;
}

type Counted = { key: string; values: number };
const identifier = (name: string): SQL => sql.raw(`"${name}"`);

/** Values by the key that sealed them, of some expressions of a table. */
async function count(tx: Tx, from: SQL, expressions: SQL[], where: SQL): Promise<Counted[]> {
  const listed = sql.join(
    expressions.map((it) => sql`(split_part(${it}, ':', 1))`),
    sql`, `,
  );
  const rows = await tx.db.execute<{ key: string; values: string }>(sql`
    SELECT v.key, count(*) AS values FROM ${from} CROSS JOIN LATERAL (VALUES ${listed}) v(key)
    WHERE v.key IS NOT NULL AND v.key <> '' AND ${where} GROUP BY v.key`);
  return rows.map(({ key, values }) => ({ key, values: Number(values) }));
}

function ofTable(tx: Tx, { table, columns, isShared }: SealedTable): Promise<Counted[]> {
  const sealed = columns.map((column) => identifier(`${column}_sealed`));
  return count(tx, identifier(table), sealed, isShared ? sql`true` : sql`region_id = ${tx.region.id}`);
}

const inJson: { place: string; read: (tx: Tx) => Promise<Counted[]> }[] = [
  {
    place: "trip.crew",
    read: (tx) =>
      count(
        tx,
        sql`${trip} CROSS JOIN LATERAL jsonb_array_elements(${trip.crew}) m`,
        [sql`m ->> 'nameSealed'`],
        sql`region_id = ${tx.region.id}`,
      ),
  },
  {
    place: "emergency_handover.record",
    read: (tx) =>
      count(
        tx,
        sql`${emergencyHandover}`,
        sealedInRecord.map((part) => sql`${emergencyHandover.record} ->> ${part}`),
        sql`region_id = ${tx.region.id}`,
      ),
  },
];

/**
 * How many sealed values of the region (and of accounts and codes, which all regions share) stand under which key, counted now:
 * an older key may go once nothing stands under it in any region. Reads every row that holds sealed values.
 */
export async function keyReport(ctx: Context) {
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const counts: KeyCount[] = [];
      const add = (place: string, found: Counted[]) =>
        counts.push(...found.map(({ key, values }) => ({ place, keyId: key, values })));
      for (const it of sealedTables) add(it.table, await ofTable(p, it));
      for (const { place, read } of inJson) add(place, await read(p));
      const [newest = "", ...older] = keyIds();
      const sumOf = (keyId: string) =>
        counts.reduce((sum, it) => sum + (it.keyId === keyId ? it.values : 0), 0);
      const known = [newest, ...older];
      const unknown = [...new Set(counts.map(({ keyId }) => keyId))]
        .filter((it) => !known.includes(it))
        .sort();
      return {
        countedAt: ctx.now,
        /** The newest first; a key that is not held any more cannot open what stands under it. */
        keys: [...known, ...unknown].map((keyId) => ({
          keyId,
          isNewest: keyId === newest,
          isHeld: known.includes(keyId),
          values: sumOf(keyId),
        })),
        /** Where values still stand under another key than the newest. */
        left: counts.filter(({ keyId }) => keyId !== newest),
      };
    }),
  );
}
