import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { z } from "zod";
import { type EmbeddedPostgres, startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { compareRuns, estimate, shareInterval } from "@/server/core/simulation/comparison";
import { statedNoise } from "@/server/core/simulation/noise";
import { policyNamed, policyNames } from "@/server/core/simulation/policy";
import { installQueues } from "@/server/queue";
import type { RunResult } from "@/server/simulation/run";
import { freePort } from "./installation";

/**
 * `npm run -s simulate -- --region 331000 --days 7 --seed 1 --json`: a city's days through the product's own verbs at a
 * simulated clock, on a database of its own that is thrown away. One JSON on standard output, progress on standard error,
 * exit status 0 when every request came to its end. `--compare POLICY` simulates a second policy on the same seed and
 * prints the paired differences with 95 % intervals.
 */
const usage = `usage: npm run -s simulate -- [--region CODE] [--days N] [--seed K] [--trips PER_DAY] [--from YYYY-MM-DD] [--policy NAME] [--compare NAME] [--records] --json
policies: ${policyNames.join(", ")}`;

const whole = z.coerce.number().int();
const choices = z.object({
  region: z.string().default("331000"),
  days: whole.min(1).max(366).default(7),
  seed: whole.min(0).max(2_147_483_647).default(1),
  trips: whole.min(1).max(5_000).optional(),
  /** A Monday without holidays near it; any other first day may be given. */
  from: z.iso.date().default("2026-03-09"),
  policy: z.string().default("standard"),
  compare: z.string().optional(),
  /** Every request with what became of it. */
  records: z.boolean().default(false),
  json: z.boolean().default(false),
});
type Choices = z.infer<typeof choices>;

function readChoices(): Choices {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      region: text,
      days: text,
      seed: text,
      trips: text,
      from: text,
      policy: text,
      compare: text,
      records: { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  const read = choices.parse(values);
  policyNamed(read.policy);
  if (read.compare !== undefined) policyNamed(read.compare);
  return read;
}

/** Nothing outside is asked: no map, mail, telephone or bank server of this machine's environment is used. */
function setEnvironment(appUrl: string, folder: string): void {
  for (const name of ["OSRM_URL", "SMTP_URL", "SMS_URL", "EMERGENCY_URL", "STRIPE_SECRET_KEY", "FILES_URL"])
    delete process.env[name];
  Object.assign(process.env, {
    APP_DATABASE_URL: appUrl,
    DATA_DIR: join(folder, "files"),
    VAULT_KEYS: `simulation:${randomBytes(32).toString("base64")}`,
    LINK_SECRET: randomBytes(32).toString("hex"),
    DEMO: "1",
  });
}

async function openDatabase(cluster: EmbeddedPostgres): Promise<{ ownerUrl: string; appUrl: string }> {
  const admin = postgres(cluster.url("postgres"), { max: 1, onnotice: () => {} });
  await admin.unsafe("CREATE DATABASE simulation");
  await admin.end();
  const ownerUrl = cluster.url("simulation");
  const appUrl = new URL(ownerUrl);
  appUrl.username = "anzhuan_app";
  appUrl.password = randomBytes(24).toString("hex");
  await migrate(ownerUrl, appUrl.href, new Date());
  await installQueues(ownerUrl, appUrl.href);
  return { ownerUrl, appUrl: appUrl.href };
}

/** One policy in this process, on its own Postgres. */
async function runHere(asked: Choices): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), "anzhuan-simulation-"));
  const cluster = await startEmbedded(folder, await freePort(), false);
  try {
    const urls = await openDatabase(cluster);
    setEnvironment(urls.appUrl, folder);
    const { runSimulation } = await import("@/server/simulation/run");
    return await runSimulation({
      ...urls,
      regionId: asked.region,
      firstDay: asked.from,
      days: asked.days,
      seed: asked.seed,
      requestsPerDay: asked.trips ?? null,
      policy: asked.policy,
      noise: statedNoise,
      tell: (line) => process.stderr.write(`${line}\n`),
    });
  } finally {
    const { closeQueue } = await import("@/server/queue");
    await closeQueue();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One run as it is printed. */
function reportOf(asked: Choices, result: RunResult) {
  const { requests, ...figures } = result;
  const why = requests.flatMap(({ end, refusedBy }) => (refusedBy ? [`${end}: ${refusedBy}`] : []));
  const reasons = Object.entries(Object.groupBy(why, (it) => it)).map(([it, all]) => [it, all?.length ?? 0]);
  const { promises, promisesKept } = result.total;
  const perDay = (of: (day: RunResult["days"][number]) => number | null) =>
    estimate(result.days.flatMap((day) => of(day) ?? []));
  return {
    region: asked.region,
    from: asked.from,
    seed: asked.seed,
    noise: statedNoise,
    promiseKeptInterval: shareInterval(promisesKept, promises),
    /** Mean of the days with its 95 % interval. */
    perDay: {
      promiseKeptShare: perDay((day) => day.promiseKeptShare),
      servedShare: perDay((day) => day.servedShare),
      emptyShare: perDay((day) => day.emptyShare),
      vehiclesUsed: perDay((day) => day.vehiclesUsed),
      vehiclesNeeded: perDay((day) => day.vehiclesNeeded),
    },
    ...figures,
    /** Why requests were not served, by their end. */
    reasons: Object.fromEntries(reasons) as Record<string, number>,
    ...(asked.records ? { records: requests } : {}),
  };
}
type Report = ReturnType<typeof reportOf>;

/** One policy in a process of its own: the plan kept in memory belongs to one database. */
function runApart(asked: Choices, policy: string): Promise<Report> {
  const { region, days, seed, from, trips } = asked;
  const options = { region, days, seed, from, policy, ...(trips ? { trips } : {}) };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const script = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((done, fail) => {
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once("error", fail);
    child.once("close", (code) => {
      if (code === 0) done(JSON.parse(text) as Report);
      else fail(new Error(`The simulation of ${policy} ended with ${code}`));
    });
  });
}

function print(asked: Choices, answer: object): void {
  process.stdout.write(`${asked.json ? JSON.stringify(answer) : JSON.stringify(answer, null, 2)}\n`);
}

async function main(): Promise<void> {
  const asked = readChoices();
  if (asked.compare === undefined) {
    print(asked, reportOf(asked, await runHere(asked)));
    return;
  }
  const [first, second] = await Promise.all([runApart(asked, asked.policy), runApart(asked, asked.compare)]);
  print(asked, {
    runs: [first, second],
    comparison: {
      first: asked.policy,
      second: asked.compare,
      method: "second minus first, paired by day over the same seed, mean with 95 % interval by Student's t",
      differences: compareRuns(first.days, second.days),
    },
  });
}

main().catch((error: unknown) => {
  const text = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  process.stderr.write(`simulate: ${text}\n${usage}\n`);
  if (process.env.LOG_LEVEL === "debug") console.error(error);
  process.exitCode = 1;
});
