import { describe, expect, it } from "vitest";
import { breaks } from "@/server/core/scheduler/constraints/breaks";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { makeRoute } from "@/server/core/scheduler/route";

const at9 = 9 * 3600;

describe("breaks", () => {
  const pause = (from: number, to: number) => ({
    durationSeconds: 1800,
    window: { fromSeconds: at9 + from, toSeconds: at9 + to },
    paid: false,
  });

  it("are taken where they delay nobody", () => {
    const shift = makeShift({ breaks: [pause(0, 7200)] });
    const requests = [
      makeRequest(),
      makeRequest({ id: "r2", pickupWindow: { fromSeconds: at9 + 5400, toSeconds: at9 + 5400 } }),
    ];
    const route = makeRoute(makeProblem([shift], requests), shift, [0, 1, 2, 3]);
    expect(route.timing.breaks).toMatchObject([{ breakIndex: 0, beforeStop: 2, startSeconds: at9 + 1800 }]);
    expect(route.timing.lateSeconds).toBe(0);
  });

  it("are among the reasons when they push a pickup too late", () => {
    const window = { fromSeconds: at9 - 600, toSeconds: 2 * at9 };
    const shift = makeShift({ window, breaks: [pause(0, 1800)] });
    const request = makeRequest({ pickupWindow: { fromSeconds: at9, toSeconds: at9 } });
    const route = makeRoute(makeProblem([shift], [request]), shift, [0, 1]);
    expect(breaks(route)).toMatchObject([
      { reason: "breaks_make_late", detail: { breaks: 1, lateSeconds: 1800 } },
    ]);
  });

  it("are late when a ride covers their whole window, and say by how much", () => {
    const boarded = { requestId: "r1", kind: "pickup" as const, startSeconds: at9, departSeconds: at9 + 600 };
    const shift = makeShift({ driven: [boarded], breaks: [pause(0, 1800)] });
    const problem = makeProblem([shift], [makeRequest()]);
    expect(breaks(makeRoute(problem, problem.shifts[0] ?? shift, [0, 1]))).toMatchObject([
      { reason: "break_late", detail: { breakIndex: 0, endSeconds: at9 + 4800, lateSeconds: 3000 } },
    ]);
  });

  it("that are already taken are not asked for again", () => {
    const shift = makeShift({ breaks: [pause(0, 1800)], breaksTaken: 1 });
    const route = makeRoute(makeProblem([shift], [makeRequest()]), shift, [0, 1]);
    expect(route.timing.breaks).toEqual([]);
    expect(breaks(route)).toEqual([]);
  });
});
