import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { preparing } from "@/db/prepare";

/** The pool: opens transactions. Outside one no tenant is set, so that region tables read as empty. */
export type Pool = PostgresJsDatabase;
/** What queries run on: the pool or an open transaction. */
export type Executor = PgDatabase<PostgresJsQueryResultHKT>;

/** Open a pool on a connection string; `close` ends it. */
export function openPool(url: string, connections = 10): { pool: Pool; close: () => Promise<void> } {
  const client = postgres(url, {
    max: connections,
    onnotice: () => {},
    connection: { application_name: "anzhuan" },
  });
  return { pool: drizzle(preparing(client)), close: () => client.end({ timeout: 5 }) };
}

/** Hear a channel: a wake-up beside polling, re-listened by itself after a lost connection. */
export async function listen(
  url: string,
  channel: string,
  hear: (payload: string) => void,
): Promise<() => Promise<void>> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  await client.listen(channel, hear);
  return () => client.end({ timeout: 1 });
}
