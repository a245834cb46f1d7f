import { describe, expect, it } from "vitest";
import { promise } from "@/server/core/scheduler/constraints/promise";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { makeRoute } from "@/server/core/scheduler/route";

const at9 = 9 * 3600;

import { timeWindow } from "@/server/core/scheduler/constraints/time-window";

describe("promise", () => {
  const shift = makeShift({ window: { fromSeconds: at9, toSeconds: 2 * at9 } });
  const request = makeRequest({ promise: { fromSeconds: at9, toSeconds: at9 + 300 } });

  it("stands in for the pickup window while frozen", () => {
    const route = makeRoute(makeProblem([shift], [request]), shift, [0, 1]);
    expect(promise(route)).toMatchObject([
      { reason: "promise_broken", detail: { lateSeconds: 300, promisedToSeconds: at9 + 300 } },
    ]);
    expect(timeWindow(route)).toEqual([]);
  });

  it("is counted, not refused, where a repair may move it", () => {
    const problem = makeProblem([shift], [request], { rules: { promises: "movable" } });
    const route = makeRoute(problem, shift, [0, 1]);
    expect(promise(route)).toEqual([]);
    expect(route.promisesMoved).toBe(1);
  });
});
