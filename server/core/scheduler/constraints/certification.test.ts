import { describe, expect, it } from "vitest";
import { certification } from "@/server/core/scheduler/constraints/certification";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);

describe("certification", () => {
  it("names each paper that lapses before the shift ends", () => {
    const { toSeconds } = makeShift().window;
    const papers = [
      { subject: "operator" as const, validUntilSeconds: null, reason: "operator_licence" },
      { subject: "vehicle" as const, validUntilSeconds: toSeconds - 1, reason: "inspection_lapsed" },
      { subject: "crew" as const, validUntilSeconds: -1, reason: "suspended" },
    ];
    expect(certification(makeRequest(), makeShift({ papers }), problem)).toMatchObject([
      { detail: { subject: "vehicle", paper: "inspection_lapsed", neededUntilSeconds: toSeconds } },
      { detail: { subject: "crew", paper: "suspended", validUntilSeconds: -1 } },
    ]);
  });

  it("accepts a paper that holds to the last second", () => {
    const papers = [
      { subject: "vehicle" as const, validUntilSeconds: makeShift().window.toSeconds, reason: "x" },
    ];
    expect(certification(makeRequest(), makeShift({ papers }), problem)).toEqual([]);
  });
});
