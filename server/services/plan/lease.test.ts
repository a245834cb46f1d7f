import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/server/context";
import { asPlatform, inTransaction } from "@/server/scope";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import {
  holdLease,
  type Lease,
  LeaseLost,
  leaseSeconds,
  releaseLease,
  renewLease,
  takeLease,
  withLease,
} from "./lease";

const start = new Date("2026-11-23T00:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(() => db.owner`TRUNCATE plan_lease`);

const ctxAt = (now: Date, regionId = "331000"): Context => ({
  pool: db.pool,
  now,
  region: { id: regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
  actor: { kind: "system", job: "test" },
});
const improve = { scope: "improve", paced: true };
const must = (lease: Lease | null): Lease => {
  if (!lease) throw new Error("the lease was to be had");
  return lease;
};
const hold = (now: Date, lease: Lease) =>
  inTransaction(ctxAt(now), (tx) => asPlatform(tx, (p) => holdLease(p, lease)));

describe("the lease of a region's planning", () => {
  it("is taken by one of many at the same moment, and by one of each region", async () => {
    const takers = Array.from({ length: 8 }, () => takeLease(ctxAt(start), improve));
    expect((await Promise.all(takers)).filter(Boolean)).toHaveLength(1);
    expect(await takeLease(ctxAt(start, "420112"), improve)).not.toBeNull();
  });

  it("lasts as long as it is renewed, and ends by itself", async () => {
    const lease = must(await takeLease(ctxAt(start), improve));
    expect(await renewLease(ctxAt(later(20)), lease)).toBe(true);
    expect(await takeLease(ctxAt(later(40)), improve)).toBeNull();
    expect(await renewLease(ctxAt(later(20 + leaseSeconds)), lease)).toBe(false);
    expect(await takeLease(ctxAt(later(21 + leaseSeconds)), improve)).not.toBeNull();
  });

  it("is given back at once, with a pause for those who keep the pace", async () => {
    const lease = must(await takeLease(ctxAt(start), improve));
    await releaseLease(ctxAt(later(1)), lease, later(300));
    expect(await takeLease(ctxAt(later(2)), improve)).toBeNull();
    const night = must(await takeLease(ctxAt(later(2)), { scope: "night", paced: false }));
    await releaseLease(ctxAt(later(3)), night);
    expect(await takeLease(ctxAt(later(301)), improve)).not.toBeNull();
  });

  it("lets nobody write who lost it, nor give it away", async () => {
    const slow = must(await takeLease(ctxAt(start), improve));
    await expect(hold(later(leaseSeconds), slow)).rejects.toBeInstanceOf(LeaseLost);
    const next = must(await takeLease(ctxAt(later(leaseSeconds + 1)), improve));
    expect(next.term).toBe(slow.term + 1);
    await releaseLease(ctxAt(later(leaseSeconds + 1)), slow);
    await expect(hold(later(leaseSeconds + 2), slow)).rejects.toBeInstanceOf(LeaseLost);
    await hold(later(leaseSeconds + 2), next);
  });

  it("keeps a taker waiting while its holder writes", async () => {
    const lease = must(await takeLease(ctxAt(start), improve));
    let taken: Promise<Lease | null> | undefined;
    await inTransaction(ctxAt(later(1)), (tx) =>
      asPlatform(tx, async (p) => {
        await holdLease(p, lease);
        taken = takeLease(ctxAt(later(leaseSeconds + 5)), improve);
        expect(await Promise.race([taken, new Promise((done) => setTimeout(done, 200, "waits"))])).toBe(
          "waits",
        );
      }),
    );
    expect(await taken).not.toBeNull();
  });

  it("is not read or taken by a member of an organization", async () => {
    must(await takeLease(ctxAt(start), improve));
    const dispatcher = { kind: "user", accountId: "a", role: "dispatcher", orgId: "o", membershipId: null };
    const seen = await inTransaction({ ...ctxAt(start), actor: dispatcher as Context["actor"] }, (tx) =>
      tx.db.execute("SELECT 1 FROM plan_lease"),
    );
    expect(seen).toHaveLength(0);
  });

  it("is given back when the work fails", async () => {
    const clock = () => start;
    const failing = withLease(ctxAt(start), { ...improve, clock }, () => Promise.reject(new Error("broken")));
    await expect(failing).rejects.toThrow("broken");
    expect(await takeLease(ctxAt(later(1)), improve)).not.toBeNull();
  });
});

describe("a worker that is killed", () => {
  it("leaves the region to another once its time is over, and not before", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", "server/services/plan/test-lease-holder.ts"], {
      env: { ...process.env, APP_DATABASE_URL: db.appUrl },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const lost: Lease = JSON.parse(String(line));
    const taken = Date.now();
    child.kill("SIGKILL");
    await once(child, "exit");
    const at = (seconds: number) => new Date(taken + seconds * 1000);
    expect(await takeLease(ctxAt(at(1)), improve)).toBeNull();
    const next = must(await takeLease(ctxAt(at(leaseSeconds + 1)), improve));
    expect(next.term).toBe(lost.term + 1);
    await expect(hold(at(leaseSeconds + 2), lost)).rejects.toBeInstanceOf(LeaseLost);
  });
});
