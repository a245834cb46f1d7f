import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Risks, riskWeights as weightRules } from "./sample";
import { beginDraw, drawSample, lotsOf } from "./sample-draw";

const riskWeights = weightRules.parse({});

const risks: fc.Arbitrary<Risks> = fc.record(
  { complaint: fc.nat(4), adverse_event: fc.nat(2), finding_open: fc.nat(2), price_outlier: fc.nat(1) },
  { requiredKeys: [] },
);
const towns = fc.uniqueArray(fc.record({ tripId: fc.uuid(), risks }), {
  selector: ({ tripId }) => tripId,
  maxLength: 40,
});

describe("a draw", () => {
  it("comes out the same by the same seed, in whatever order the trips are given", () => {
    fc.assert(
      fc.property(towns, fc.string(), fc.integer({ min: 1, max: 50 }), (trips, seed, wanted) => {
        const draw = drawSample(trips, riskWeights, seed, wanted);
        expect(drawSample([...trips].reverse(), riskWeights, seed, wanted)).toEqual(draw);
        expect(draw.population).toBe(trips.length);
        expect(draw.drawn).toHaveLength(Math.min(wanted, trips.length));
        expect(new Set(draw.drawn.map(({ tripId }) => tripId)).size).toBe(draw.drawn.length);
        expect(draw.drawn.map(({ place }) => place)).toEqual(draw.drawn.map((_, at) => at + 1));
        // A larger draw by the same seed begins with the smaller one.
        expect(drawSample(trips, riskWeights, seed, wanted + 1).drawn.slice(0, wanted)).toEqual(draw.drawn);
      }),
    );
  });

  it("comes out the same in however many stretches the trips are handed over, and refuses them out of order", () => {
    fc.assert(
      fc.property(
        towns,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (trips, step, wanted) => {
          const sorted = [...trips].sort((a, b) => (a.tripId < b.tripId ? -1 : 1));
          const draw = beginDraw(riskWeights, "seed", wanted);
          for (let at = 0; at < sorted.length; at += step) draw.take(sorted.slice(at, at + step));
          expect(draw.end()).toEqual(drawSample(trips, riskWeights, "seed", wanted));
        },
      ),
    );
    const twice = beginDraw(riskWeights, "seed", 1);
    twice.take([{ tripId: "b", risks: {} }]);
    expect(() => twice.take([{ tripId: "a", risks: {} }])).toThrow();
    expect(() => twice.take([{ tripId: "b", risks: {} }])).toThrow();
  });

  it("says by its hash when another trip or another risk took part", () => {
    const one = { tripId: "a", risks: {} };
    const hash = (...trips: { tripId: string; risks: Risks }[]) =>
      drawSample(trips, riskWeights, "seed", 1).populationHash;
    const hashes = [
      hash(),
      hash(one),
      hash({ ...one, risks: { complaint: 1 } }),
      hash(one, { ...one, tripId: "b" }),
    ];
    expect(new Set(hashes).size).toBe(4);
  });

  it("takes trips as often as their lots say", () => {
    const plain = Array.from({ length: 99 }, (_, at) => ({ tripId: `plain-${at}`, risks: {} }));
    const trips = [...plain, { tripId: "risky", risks: { complaint: 1, price_outlier: 1 } }];
    const lots = lotsOf({ complaint: 1, price_outlier: 1 }, riskWeights);
    expect(lots).toBe(11);
    const draws = 1_000;
    let [risky, first] = [0, 0];
    for (let seed = 0; seed < draws; seed++) {
      const [drawn] = drawSample(trips, riskWeights, `seed ${seed}`, 1).drawn;
      if (drawn?.tripId === "risky") risky += 1;
      if (drawn?.tripId === "plain-0") first += 1;
    }
    // 11 of 110 lots and 1 of 110: five standard deviations at most.
    expect(Math.abs(risky - draws / 10)).toBeLessThan(5 * Math.sqrt(draws * 0.1 * 0.9));
    expect(Math.abs(first - draws / 110)).toBeLessThan(5 * Math.sqrt(draws / 110));
  });

  it("counts a risk met over and over three times at most, and none for nothing", () => {
    expect(lotsOf({}, riskWeights)).toBe(1);
    expect(lotsOf({ complaint: 3 }, riskWeights)).toBe(13);
    expect(lotsOf({ complaint: 300 }, riskWeights)).toBe(13);
  });
});
