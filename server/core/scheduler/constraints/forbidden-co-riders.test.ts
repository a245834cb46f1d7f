import { describe, expect, it } from "vitest";
import { forbiddenCoRiders } from "@/server/core/scheduler/constraints/forbidden-co-riders";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { makeRoute } from "@/server/core/scheduler/route";

describe("forbidden_co_riders", () => {
  it("keeps two apart, whichever of them names the other", () => {
    const shift = makeShift();
    const requests = [makeRequest({ shareable: true }), makeRequest({ id: "r2", forbiddenCoRiders: ["r1"] })];
    const problem = makeProblem([shift], requests);
    expect(forbiddenCoRiders(makeRoute(problem, shift, [0, 2, 1, 3]))).toMatchObject([
      { constraint: "forbidden_co_riders", requestId: "r2", detail: { with: "r1" } },
    ]);
    expect(forbiddenCoRiders(makeRoute(problem, shift, [0, 1, 2, 3]))).toEqual([]);
  });
});
