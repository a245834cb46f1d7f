import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leaveBy } from "./arrival";

const minute = 60_000;
const range = { pickupFrom: 600 * minute, pickupUntil: 630 * minute };
const sure = { logMean: 0, logSd: 1e-9 };

describe("when a crew should set out", () => {
  it("is ten minutes more than the way before the range, where the way is sure", () => {
    expect(leaveBy({ ...range, estimateSeconds: 1200, law: sure })).toBe(570 * minute);
  });

  it("is earlier where the way is slow or unsure: of a hundred ways 98 end in the range", () => {
    const unsure = { logMean: 0, logSd: 0.4 };
    const slow = leaveBy({ ...range, estimateSeconds: 3000, law: unsure });
    expect(slow).toBeLessThan(leaveBy({ ...range, estimateSeconds: 3000, law: sure }));
    // exp(2.0537 · 0.4) = 2.274: 113.7 minutes of way, and two at the door.
    expect((630 * minute - slow) / minute).toBeCloseTo(115.7, 0);
    expect(leaveBy({ ...range, estimateSeconds: 1200, law: { logMean: 0.5, logSd: 1e-9 } })).toBeLessThan(
      570 * minute,
    );
  });

  it("never gets later with a longer or less sure way", () => {
    const way = fc.record({
      estimateSeconds: fc.integer({ min: 0, max: 30_000 }),
      logSd: fc.double({ min: 0.01, max: 0.6, noNaN: true }),
    });
    fc.assert(
      fc.property(way, fc.integer({ min: 0, max: 5_000 }), ({ estimateSeconds, logSd }, more) => {
        const at = (seconds: number, sd: number) =>
          leaveBy({ ...range, estimateSeconds: seconds, law: { logMean: 0, logSd: sd } });
        const here = at(estimateSeconds, logSd);
        expect(at(estimateSeconds + more, logSd)).toBeLessThanOrEqual(here);
        expect(at(estimateSeconds, logSd + 0.1)).toBeLessThanOrEqual(here);
        expect(here).toBeLessThan(range.pickupFrom);
      }),
    );
  });
});
