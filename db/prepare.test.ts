import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPool } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/server/test-database";

const prepared = sql`SELECT count(*)::int AS count FROM pg_prepared_statements`;

describe("prepared statements", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it("are made once for a text, in transactions and savepoints too", async () => {
    const { pool, close } = openPool(database.appUrl, 1);
    const ask = (value: number) => sql`SELECT ${value}::int AS value`;
    for (let round = 0; round < 3; round++) {
      await pool.execute(ask(round));
      await pool.transaction(async (tx) => {
        await tx.execute(ask(round));
        await tx.transaction(async (inner) =>
          expect(await inner.execute(ask(7))).toMatchObject([{ value: 7 }]),
        );
      });
    }
    const texts = await pool.execute(
      sql`SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%::int AS value'`,
    );
    expect(texts).toHaveLength(1);
    await close();
  });

  it("never fill a connection, however many texts there are", async () => {
    const { pool, close } = openPool(database.appUrl, 1);
    for (let text = 0; text < 700; text++) {
      expect(await pool.execute(sql.raw(`SELECT ${text} AS value`))).toMatchObject([{ value: text }]);
    }
    expect((await pool.execute<{ count: number }>(prepared))[0]?.count).toBeLessThanOrEqual(500);
    await close();
  });
});
