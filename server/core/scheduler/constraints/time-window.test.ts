import { describe, expect, it } from "vitest";
import { timeWindow } from "@/server/core/scheduler/constraints/time-window";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { makeRoute } from "@/server/core/scheduler/route";

const at9 = 9 * 3600;

describe("time_window", () => {
  it("says how late loading would begin", () => {
    const shift = makeShift({ window: { fromSeconds: at9, toSeconds: 2 * at9 } });
    const request = makeRequest({ pickupWindow: { fromSeconds: at9, toSeconds: at9 + 300 } });
    expect(timeWindow(makeRoute(makeProblem([shift], [request]), shift, [0, 1]))).toMatchObject([
      {
        reason: "pickup_late",
        detail: { startSeconds: at9 + 600, latestSeconds: at9 + 300, lateSeconds: 300 },
      },
    ]);
  });

  it("holds the drop-off to its window as well", () => {
    const shift = makeShift();
    const request = makeRequest({ dropWindow: { fromSeconds: 0, toSeconds: at9 + 1100 } });
    expect(timeWindow(makeRoute(makeProblem([shift], [request]), shift, [0, 1]))).toMatchObject([
      { reason: "drop_late", detail: { lateSeconds: 100 } },
    ]);
  });

  it("does not judge what is already driven", () => {
    const late = {
      requestId: "r1",
      kind: "pickup" as const,
      startSeconds: 2 * at9,
      departSeconds: 2 * at9 + 600,
    };
    const shift = makeShift({ driven: [late], window: { fromSeconds: 0, toSeconds: 86_400 } });
    const problem = makeProblem([shift], [makeRequest()]);
    expect(timeWindow(makeRoute(problem, problem.shifts[0] ?? shift, [0, 1]))).toEqual([]);
  });
});
