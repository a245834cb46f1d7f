import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "verify-"));
afterAll(() => rmSync(folder, { recursive: true }));

const instance = path.join(folder, "pair.txt");
writeFileSync(instance, "1 5 1\n0 0 0 0 0 100 0 0 0\n1 3 4 5 0 50 2 0 2\n2 6 8 -5 0 80 2 1 0\n");
const plan = (stops: number[]): string =>
  JSON.stringify({ instance: "pair", vehicles: 1, cost: 20, unserved: [], routes: [{ vehicle: 0, stops }] });

/** Runs the command as `npm run -s verify` does, without a database in reach. */
function run(words: string[], input = "") {
  const command = [
    path.join(root, "node_modules/tsx/dist/cli.mjs"),
    path.join(root, "server/commands/verify.ts"),
    ...words,
  ];
  const { DATABASE_URL: _, ...env } = process.env;
  return spawnSync(process.execPath, command, { cwd: root, env, input, encoding: "utf8" });
}

describe("npm run verify", () => {
  it("accepts a good plan from a file", () => {
    const file = path.join(folder, "plan.json");
    writeFileSync(file, plan([1, 2]));
    const { stdout, stderr, status } = run([instance, "--format", "li-lim", file]);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(JSON.parse(stdout)).toEqual({ feasible: true, vehicles: 1, cost: 20, violations: [] });
  });

  it("prints what is wrong with a plan from standard input, and fails", () => {
    const { stdout, stderr, status } = run([instance, "--format", "li-lim", "-"], plan([2, 1]));
    expect(status).toBe(1);
    expect(stderr).toContain("1 violations");
    expect(JSON.parse(stdout)).toMatchObject({
      feasible: false,
      violations: [{ constraint: "structure", detail: "request 1 is delivered before its pickup" }],
    });
  });

  it.each([
    ["unknown format", [instance, "--format", "tsp", "-"], plan([1, 2])],
    ["usage:", [instance, "--format", "li-lim"], ""],
    ["line 1", [instance, "--format", "darp", "-"], plan([1, 2])],
    ["routes", [instance, "--format", "li-lim", "-"], "{}"],
  ])("refuses with a message and no JSON: %s", (message, words, input) => {
    const { stdout, stderr, status } = run(words, input);
    expect({ stdout, status }).toEqual({ stdout: "", status: 1 });
    expect(stderr).toContain(message);
  });
});
