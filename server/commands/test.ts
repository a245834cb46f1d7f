import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

async function journeys(): Promise<Count> {
  const data = mkdtempSync(join(tmpdir(), "anzhuan-city-"));
  const env = {
    E2E_BROWSER: findBrowser() ?? "",
    E2E_PORT: String(await freePort()),
    E2E_DATA: data,
    LONG: long ? "1" : "",
  };
  const code = await execute("playwright", ["test"], env);
  rmSync(data, { recursive: true, force: true });
  return report<{ stats: { expected: number; unexpected: number; flaky: number } }>(
    ".test/journeys.json",
    ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
    code,
  );
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
