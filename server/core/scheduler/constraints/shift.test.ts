import { describe, expect, it } from "vitest";
import { shift as shiftRule } from "@/server/core/scheduler/constraints/shift";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { makeRoute } from "@/server/core/scheduler/route";

const at9 = 9 * 3600;

describe("shift", () => {
  it("counts the way back to the end place", () => {
    const window = { fromSeconds: at9 - 600, toSeconds: at9 + 600 * 4 + 1200 - 1 };
    const shift = makeShift({ window, endPlace: 3 });
    expect(shiftRule(makeRoute(makeProblem([shift], [makeRequest()]), shift, [0, 1]))).toMatchObject([]);
    const home = makeShift({ window, endPlace: 0 });
    expect(shiftRule(makeRoute(makeProblem([home], [makeRequest()]), home, [0, 1]))).toMatchObject([]);
    const short = makeShift({ window: { ...window, toSeconds: at9 + 1800 + 1199 } });
    expect(shiftRule(makeRoute(makeProblem([short], [makeRequest()]), short, [0, 1]))).toMatchObject([
      {
        reason: "back_late",
        detail: { returnSeconds: at9 + 3000, shiftEndSeconds: at9 + 2999, lateSeconds: 1 },
      },
    ]);
  });

  it("does not let the vehicle leave before the shift begins", () => {
    const late = makeShift({ window: { fromSeconds: at9 + 100, toSeconds: 2 * at9 } });
    const { timing } = makeRoute(makeProblem([late], [makeRequest()]), late, [0, 1]);
    expect(timing.start[0]).toBe(at9 + 700);
    expect(timing.leaveSeconds).toBe(at9 + 100);
  });
});
