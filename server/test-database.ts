import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { inject } from "vitest";
import { openPool, type Pool } from "@/db/client";
import { assertMaskedAudit } from "./test-audit";

/** A database of one test file: `pool` acts as the application, `owner` sees everything. */
export interface TestDatabase {
  pool: Pool;
  owner: Sql;
  ownerUrl: string;
  appUrl: string;
  close: () => Promise<void>;
}

/**
 * Clone the migrated template for this test file and point the environment at it. Call it once in `beforeAll`;
 * secrets are made up for the run.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const adminUrl = inject("ownerUrl");
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE template_anzhuan STRATEGY file_copy`);
  await admin.end();
  const ownerUrl = new URL(adminUrl);
  ownerUrl.pathname = `/${name}`;
  const appUrl = new URL(ownerUrl);
  appUrl.username = "anzhuan_app";
  appUrl.password = "test";
  Object.assign(process.env, {
    APP_DATABASE_URL: appUrl.href,
    DATA_DIR: mkdtempSync(join(tmpdir(), "anzhuan-data-")),
    VAULT_KEYS: `test:${randomBytes(32).toString("base64")}`,
    LINK_SECRET: randomBytes(32).toString("hex"),
    SIGNING_KEYS: `test:${randomBytes(32).toString("base64")}`,
    DEMO: "1",
  });
  const { pool, close } = openPool(appUrl.href, 10);
  const owner = postgres(ownerUrl.href, { max: 2, onnotice: () => {} });
  return {
    pool,
    owner,
    ownerUrl: ownerUrl.href,
    appUrl: appUrl.href,
    close: async () => {
      const { closeQueue } = await import("./queue");
      await closeQueue();
      await close();
      await assertMaskedAudit(owner).finally(() => owner.end());
    },
  };
}
