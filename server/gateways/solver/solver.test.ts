import { expect, it } from "vitest";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { improve } from "@/server/core/scheduler/improve";
import { solve } from "@/server/core/scheduler/search";
import { solveApart } from "./solver";

const hour = 3600;
const wide = { fromSeconds: 9 * hour, toSeconds: 16 * hour };
const requests = Array.from({ length: 12 }, (_, index) =>
  makeRequest({ id: `r${index}`, pickupPlace: index % 4, dropPlace: (index + 1) % 4, pickupWindow: wide }),
);
const problem = makeProblem([makeShift({ id: "s1" }), makeShift({ id: "s2" })], requests);
const freedom = { free: requests.map((it) => it.id), fixedUntilSeconds: 0 };

it("answers from its thread what the core answers here, while the process goes on", async () => {
  const plan = solve(problem, { seed: 1, stop: { iterations: 0 } });
  let beats = 0;
  const heart = setInterval(() => beats++, 10);
  const task = {
    name: "improve",
    input: { problem, plan, freedom, seed: 1 },
    iterations: 2_000,
    seconds: 60,
  } as const;
  const there = await solveApart(task);
  clearInterval(heart);
  const here = improve(problem, plan, freedom, { seed: 1, stop: { iterations: 2_000 } });
  expect(there).toEqual(here);
  expect(beats).toBeGreaterThan(5);
});

it("throws what the thread threw", async () => {
  const broken = { ...problem, travelSeconds: new Int32Array(0) };
  const plan = { routes: [], unserved: [], score: { unservedFen: [], promisesMoved: 0, costFen: 0 } };
  const input = { problem: { ...broken, shifts: null as never }, plan, freedom, seed: 1 };
  await expect(solveApart({ name: "improve", input, iterations: 1, seconds: 1 })).rejects.toThrow();
});
