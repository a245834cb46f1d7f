import { describe, expect, it } from "vitest";
import { drawDay, formatDay } from "@/server/core/day-generator";
import { parseDay } from "@/server/core/formats/day";
import { planInForce } from "@/server/core/scheduler/compile/day";
import { compareScore } from "@/server/core/scheduler/objective";
import { solve } from "@/server/core/scheduler/search";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";
import { solveDay } from "./solve-day";

const dayOf = (trips: number, vehicles: number, mode: "calm" | "breakdown") =>
  parseDay(formatDay(drawDay({ trips, vehicles, mode, kind: "county", seed: 3 }).day));

describe("a day on two threads", () => {
  it("gives the same plan for the same moves, seed and threads, large or small", async () => {
    for (const { problem } of [dayOf(40, 10, "calm"), dayOf(160, 40, "calm")]) {
      const request = { problem, effort: { iterations: 1_600 }, threads: 2, seed: 5 };
      const once = await solveDay(request);
      expect((await solveDay(request)).plan).toEqual(once.plan);
      expect(verifyPlan(problem, once.plan).violations).toEqual([]);
      const begun = solve(problem, { seed: 5, stop: { iterations: 0 } });
      expect(compareScore(once.plan.score, begun.score)).toBeLessThan(0);
    }
  });

  it("goes on from the plan in force, never to a worse one, and serves nobody twice", async () => {
    const { problem, plan } = dayOf(160, 40, "breakdown");
    const start = planInForce(plan?.routes ?? []);
    const solved = await solveDay({ problem, start, effort: { seconds: 3 }, threads: 2, seed: 1 });
    expect(solved.seconds).toBeLessThan(4.5);
    expect(verifyPlan(problem, solved.plan).violations).toEqual([]);
    const stood = solve(problem, { seed: 1, stop: { iterations: 0 }, start });
    expect(compareScore(solved.plan.score, stood.score)).toBeLessThanOrEqual(0);
    const picked = solved.plan.routes.flatMap(({ stops }) =>
      stops.filter((it) => it.kind === "pickup").map((it) => it.requestId),
    );
    expect(new Set(picked).size).toBe(picked.length);
  });

  it("answers for a day on which nobody asks for anything", async () => {
    const { problem } = dayOf(40, 10, "calm");
    const solved = await solveDay({
      problem: { ...problem, requests: [] },
      effort: { iterations: 100 },
      threads: 2,
      seed: 1,
    });
    expect(solved.plan.unserved).toEqual([]);
  });
});
