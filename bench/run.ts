import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { calibrate, cpuMilliseconds, type Suite } from "./measure";

const suites: Record<string, () => Promise<{ suite: Suite }>> = {
  slots: () => import("./suites/slots"),
  web: () => import("./suites/web"),
};
const resultsFile = "bench/results.jsonl";

/** Cases that an earlier, cut run of this suite finished. */
function finished(suite: string): Set<string> {
  if (!existsSync(resultsFile)) return new Set();
  const lines = readFileSync(resultsFile, "utf8").trim().split("\n").filter(Boolean);
  const rows = lines.map((line) => JSON.parse(line) as { suite: string; case: string });
  return new Set(rows.filter((row) => row.suite === suite).map((row) => row.case));
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
  const done = values.resume ? finished(suite.name) : new Set<string>();
  const table: Record<string, string | number>[] = [];
  for (const { name, run } of await suite.cases()) {
    if (done.has(name) || (values.only && !name.includes(values.only))) continue;
    const [wall, cpu] = [performance.now(), cpuMilliseconds()];
    const figures = await run();
    const row = {
      suite: suite.name,
      case: name,
      at: new Date().toISOString(),
      calibrationMs,
      wallMs: performance.now() - wall,
      cpuMs: cpuMilliseconds() - cpu,
      figures,
    };
    appendFileSync(resultsFile, `${JSON.stringify(row)}\n`);
    for (const { name: figure, value, unit, note } of figures)
      table.push({ case: name, figure, value: Number(value.toFixed(3)), unit, note: note ?? "" });
  }
  await suite.close?.();
  console.table(table);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
