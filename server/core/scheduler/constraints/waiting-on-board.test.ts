import { describe, expect, it } from "vitest";
import { waitingOnBoard } from "@/server/core/scheduler/constraints/waiting-on-board";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { makeRoute } from "@/server/core/scheduler/route";

const at9 = 9 * 3600;

describe("waiting_on_board", () => {
  const opens = (seconds: number) => ({ fromSeconds: at9 + seconds, toSeconds: 86_400 });

  it("delays the pickup so that nobody waits on board", () => {
    const shift = makeShift();
    const request = makeRequest({ dropWindow: opens(3600) });
    const route = makeRoute(makeProblem([shift], [request]), shift, [0, 1]);
    expect(route.timing.start).toEqual([at9 + 3600 - 1200, at9 + 3600]);
    expect(route.timing.arrive[1]).toBe(at9 + 3600);
    expect(waitingOnBoard(route)).toEqual([]);
  });

  it("lets the patient wait as long as the limit says, no longer", () => {
    const shift = makeShift();
    const request = makeRequest({ dropWindow: opens(3600), maxWaitOnBoardSeconds: 500 });
    const { timing } = makeRoute(makeProblem([shift], [request]), shift, [0, 1]);
    expect((timing.start[1] ?? 0) - (timing.arrive[1] ?? 0)).toBe(500);
  });

  it("is the reason when the pickup cannot be delayed that far", () => {
    const shift = makeShift();
    const request = makeRequest({ dropWindow: opens(7200) });
    expect(waitingOnBoard(makeRoute(makeProblem([shift], [request]), shift, [0, 1]))).toMatchObject([
      { reason: "would_wait_on_board", detail: { waitSeconds: 2400, limitSeconds: 0 } },
    ]);
  });

  it("counts the wait of a patient who is already on board", () => {
    const boarded = { requestId: "r1", kind: "pickup" as const, startSeconds: at9, departSeconds: at9 + 600 };
    const shift = makeShift({ driven: [boarded] });
    const problem = makeProblem([shift], [makeRequest({ dropWindow: opens(3600) })]);
    expect(waitingOnBoard(makeRoute(problem, problem.shifts[0] ?? shift, [0, 1]))).toMatchObject([
      { reason: "waits_on_board", detail: { waitSeconds: 2400 } },
    ]);
  });
});
