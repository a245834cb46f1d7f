import { getTableColumns, getTableName, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { v5 as uuidv5 } from "uuid";
import type { Executor } from "@/db/client";

/** Any fixed UUID serves: ids of the seed are derived from it and a key, so that a second run makes the same rows. */
const namespace = "6f9b2f6e-5d0a-4b9c-8f57-961200331000";

/** The id of a seeded row. `key` names it within the noun: "operator/antu", "trip/2026-11-02/17". */
export function seedId(regionId: string, noun: string, key: string): string {
  return uuidv5(`${regionId}/${noun}/${key}`, namespace);
}

type Column = { name: string; columnType: string; mapToDriverValue: (value: unknown) => unknown };

/** A value as `json_populate_recordset` reads it: JSON stays JSON, instants and ranges become text. */
function plain(column: Column, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (column.columnType === "PgCustomColumn") return column.mapToDriverValue(value);
  return value;
}

/**
 * Insert many rows with one statement and one parameter (60,000 parameters would be the limit otherwise, and building
 * them costs more than the insert). Rows that are there already stay as they are. Every row names the same columns.
 */
export async function insertRows<T extends PgTable>(
  db: Executor,
  table: T,
  rows: T["$inferInsert"][],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.entries(getTableColumns(table) as Record<string, Column>).filter(
    ([key]) => key in first,
  );
  const names = sql.raw(columns.map(([, column]) => `"${column.name}"`).join(", "));
  const name = sql.raw(`"${getTableName(table)}"`);
  for (let from = 0; from < rows.length; from += 2_000) {
    const batch = rows
      .slice(from, from + 2_000)
      .map((row) =>
        Object.fromEntries(
          columns.map(([key, column]) => [column.name, plain(column, (row as Record<string, unknown>)[key])]),
        ),
      );
    const text = JSON.stringify(batch);
    await db
      .execute(
        sql`INSERT INTO ${name} (${names}) SELECT ${names} FROM json_populate_recordset(null::${name}, ${text}::json) ON CONFLICT DO NOTHING`,
      )
      .catch((error: Error) => {
        // The statement carries thousands of rows: only what the database said is worth reading.
        throw new Error(
          `Seeding ${getTableName(table)}: ${String(error.cause ?? error.message).slice(0, 500)}`,
        );
      });
  }
}
