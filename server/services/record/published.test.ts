import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dayRoot } from "@/db/schema/audit";
import { makeRegion } from "@/db/seed/factories";
import type { Context } from "@/server/context";
import { addDays } from "@/server/core/local-time";
import { publicKeys } from "@/server/gateways/key-ring";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { listRoots, publishedRoots } from "./published";

let db: TestDatabase;
const regionId = "331000";
const first = "2026-01-01";
const days = 70;

beforeAll(async () => {
  db = await testDatabase();
  const owner = drizzle(db.owner);
  await makeRegion(owner, { id: regionId });
  const rows = Array.from({ length: days }, (_, at) => ({
    regionId,
    day: addDays(first, at),
    firstSeq: at + 1,
    lastSeq: at,
    root: `root ${at}`,
    headHash: null,
    previous: at === 0 ? null : `hash ${at - 1}`,
    hash: `hash ${at}`,
    keyId: at < 5 ? "retired" : publicKeys()[0].id,
    publicKey: at < 5 ? "the retired key" : publicKeys()[0].publicKey,
    signature: "-",
    signedAt: new Date(`${addDays(first, at + 1)}T00:30:00Z`),
  }));
  await owner.insert(dayRoot).values(rows);
});
afterAll(() => db.close());

it("names a key that signed nothing on this page: who leafs through the roots can check every day", async () => {
  const visitor: Context = {
    pool: db.pool,
    now: new Date("2026-06-01T00:00:00Z"),
    region: { id: regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
    actor: { kind: "visitor", browserIndex: "b", addressIndex: "a" },
  };
  const keys = ["retired", ...publicKeys().map(({ id }) => id)].sort();
  const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id).sort();
  const pages = [await listRoots(visitor, { page: 1 }), await listRoots(visitor, { page: 2 })];
  expect(pages.map(({ roots }) => roots.length)).toEqual([60, 10]);
  for (const page of pages) expect(idsOf(page.keys)).toEqual(keys);
  expect(idsOf((await publishedRoots(visitor)).keys)).toEqual(keys);
});
