import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import exampleFile from "@/db/seed/rules/tariff-examples.json";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "quote-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command as `npm run -s quote` does, with the given text as FACTS.json and no database in reach. */
function run(text: string) {
  const file = path.join(folder, "facts.json");
  writeFileSync(file, text);
  const command = [
    path.join(root, "node_modules/tsx/dist/cli.mjs"),
    path.join(root, "server/commands/quote.ts"),
    file,
  ];
  const { DATABASE_URL: _, ...env } = process.env;
  return spawnSync(process.execPath, command, { cwd: root, env, encoding: "utf8" });
}

describe("npm run quote", () => {
  it("prints one priced trip as one JSON object, nothing else", () => {
    const { stdout, stderr, status } = run(
      '{ "tariff": "yuhuan-2025-10", "facts": { "zone": "in_city", "patientKm": 36.4, "waitMinutes": 75 } }',
    );
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    const priced = JSON.parse(stdout);
    expect(priced).toMatchObject({ tariff: "yuhuan-2025-10", totalFen: 63_000, drivers: 1 });
    expect(
      priced.lines.map((line: { code: string; label: string; fen: number }) => [
        line.code,
        line.label,
        line.fen,
      ]),
    ).toEqual([
      ["start", "起步价", 20_000],
      ["mileage", "里程费", 27_000],
      ["waiting", "等候费", 16_000],
    ]);
  });

  it("prints an array for examples, in their order", () => {
    const { stdout, status } = run(JSON.stringify(exampleFile));
    expect(status).toBe(0);
    expect(JSON.parse(stdout).map((it: { totalFen: number }) => it.totalFen)).toEqual(
      exampleFile.examples.map((it) => it.expect.totalFen),
    );
  });

  it.each([
    ["not JSON", "{"],
    ["an unknown tariff", '{ "tariff": "nowhere", "facts": {} }'],
    ["a negative distance", '{ "tariff": "zhuji-2025-07", "facts": { "vehicleKm": -1 } }'],
    ["a mistyped fact", '{ "tariff": "zhuji-2025-07", "facts": { "vehicleKM": 12 } }'],
    ["no zone where the price depends on it", '{ "tariff": "yuhuan-2025-10", "facts": { "patientKm": 12 } }'],
    [
      "one bad example among good",
      '{ "examples": [{ "tariff": "zhuji-2025-07", "facts": {} }, { "tariff": 1 }] }',
    ],
  ])("%s: a message on standard error, exit 1, no output", (_, text) => {
    const { stdout, stderr, status } = run(text);
    expect({ stdout, status }).toEqual({ stdout: "", status: 1 });
    expect(stderr).toMatch(/^quote: \S/);
  });
});
