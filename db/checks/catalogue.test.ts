import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "@/server/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const lint = readFileSync(fileURLToPath(new URL("./scale-lint.sql", import.meta.url)), "utf8");

describe("the schema's catalogue", () => {
  it("is ready to be sharded by region", async () => {
    expect(await database.owner.unsafe(lint)).toEqual([]);
  });

  it("has a lint that finds a bad table", async () => {
    await database.owner.unsafe("CREATE TABLE bad (id int, region_id text)");
    const found = await database.owner.unsafe(lint);
    await database.owner.unsafe("DROP TABLE bad");
    expect(found.map((row) => row.rule)).toContain("L02 table without a primary key");
  });

  it("fences every region table, also from its owner", async () => {
    const open = await database.owner`
      SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'region_id'
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND c.relname <> 'plate_directory'`;
    expect(open.map((row) => row.relname)).toEqual([]);
  });

  it("gives the application a role that cannot pass the fence", async () => {
    const [role] =
      await database.owner`SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'anzhuan_app'`;
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
    const owned = await database.owner`SELECT relname FROM pg_class WHERE relowner = 'anzhuan_app'::regrole`;
    expect(owned).toHaveLength(0);
  });

  it("lets the application neither change nor remove evidence", async () => {
    const rights = await database.owner`
      SELECT table_name, privilege_type FROM information_schema.role_table_grants
      WHERE grantee = 'anzhuan_app' AND privilege_type IN ('UPDATE', 'DELETE')
        AND table_name IN ('audit', 'ledger_entry', 'chain_entry', 'trip_event', 'decision', 'promise', 'assessment')`;
    expect(rights).toHaveLength(0);
  });

  it("shows no row to a connection that never said who acts", async () => {
    await database.owner`INSERT INTO counter (region_id, kind, value) VALUES ('331000', 'probe', 1)`;
    const { counter } = await import("@/db/schema/counter");
    expect(await database.pool.select().from(counter)).toEqual([]);
  });
});
