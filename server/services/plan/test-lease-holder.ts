import { openPool } from "@/db/client";
import { env } from "@/server/env";
import { withLease } from "./lease";

/** A worker of its own process that takes a region's lease and works on for ever: what a test kills. */
const { pool } = openPool(env().APP_DATABASE_URL, 1);
const region = { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" };
const clock = () => new Date();
const ctx = { pool, now: clock(), region, actor: { kind: "system", job: "test-holder" } as const };

await withLease(ctx, { scope: "improve", paced: false, clock }, async (lease) => {
  console.log(JSON.stringify(lease));
  return new Promise(() => setInterval(() => undefined, 1000));
});
