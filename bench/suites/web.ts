import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { openPool, type Pool } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { seedCity } from "@/db/seed/city";
import { freePort } from "@/server/commands/installation";
import type { Context } from "@/server/context";
import { installQueues } from "@/server/queue";
import { appRouter } from "@/server/routers/root";
import { type BenchCase, cpuMilliseconds, type Figure, type Suite } from "../measure";

const rounds = 200;
const turns = 4;
const warmUp = 60;
const folder = mkdtempSync(join(tmpdir(), "anzhuan-bench-"));

interface Query {
  text: string;
  values: unknown[];
}

/** A seeded city on a database without fsync, and the address of the application's role on it. */
async function city() {
  const cluster = await startEmbedded(folder, await freePort(), false);
  const admin = postgres(cluster.url("postgres"), { max: 1, onnotice: () => {} });
  await admin.unsafe("CREATE DATABASE bench");
  await admin.end();
  const owner = cluster.url("bench");
  const app = Object.assign(new URL(owner), { username: "anzhuan_app", password: "bench" });
  const secrets = {
    APP_DATABASE_URL: app.href,
    VAULT_KEYS: `b:${Buffer.alloc(32, 7).toString("base64")}`,
    LINK_SECRET: "b".repeat(64),
    DATA_DIR: folder,
  };
  Object.assign(process.env, secrets);
  await migrate(owner, app.href, new Date());
  await installQueues(owner, app.href);
  await seedCity(owner, new Date());
  return { cluster, address: app.href };
}

/** What one request asks of the database, heard on a connection of its own: hearing costs time. */
async function statementsOf(address: string, ask: (pool: Pool) => () => Promise<void>): Promise<Query[]> {
  const heard: Query[] = [];
  const listening = { on: false };
  const client = postgres(address, {
    max: 1,
    onnotice: () => {},
    debug: (_connection, text, values) => {
      if (listening.on) heard.push({ text, values: values as unknown[] });
    },
  });
  const request = ask(drizzle(client));
  await request();
  listening.on = true;
  await request();
  await client.end();
  return heard.filter(({ text }) => !/^(begin|commit)/i.test(text.trim()));
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < warmUp; i++) await work();
  const cpu = cpuMilliseconds();
  for (let i = 0; i < rounds; i++) await work();
  return (cpuMilliseconds() - cpu) / rounds;
}

/** The seat's list of bookings through the whole API, against a handler that runs the very same statements. */
const apiCost: BenchCase = {
  name: "booking query",
  run: async () => {
    const { cluster, address } = await city();
    const client = postgres(address, { max: 2, onnotice: () => {} });
    const { pool, close } = openPool(address, 2);
    const region = { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" };
    const actor = {
      kind: "user" as const,
      accountId: "00000000-0000-7000-8000-000000000000",
      role: "seat" as const,
      orgId: null,
      membershipId: null,
    };
    const contextOn = (pool: Pool) => (): Context => ({ pool, actor, now: new Date(), region });
    const input = encodeURIComponent(JSON.stringify({ json: { limit: 20 } }));
    const url = `http://localhost/api/trpc/booking.list?input=${input}`;
    const throughApi = (pool: Pool) => async () => {
      const answer = await fetchRequestHandler({
        endpoint: "/api/trpc",
        req: new Request(url),
        router: appRouter,
        createContext: contextOn(pool),
      });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(text);
    };
    const statements = await statementsOf(address, throughApi);
    const bare = (prepare: boolean) => async () => {
      const rows = await client.begin(async (sql) => {
        const answers: unknown[] = [];
        for (const { text, values } of statements)
          answers.push(await sql.unsafe(text, values as never[], { prepare }));
        return answers;
      });
      await new Response(JSON.stringify(rows)).text();
    };
    const ways = [bare(true), bare(false), throughApi(pool)];
    // In turns, the lowest of each: neither has the other's warm-up or a neighbour's noise in it.
    const lowest = ways.map(() => Number.POSITIVE_INFINITY);
    for (let turn = 0; turn < turns; turn++)
      for (const [at, way] of ways.entries()) lowest[at] = Math.min(lowest[at] ?? 0, await cpuOf(way));
    const [prepared = 0, plain = 0, api = 0] = lowest;
    await client.end();
    await close();
    await cluster.stop();
    const note = `${statements.length} statements`;
    return [
      { name: "bare handler", value: prepared, unit: "ms CPU", note },
      { name: "bare handler, nothing prepared", value: plain, unit: "ms CPU", note },
      { name: "tRPC query", value: api, unit: "ms CPU" },
      { name: "ratio", value: api / prepared, unit: "times", note: "at most 2" },
    ];
  },
};

/** Scripts that a page asks for before anybody did anything; the polyfill for old browsers is left out. */
async function scriptsOf(base: string, path: string): Promise<Figure> {
  const html = await (await fetch(base + path, { headers: { "accept-language": "zh-CN" } })).text();
  const tags = [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/nomodule/i.test(tag));
  const preloads = [...html.matchAll(/<link\b[^>]*as="script"[^>]*>/g)].map(([tag]) => tag);
  const found = [...tags, ...preloads].flatMap(
    (tag) => /(?:src|href)="([^"]+\.js[^"]*)"/.exec(tag)?.[1] ?? [],
  );
  let bytes = 0;
  for (const source of new Set(found)) {
    const script = await fetch(new URL(source, base));
    bytes += gzipSync(Buffer.from(await script.arrayBuffer())).length;
  }
  return {
    name: `scripts of ${path}`,
    value: bytes / 1000,
    unit: "kB compressed",
    note: `${new Set(found).size} files`,
  };
}

/** The family's first pages as `npm start` serves them. */
const firstLoad: BenchCase = {
  name: "first load",
  run: async () => {
    const port = await freePort();
    const env = { ...process.env, PORT: String(port), DATA_DIR: join(folder, "served") };
    const started = performance.now();
    const server = spawn(process.execPath, ["server/commands/start.mjs"], {
      env,
      stdio: ["ignore", "ignore", 2],
    });
    const base = `http://localhost:${port}`;
    while (
      !(await fetch(`${base}/api/health/ready`).then(
        (answer) => answer.ok,
        () => false,
      ))
    ) {
      if (server.exitCode !== null) throw new Error("The server did not start");
      await sleep(500);
    }
    const ready = performance.now() - started;
    const figures = [await scriptsOf(base, "/zh-CN"), await scriptsOf(base, "/zh-CN/book")];
    server.kill("SIGTERM");
    await new Promise((done) => server.once("exit", done));
    return [...figures, { name: "start to ready, with seed", value: ready / 1000, unit: "s" }];
  },
};

export const suite: Suite = {
  name: "web",
  about: "cost of the API and weight of the first pages",
  cases: async () => [apiCost, firstLoad],
  close: async () => rmSync(folder, { recursive: true, force: true }),
};
