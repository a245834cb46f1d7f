import { readFileSync } from "node:fs";
import { verifyAnswer } from "@/server/core/scheduler/verify/verify-answer";
import { dayCases } from "../cases/day";
import { onlineCase } from "../cases/online";
import { repairCase } from "../cases/repair";
import type { BenchCase, Figure, Suite } from "../measure";
import { type PublicInstance, publicInstances } from "../public-sets";
import { runSolve, type SolveRun } from "../solve-process";
import { summarise, targets } from "../targets";

/** Keeps the table readable. */
const noteLength = 120;

function caseOf(instance: PublicInstance): BenchCase {
  return {
    name: instance.name,
    run: async () => {
      const seconds = targets[instance.group]?.seconds ?? 60;
      const ended = await runSolve(solveArguments(instance, seconds), seconds);
      return [...judge(instance, ended), ...timesOf(ended)];
    },
  };
}

function solveArguments({ file, format }: PublicInstance, seconds: number): string[] {
  const objective = format === "li-lim" ? ["--objective", "vehicles"] : [];
  const bounds = ["--seconds", String(seconds), "--threads", "2", "--seed", "1"];
  return [file, "--format", format, ...bounds, ...objective, "--json"];
}

/** What the verifier computes, not what the answer states. */
function judge(instance: PublicInstance, { status, stdout, stderr }: SolveRun): Figure[] {
  let verification: ReturnType<typeof verifyAnswer>;
  try {
    if (status !== 0) throw new Error(`exit status ${status}: ${stderr.trim().slice(-noteLength)}`);
    verification = verifyAnswer(instance.format, readFileSync(instance.file, "utf8"), JSON.parse(stdout));
  } catch (error) {
    const said = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ");
    return [{ name: "feasible", value: 0, unit: "", note: `FAILED: ${said.slice(0, noteLength)}` }];
  }
  const { feasible, vehicles, cost, violations } = verification;
  const note = feasible ? "" : `NOT FEASIBLE: ${violations[0]?.constraint}, ${violations[0]?.detail}`;
  return [
    { name: "feasible", value: feasible ? 1 : 0, unit: "", note },
    { name: "vehicles", value: vehicles, unit: "vehicles", note: against(instance.bestVehicles) },
    {
      name: "cost",
      value: cost,
      unit: instance.format === "ptp" ? "patients" : "distance",
      note: against(instance.bestCost),
    },
    ...comparison(instance, vehicles, cost),
  ];
}

function against(best: number | undefined): string {
  return best === undefined ? "" : `best known ${best}`;
}

/** Fewer patients than the best known are a gap, as is a longer distance. */
function comparison(
  { format, bestVehicles, bestCost }: PublicInstance,
  vehicles: number,
  cost: number,
): Figure[] {
  const worse = format === "ptp" ? bestCost - cost : cost - bestCost;
  const gap = { name: "gap", value: (100 * worse) / bestCost, unit: "%" };
  if (bestVehicles === undefined) return [gap];
  const extra = vehicles - bestVehicles;
  return [
    { name: "extra vehicles", value: extra, unit: "vehicles" },
    { ...gap, note: extra === 0 ? "" : "with another number of vehicles" },
  ];
}

function timesOf({ wallSeconds, cpuSeconds }: SolveRun): Figure[] {
  const wall = { name: "wall", value: wallSeconds, unit: "s" };
  return cpuSeconds === undefined ? [wall] : [wall, { name: "CPU", value: cpuSeconds, unit: "s" }];
}

export const suite: Suite = {
  name: "scheduler",
  about:
    "public instances against their best known values and our own days, 2 threads, seed 1, each answer verified",
  cases: async () => [...publicInstances().map(caseOf), ...dayCases(), onlineCase, repairCase],
  summary: (rows) => summarise(publicInstances(), rows),
};
