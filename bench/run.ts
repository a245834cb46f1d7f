import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { calibrate, cpuMilliseconds, type ResultRow, type Suite } from "./measure";

const suites: Record<string, () => Promise<{ suite: Suite }>> = {
  audit: () => import("./suites/audit"),
  oversight: () => import("./suites/oversight"),
  scheduler: () => import("./suites/scheduler"),
  slots: () => import("./suites/slots"),
  web: () => import("./suites/web"),
};
const resultsFile = "bench/results.jsonl";

/** The latest row of each case that this suite has ever finished. */
function finished(suite: string): Map<string, ResultRow> {
  if (!existsSync(resultsFile)) return new Map();
  const lines = readFileSync(resultsFile, "utf8").trim().split("\n").filter(Boolean);
  const rows = lines.map((line) => JSON.parse(line) as ResultRow).filter((row) => row.suite === suite);
  return new Map(rows.map((row) => [row.case, row]));
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { only: { type: "string" }, resume: { type: "boolean" } },
  });
  const load = suites[positionals[0] ?? ""];
  if (!load)
    throw new Error(`Usage: npm run bench -- ${Object.keys(suites).join("|")} [--only PATTERN] [--resume]`);
  const { suite } = await load();
  const calibrationMs = calibrate();
  console.log(`${suite.name}: ${suite.about}\ncalibration loop ${calibrationMs.toFixed(1)} ms`);
  const done = values.resume ? finished(suite.name) : new Map<string, ResultRow>();
  const table: Record<string, string | number>[] = [];
  for (const { name, run } of await suite.cases()) {
    if (done.has(name) || (values.only && !name.includes(values.only))) continue;
    const [wall, cpu] = [performance.now(), cpuMilliseconds()];
    const figures = await run();
    const row: ResultRow = {
      suite: suite.name,
      case: name,
      at: new Date().toISOString(),
      calibrationMs,
      wallMs: performance.now() - wall,
      cpuMs: cpuMilliseconds() - cpu,
      figures,
    };
    appendFileSync(resultsFile, `${JSON.stringify(row)}\n`);
    process.stderr.write(`${name} ${(row.wallMs / 1000).toFixed(1)} s\n`);
    for (const { name: figure, value, unit, note } of figures)
      table.push({ case: name, figure, value: Number(value.toFixed(3)), unit, note: note ?? "" });
  }
  await suite.close?.();
  console.table(table);
  if (suite.summary) console.table(suite.summary([...finished(suite.name).values()]));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
