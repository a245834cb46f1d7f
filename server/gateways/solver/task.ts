import type { Freedom, Improvement } from "@/server/core/scheduler/improve";
import type { Plan } from "@/server/core/scheduler/plan";
import type { Problem } from "@/server/core/scheduler/problem";
import type { Outage, Repair, RepairOptions } from "@/server/core/scheduler/repair";

interface ImproveInput {
  problem: Problem;
  plan: Plan;
  freedom: Freedom;
  seed: number;
}

interface RepairInput {
  problem: Problem;
  plan: Plan;
  outage: Outage;
  options: Omit<RepairOptions, "iterations" | "spent">;
}

/** What the solver's thread can be asked, and how long it may look: so many moves, and so many seconds. */
export type SolverTask = { iterations: number; seconds: number } & (
  | { name: "improve"; input: ImproveInput }
  | { name: "repair"; input: RepairInput }
);

export interface SolverAnswers {
  improve: Improvement;
  repair: Repair;
}
