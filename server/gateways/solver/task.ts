import type { Freedom, Improvement } from "@/server/core/scheduler/improve";
import type { Plan } from "@/server/core/scheduler/plan";
import type { Problem } from "@/server/core/scheduler/problem";

/** What the solver's thread can be asked, and how long it may look: so many moves, and so many seconds. */
export type SolverTask = {
  name: "improve";
  input: { problem: Problem; plan: Plan; freedom: Freedom; seed: number };
  iterations: number;
  seconds: number;
};

export interface SolverAnswers {
  improve: Improvement;
}
