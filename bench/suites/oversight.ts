import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { openPool, type Pool } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { seedCity } from "@/db/seed/city";
import { freePort } from "@/server/commands/installation";
import type { Context } from "@/server/context";
import { addDays, localDay } from "@/server/core/local-time";
import { behindInput } from "@/server/core/oversight-input";
import { bookingsBehind } from "@/server/services/figure/behind";
import { keepFigures } from "@/server/services/figure/keep";
import { regionOverview } from "@/server/services/figure/overview";
import { tripRecord } from "@/server/services/oversight/record";
import { type BenchCase, type Figure, percentile, type Suite } from "../measure";
import { growTo } from "../trips";

const region = { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" };
const folder = mkdtempSync(join(tmpdir(), "anzhuan-bench-oversight-"));
const now = new Date();
const today = localDay(now, region.timeZone);

interface City {
  owner: Sql;
  pool: Pool;
  regulator: Context;
  stop: () => Promise<void>;
}
let opened: Promise<City> | undefined;

/** A seeded city on a database of its own, grown from case to case. */
async function openCity(): Promise<City> {
  const cluster = await startEmbedded(folder, await freePort(), false);
  const admin = postgres(cluster.url("postgres"), { max: 1, onnotice: () => {} });
  await admin.unsafe("CREATE DATABASE bench");
  await admin.end();
  const url = cluster.url("bench");
  const app = Object.assign(new URL(url), { username: "anzhuan_app", password: "bench" });
  Object.assign(process.env, {
    APP_DATABASE_URL: app.href,
    VAULT_KEYS: `b:${randomBytes(32).toString("base64")}`,
    LINK_SECRET: randomBytes(32).toString("hex"),
    SIGNING_KEYS: `b:${randomBytes(32).toString("base64")}`,
    DATA_DIR: folder,
  });
  await migrate(url, app.href, now);
  await seedCity(url, now);
  const owner = postgres(url, { max: 1, onnotice: () => {} });
  const [member] = await owner<{ account_id: string; org_id: string }[]>`
    SELECT account_id, org_id FROM membership WHERE region_id = ${region.id} AND role = 'regulator' LIMIT 1`;
  if (!member) throw new Error("The seed has no regulator");
  const { pool, close } = openPool(app.href, 4);
  const actor = {
    kind: "user",
    accountId: member.account_id,
    role: "regulator",
    orgId: member.org_id,
    membershipId: null,
  } as const;
  const stop = async () => {
    await close();
    await owner.end();
    await cluster.stop();
  };
  return { owner, pool, regulator: { pool, now, region, actor }, stop };
}
const city = () => {
  opened ??= openCity();
  return opened;
};

async function median(rounds: number, work: (round: number) => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await work(round);
    samples.push(performance.now() - began);
  }
  return percentile(samples, 0.5);
}

/** Milliseconds of the smallest case by figure, which the larger ones are compared with. */
const smallest = new Map<string, number>();

function timed(name: string, ms: number, target?: string): Figure[] {
  const first = smallest.get(name) ?? ms;
  smallest.set(name, first);
  const note = target ? { note: target } : {};
  return [
    { name, value: ms, unit: "ms", ...note },
    ...(first === ms ? [] : [{ name: `${name}, ratio to the smallest`, value: ms / first, unit: "" }]),
  ];
}

/** Bookings to open, drawn evenly over the grown ones. */
async function someBookings(owner: Sql): Promise<string[]> {
  const rows = await owner<{ id: string }[]>`
    SELECT booking_id AS id FROM trip WHERE region_id = ${region.id} AND status = 'completed' ORDER BY md5(booking_id::text) LIMIT 40`;
  return rows.map(({ id }) => id);
}

const sized = (trips: number): BenchCase => ({
  name: `${trips} trips`,
  run: async () => {
    const { owner, pool, regulator } = await city();
    await growTo(owner, region.id, trips);
    const system: Context = { pool, now, region, actor: { kind: "system", job: "keep-figures" } };
    const began = performance.now();
    // What was grown behind the record's back is measured as by a raised version: everything anew.
    await owner`UPDATE figure_state SET version = 0`;
    await keepFigures(system);
    const keptSeconds = (performance.now() - began) / 1000;
    await owner.unsafe("ANALYZE");
    const year = { from: addDays(today, -365), until: today };
    const month = { from: addDays(today, -29), until: today };
    const late = behindInput.parse({ ...year, indicator: "onTime", side: "missed" });
    const ids = await someBookings(owner);
    await tripRecord(regulator, { bookingId: ids[0] ?? "" });
    const inspect = (round: number) => tripRecord(regulator, { bookingId: ids[round % ids.length] ?? "" });
    const [counted] = await owner`SELECT count(*)::int AS count FROM trip WHERE region_id = ${region.id}`;
    return [
      { name: "trips in the region", value: Number(counted?.count), unit: "trips" },
      { name: "figures kept anew", value: Number(counted?.count) / keptSeconds, unit: "trips/s" },
      ...timed("overview of a year", await median(7, () => regionOverview(regulator, year)), "target 2 s"),
      ...timed("overview of a month", await median(7, () => regionOverview(regulator, month))),
      ...timed("late trips of a year, first page", await median(7, () => bookingsBehind(regulator, late))),
      ...timed("inspection of a trip", await median(ids.length, inspect), "target 3 s, at most 1.3 times"),
    ];
  },
});

export const suite: Suite = {
  name: "oversight",
  about: "the regulator's overview and the inspection of a trip, over a growing year",
  cases: async () => [sized(10_000), sized(100_000), sized(1_000_000)],
  close: async () => {
    await (await opened)?.stop();
    rmSync(folder, { recursive: true, force: true });
  },
};
