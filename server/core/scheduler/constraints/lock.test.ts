import { describe, expect, it } from "vitest";
import { lock } from "@/server/core/scheduler/constraints/lock";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);

describe("lock", () => {
  it("keeps a locked request on its shift", () => {
    const request = makeRequest({ lockShiftId: "s9" });
    expect(lock(request, makeShift(), problem)).toMatchObject([
      { constraint: "lock", detail: { lockedTo: "s9" } },
    ]);
    expect(lock(request, makeShift({ id: "s9" }), problem)).toEqual([]);
  });
});
