import { describe, expect, it } from "vitest";
import { crew } from "@/server/core/scheduler/constraints/crew";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);

describe("crew", () => {
  it("counts heads per duty", () => {
    const request = makeRequest({ crew: ["nurse", "bearer", "bearer"] });
    expect(crew(request, makeShift(), problem)).toMatchObject([
      { constraint: "crew", detail: { duty: "bearer", needed: 2, aboard: 1 } },
      { constraint: "crew", detail: { duty: "nurse", needed: 1, aboard: 0 } },
    ]);
  });

  it("is content with more than is needed", () => {
    expect(crew(makeRequest({ crew: ["driver"] }), makeShift(), problem)).toEqual([]);
  });
});
