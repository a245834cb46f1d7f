import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findBrowser } from "./browser";
import { freePort } from "./installation";

interface Count {
  passed: number;
  failed: number;
}
interface Runner {
  name: string;
  run: () => Promise<Count>;
}

const long = process.argv.includes("--long");
const folders = ["app", "components", "server", "db", "emails", "e2e", "peers", "bench", "messages"].filter(
  existsSync,
);

function execute(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ["ignore", 2, 2], env: { ...process.env, ...env } });
    child.once("error", () => done(127));
    child.once("exit", (code) => done(code ?? 1));
  });
}

/** A check that says yes or no counts as one test. */
const check = (name: string, command: string, args: string[]): Runner => ({
  name,
  run: async () =>
    (await execute(command, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
});

/** A runner that left no report did not run, which is a failure. */
function report<T>(file: string, count: (data: T) => Count, exitCode: number): Count {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const counted = count(JSON.parse(readFileSync(file, "utf8")) as T);
  const silent = counted.passed + counted.failed === 0 || (exitCode !== 0 && counted.failed === 0);
  return silent ? { ...counted, failed: counted.failed + 1 } : counted;
}

async function unitTests(): Promise<Count> {
  const file = ".test/unit.json";
  const code = await execute(
    "vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
    { LONG: long ? "1" : "" },
  );
  return report<{ numPassedTests: number; numFailedTests: number; numFailedTestSuites: number }>(
    file,
    (data) => ({
      passed: data.numPassedTests,
      failed: Math.max(data.numFailedTests, Math.min(data.numFailedTestSuites, 1)),
    }),
    code,
  );
}

/** Resolves as soon as the city answers; false where it never does. */
async function isReady(port: string): Promise<boolean> {
  const until = Date.now() + 300_000;
  while (Date.now() < until) {
    const answer = await fetch(`http://localhost:${port}/api/health/ready`).catch(() => null);
    if (answer?.ok) return true;
    await sleep(500);
  }
  return false;
}

/** One lane of journeys on the city (playwright.config.ts): two of them side by side use both cores. */
async function lane(name: string, env: Record<string, string>): Promise<Count> {
  const code = await execute("playwright", ["test", "--output", `test-results/${name}`], {
    ...env,
    E2E_LANE: name,
  });
  return report<{ stats: { expected: number; unexpected: number; flaky: number } }>(
    `.test/journeys-${name}.json`,
    ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
    code,
  );
}

async function journeys(): Promise<Count> {
  const data = mkdtempSync(join(tmpdir(), "anzhuan-city-"));
  const port = String(await freePort());
  const browser = findBrowser() ?? "";
  const city = spawn(process.execPath, ["server/commands/start.mjs"], {
    stdio: ["ignore", "ignore", 2],
    env: { ...process.env, PORT: port, DATA_DIR: data },
  });
  const ended = once(city, "exit");
  const env = { E2E_BROWSER: browser, E2E_PORT: port, E2E_SERVER: "none", LONG: long ? "1" : "" };
  const counts = (await isReady(port))
    ? await Promise.all([lane("main", env), lane("beside", env)])
    : [{ passed: 0, failed: 1 }];
  city.kill("SIGTERM");
  await ended;
  rmSync(data, { recursive: true, force: true });
  return counts.reduce((sum, each) => ({
    passed: sum.passed + each.passed,
    failed: sum.failed + each.failed,
  }));
}

const runners: Runner[] = [
  check("style and lint", "biome", ["check", "."]),
  check("types", "tsc", ["--noEmit"]),
  check("layers and cycles", "depcruise", ["--config", ".dependency-cruiser.mjs", ...folders]),
  check("dead code", "knip", []),
  { name: "unit and database tests", run: unitTests },
  { name: "journeys in the browser", run: journeys },
];

async function main(): Promise<void> {
  rmSync(".test", { recursive: true, force: true });
  mkdirSync(".test", { recursive: true });
  const total: Count = { passed: 0, failed: 0 };
  for (const { name, run } of runners) {
    const started = Date.now();
    const { passed, failed } = await run().catch((error: unknown) => {
      console.error(name, error);
      return { passed: 0, failed: 1 };
    });
    total.passed += passed;
    total.failed += failed;
    console.log(`${name}: ${passed} ok, ${failed} not ok, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 ? 0 : 1);
}

void main();
