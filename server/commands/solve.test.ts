import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { drawDay, formatDay } from "@/server/core/day-generator";
import { verifyAnswer } from "@/server/core/scheduler/verify/verify-answer";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "solve-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Three trips that two vehicles can drive, one of which one vehicle cannot drive with another. */
const pairs =
  "5 5 1\n0 0 0 0 0 300 0 0 0\n1 3 4 5 0 50 2 0 2\n2 6 8 -5 0 80 2 1 0\n3 5 0 1 0 20 2 0 4\n4 50 0 -1 0 90 2 3 0\n5 0 9 2 100 150 2 0 6\n6 0 1 -2 100 200 2 5 0\n";
const patients = JSON.stringify({
  maxWaitTime: "00h30",
  distMatrix: [
    [0, 10],
    [10, 0],
  ],
  vehicles: [{ id: 2, canTake: [0], start: 0, end: 0, capacity: 1, availability: ["08h00:12h00"] }],
  patients: [0, 0, 1].map((category, index) => ({
    id: 3 + index,
    category,
    load: 1,
    start: 0,
    destination: 1,
    end: -1,
    rdvTime: "09h00",
    rdvDuration: "00h20",
    srvDuration: "00h02",
  })),
});

/** Runs the command as `npm run -s solve` does, without a database in reach. */
function run(words: string[]) {
  const command = [
    path.join(root, "node_modules/tsx/dist/cli.mjs"),
    path.join(root, "server/commands/solve.ts"),
    ...words,
  ];
  const { DATABASE_URL: _, ...env } = process.env;
  return spawnSync(process.execPath, command, { cwd: root, env, encoding: "utf8" });
}

describe("npm run solve", () => {
  it("plans an instance, the same plan for the same moves, and the verifier agrees", () => {
    const file = write("pairs.txt", pairs);
    const words = [file, "--format", "li-lim", "--iterations", "300", "--seed", "5", "--json"];
    const { stdout, status } = run(words);
    expect(status).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ instance: "pairs", format: "li-lim", seed: 5, threads: 2, unserved: [] });
    expect(verifyAnswer("li-lim", pairs, answer)).toMatchObject({
      feasible: true,
      vehicles: answer.vehicles,
    });
    const again = JSON.parse(run(words).stdout);
    expect(again.routes).toEqual(answer.routes);
  });

  it("says why a patient is left out: nobody may carry one, the place is taken for the other", () => {
    const { stdout } = run([write("patients.json", patients), "--format", "ptp", "--seconds", "1", "--json"]);
    const answer = JSON.parse(stdout);
    expect(answer.cost).toBe(1);
    expect(verifyAnswer("ptp", patients, answer)).toMatchObject({ feasible: true, cost: 1 });
    const reasons = new Map(
      answer.unserved.map((it: { request: number; reasons: { constraint: string }[] }) => [
        it.request,
        it.reasons.map((reason) => reason.constraint),
      ]),
    );
    expect(reasons.get(2)).toEqual(["vehicle"]);
    expect([...reasons.keys()]).toHaveLength(2);
    expect([reasons.get(0), reasons.get(1)]).toContainEqual(["capacity"]);
  });

  it("plans an open day, which its verifier passes", () => {
    const { day } = drawDay({ trips: 20, vehicles: 6, seed: 2, kind: "county", mode: "calm" });
    const text = formatDay(day);
    const words = [write("day.json", text), "--format", "day", "--iterations", "500", "--json"];
    const { stdout, status } = run(words);
    expect(status).toBe(0);
    expect(verifyAnswer("day", text, JSON.parse(stdout))).toMatchObject({ feasible: true, violations: [] });
  });

  it.each([
    ["unknown format", ["x.txt", "--format", "tsp", "--seconds", "1"]],
    ["usage:", ["x.txt", "--format", "darp"]],
    ["usage:", ["--format", "darp", "--seconds", "1"]],
    ["line 1", [write("bad.txt", "nothing here"), "--format", "darp", "--seconds", "1"]],
  ])("says what is wrong: %s", (message, words) => {
    const { stdout, stderr, status } = run(words);
    expect({ stdout, status }).toEqual({ stdout: "", status: 1 });
    expect(stderr).toContain(message);
  });
});
