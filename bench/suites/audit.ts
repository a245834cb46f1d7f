import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { type Executor, openPool, type Pool } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { audit } from "@/db/schema/audit";
import { seedCity } from "@/db/seed/city";
import { freePort } from "@/server/commands/installation";
import type { Context } from "@/server/context";
import { checkRecord } from "@/server/core/record-check";
import { makeRecord, type Signer } from "@/server/core/record-factory";
import { signedBytes } from "@/server/core/signature";
import { installQueues } from "@/server/queue";
import { assessBooking } from "@/server/services/booking/assess";
import { sealRegion } from "@/server/services/sealer";
import { asking, newVisitor, testNow } from "@/server/test-asking";
import { type BenchCase, cpuMilliseconds, percentile, type Suite } from "../measure";

const writers = 8;
const blockMs = 6_000;
const blocks = 6;
/** As the worker seals (server/worker.ts). */
const sealEveryMs = 4_000;
const region = { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" };
const folder = mkdtempSync(join(tmpdir(), "anzhuan-bench-audit-"));

/** A seeded city on a database that keeps what it commits (fsync on). */
async function city() {
  const cluster = await startEmbedded(folder, await freePort(), true);
  const admin = postgres(cluster.url("postgres"), { max: 1, onnotice: () => {} });
  await admin.unsafe("CREATE DATABASE bench");
  await admin.end();
  const owner = cluster.url("bench");
  const app = Object.assign(new URL(owner), { username: "anzhuan_app", password: "bench" });
  Object.assign(process.env, {
    APP_DATABASE_URL: app.href,
    VAULT_KEYS: `b:${randomBytes(32).toString("base64")}`,
    LINK_SECRET: randomBytes(32).toString("hex"),
    SIGNING_KEYS: `b:${randomBytes(32).toString("base64")}`,
    DATA_DIR: folder,
  });
  await migrate(owner, app.href, new Date());
  await installQueues(owner, app.href);
  await seedCity(owner, new Date());
  const client = postgres(owner, { max: 1, onnotice: () => {} });
  const [hospital] = await client`
    SELECT id FROM facility WHERE region_id = ${region.id} AND kind = 'hospital' ORDER BY id LIMIT 1`;
  await client.end();
  return { cluster, address: app.href, hospital: String(hospital?.id) };
}

/** The same pool, but that rows of the audit are not written: the verbs themselves stay as they are. */
function withoutAudit(pool: Pool): Pool {
  const silent = (db: Executor): Executor =>
    new Proxy(db, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (name !== "insert") return typeof value === "function" ? value.bind(target) : value;
        return (table: unknown) =>
          table === audit
            ? { values: async () => [] }
            : target.insert(table as Parameters<Executor["insert"]>[0]);
      },
    });
  return new Proxy(pool, {
    get(target, name) {
      if (name === "transaction")
        return (work: (db: Executor) => Promise<unknown>) => target.transaction((db) => work(silent(db)));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Bookings that eight writers make in one block of time. */
async function block(pool: Pool, hospital: string, isSealing: boolean): Promise<number> {
  const ends = performance.now() + blockMs;
  let made = 0;
  const write = async () => {
    while (performance.now() < ends) {
      const ctx: Context = { pool, now: testNow, region, actor: newVisitor() };
      await assessBooking(ctx, asking(hospital));
      made += 1;
    }
  };
  const seal = async () => {
    const system: Context = { pool, now: testNow, region, actor: { kind: "system", job: "seal-audit" } };
    while (performance.now() < ends) {
      const began = performance.now();
      await sealRegion(system);
      const rest = Math.min(ends, began + sealEveryMs) - performance.now();
      await new Promise((done) => setTimeout(done, Math.max(0, rest)));
    }
  };
  await Promise.all([...Array.from({ length: writers }, write), ...(isSealing ? [seal()] : [])]);
  return made / (blockMs / 1000);
}

const booking: BenchCase = {
  name: "booking transaction",
  run: async () => {
    const { cluster, address, hospital } = await city();
    const { pool, close } = openPool(address, writers + 2);
    const silent = withoutAudit(pool);
    await sealRegion({ pool, now: testNow, region, actor: { kind: "system", job: "seal-audit" } });
    await block(pool, hospital, true);
    const [with_, without]: [number[], number[]] = [[], []];
    for (let round = 0; round < blocks; round++) {
      // Turn about, and the other one first every second time, so that a growing table favours neither.
      const turns = round % 2 === 0 ? [true, false] : [false, true];
      for (const isAudited of turns)
        (isAudited ? with_ : without).push(await block(isAudited ? pool : silent, hospital, isAudited));
    }
    await close();
    await cluster.stop();
    const ratios = with_.map((rate, at) => rate / (without[at] ?? Number.NaN));
    return [
      {
        name: "with audit and sealing",
        value: percentile(with_, 0.5),
        unit: "bookings/s",
        note: "median of blocks",
      },
      { name: "without", value: percentile(without, 0.5), unit: "bookings/s" },
      { name: "ratio", value: percentile(ratios, 0.5), unit: "", note: "target at least 0.85" },
      { name: "lowest ratio of a pair", value: Math.min(...ratios), unit: "" },
    ];
  },
};

function signer(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");
  return {
    key: { id: "bench", algorithm: "Ed25519", publicKey: raw },
    sign: (purpose, text) => ({
      keyId: "bench",
      signature: sign(null, signedBytes(purpose, text), privateKey).toString("base64"),
    }),
  };
}

const verification = (entries: number): BenchCase => ({
  name: `verification of ${entries} entries`,
  run: async () => {
    const days = 50;
    const made = makeRecord(days, entries / days, signer());
    const checking = checkRecord(made.published);
    let [bytes, checkMs, cpuMs] = [0, 0, 0];
    let piece = "";
    const check = () => {
      const [wall, cpu] = [performance.now(), cpuMilliseconds()];
      checking.add(piece);
      checkMs += performance.now() - wall;
      cpuMs += cpuMilliseconds() - cpu;
      bytes += Buffer.byteLength(piece);
      piece = "";
    };
    for (const line of made.days()) {
      piece += line;
      if (piece.length > 1 << 20) check();
    }
    check();
    const report = checking.end();
    if (report.failures > 0 || report.holds !== entries) throw new Error("The record does not hold");
    return [
      {
        name: "checked",
        value: entries / (checkMs / 1000),
        unit: "entries/s",
        note: "one thread, writing left out",
      },
      { name: "by CPU time", value: entries / (cpuMs / 1000), unit: "entries/s" },
      { name: "record", value: bytes / 1_000_000, unit: "MB" },
    ];
  },
});

export const suite: Suite = {
  name: "audit",
  about: "what the record costs the bookings, and how fast it is checked",
  cases: async () => [booking, verification(100_000), verification(1_000_000)],
  close: async () => rmSync(folder, { recursive: true, force: true }),
};
