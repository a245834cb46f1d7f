import { describe, expect, it } from "vitest";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import type { Shift } from "@/server/core/scheduler/problem";
import { asOf } from "./problem";

const hour = 3600;
const minute = 60;

/** Leaves place 0 at nine for the pickup at place 1, ten minutes away; as of some instants one after the other. */
function positions(changes: Partial<Shift>, ...nowSeconds: number[]) {
  const shift = makeShift({
    locked: [{ requestId: "r1", kind: "pickup" }],
    position: { place: 0, fromSeconds: 9 * hour, wheelSeconds: 0 },
    ...changes,
  });
  let problem = makeProblem([shift], [makeRequest()], { nowSeconds: 0 });
  return nowSeconds.map((now) => {
    problem = asOf(problem, now);
    return problem.shifts[0]?.position;
  });
}

describe("a vehicle on its way", () => {
  it("comes when it would have come, has driven that far, and waits there for the present", () => {
    expect(positions({}, 9 * hour + 5 * minute)).toEqual([
      { place: 1, fromSeconds: 9 * hour + 10 * minute, wheelSeconds: 10 * minute },
    ]);
    expect(positions({}, 0, 9 * hour + 25 * minute)).toEqual([
      { place: 1, fromSeconds: 9 * hour + 10 * minute, wheelSeconds: 10 * minute },
      { place: 1, fromSeconds: 9 * hour + 25 * minute, wheelSeconds: 10 * minute },
    ]);
  });

  it("rests on the way where the law asks for it, unless two drivers take turns", () => {
    const tired = { place: 0, fromSeconds: 9 * hour, wheelSeconds: 4 * hour - 5 * minute };
    const [alone] = positions({ position: tired }, 0);
    expect(alone).toEqual({ place: 1, fromSeconds: 9.5 * hour, wheelSeconds: 5 * minute });
    const [two] = positions({ position: tired, drivers: 2 }, 0);
    expect(two).toEqual({ place: 1, fromSeconds: 9 * hour + 10 * minute, wheelSeconds: 0 });
  });

  it("stays where it stands while nothing is next", () => {
    const position = { place: 0, fromSeconds: 9 * hour, wheelSeconds: 0 };
    expect(positions({ locked: [] }, 10 * hour)).toEqual([position]);
  });
});
