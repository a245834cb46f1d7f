import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "./normal";
import { seededRandom } from "./scheduler/random";
import {
  bandOfHour,
  priorLogSd,
  quantileSeconds,
  type TravelBand,
  travelBands,
  travelCorrection,
  travelFactor,
  travelLaw,
} from "./travel-correction";
import { type DrivenLeg, fewestLegs, learnCorrection } from "./travel-learning";

/** Log-normal draws around a truth that the test knows, the same for the same seed. */
function simulated(
  seed: number,
  count: number,
  truth: (leg: DrivenLeg) => number,
  sd = 0.2,
  zones = ["a", "b", "c"],
): DrivenLeg[] {
  const draw = seededRandom(seed);
  const random = () => draw(1_000_000) / 1_000_000;
  const pick = <T>(of: readonly T[], otherwise: T): T => of[Math.floor(random() * of.length)] ?? otherwise;
  return Array.from({ length: count }, () => {
    const leg: DrivenLeg = {
      fromZone: pick(zones, "a"),
      toZone: pick(zones, "a"),
      band: pick<TravelBand>(travelBands, "night"),
      estimateSeconds: 600 + Math.floor(random() * 3000),
      realSeconds: 0,
    };
    const z = normalQuantile(Math.min(0.999_999, Math.max(0.000_001, random())));
    return { ...leg, realSeconds: leg.estimateSeconds * truth(leg) * Math.exp(sd * z) };
  });
}

const learnt = (legs: DrivenLeg[]) => {
  const correction = learnCorrection(legs);
  if (!correction) throw new Error("nothing learnt");
  return correction;
};

describe("quantiles of the normal", () => {
  it("are those of the tables", () => {
    for (const [p, z] of [
      [0.5, 0],
      [0.9, 1.2815516],
      [0.97, 1.8807936],
      [0.975, 1.959964],
      [0.0001, -3.7190165],
      [1e-12, -7.0344838],
    ] as const)
      expect(normalQuantile(p)).toBeCloseTo(z, 5);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});

describe("a law of driving time", () => {
  const probability = fc.integer({ min: 1, max: 999 }).map((it) => it / 1000);
  const band = fc.constantFrom(...travelBands);

  it("gives longer times for higher probabilities, whatever was learnt", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        band,
        probability,
        probability,
        fc.integer({ min: 60, max: 9000 }),
        (count, at, p, q, estimate) => {
          const law = travelLaw(learnCorrection(simulated(count, count, () => 1.3)), "a", "b", at);
          const [low, high] = [Math.min(p, q), Math.max(p, q)];
          if (low < high)
            expect(quantileSeconds(estimate, law, low)).toBeLessThan(quantileSeconds(estimate, law, high));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is the estimate with the usual spread while nothing, or too little, is known", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: fewestLegs - 1 }), band, (count, at) => {
        const law = travelLaw(learnCorrection(simulated(count + 1, count, () => 1.5)), "a", "b", at);
        expect(law).toEqual({ logMean: 0, logSd: priorLogSd(at) });
        expect(quantileSeconds(1000, law, 0.5)).toBeCloseTo(1000, 6);
      }),
    );
    expect(priorLogSd("h10")).toBeGreaterThan(priorLogSd("h12"));
  });

  it("never goes beyond half or double the estimate", () => {
    const law = travelLaw(learnt(simulated(1, 5000, () => 2.9, 0.05)), "a", "b", "h08");
    expect(travelFactor(law)).toBeCloseTo(2, 9);
  });
});

describe("what driven legs teach", () => {
  const truth = ({ fromZone, toZone, band }: DrivenLeg) =>
    1.2 *
    (fromZone === "a" && toZone === "b" ? 1.25 : 1) *
    (band === "h08" ? 1.15 : 1) *
    (fromZone === "c" && toZone === "b" && band === "h16" ? 0.8 : 1);
  const cell = (fromZone: string, toZone: string, band: TravelBand): DrivenLeg => ({
    fromZone,
    toZone,
    band,
    estimateSeconds: 1,
    realSeconds: 1,
  });

  it("comes to the truth of every pair and hour, and to its spread", () => {
    const correction = learnt(simulated(7, 40_000, truth));
    expect(travelCorrection.parse(JSON.parse(JSON.stringify(correction)))).toEqual(correction);
    for (const fromZone of ["a", "b", "c"])
      for (const toZone of ["a", "b", "c"])
        for (const band of travelBands) {
          const law = travelLaw(correction, fromZone, toZone, band);
          expect(travelFactor(law) / truth(cell(fromZone, toZone, band))).toBeCloseTo(1, 1);
          expect(Math.abs(law.logMean - Math.log(truth(cell(fromZone, toZone, band))))).toBeLessThan(0.04);
          expect(law.logSd).toBeGreaterThan(0.17);
          expect(law.logSd).toBeLessThan(0.26);
        }
  });

  it("states quantiles that hold on legs it has not seen", () => {
    const correction = learnt(simulated(11, 8_000, truth));
    const fresh = simulated(12, 8_000, truth);
    const kept = fresh.filter((leg) => {
      const law = travelLaw(correction, leg.fromZone, leg.toZone, leg.band);
      return leg.realSeconds <= quantileSeconds(leg.estimateSeconds, law, 0.97);
    });
    expect(kept.length / fresh.length).toBeGreaterThan(0.96);
    expect(kept.length / fresh.length).toBeLessThan(0.99);
  });

  it("lends an unseen pair what is known of its hour and region, less surely", () => {
    const correction = learnt(simulated(3, 5_000, ({ band }) => (band === "h08" ? 1.5 : 1.2)));
    const [seen, unseen] = [travelLaw(correction, "a", "b", "h08"), travelLaw(correction, "x", "y", "h08")];
    expect(travelFactor(unseen)).toBeGreaterThan(1.4);
    expect(unseen.logSd).toBeGreaterThan(seen.logSd);
    expect(travelFactor(travelLaw(correction, "x", "y", null))).toBeLessThan(1.35);
  });

  it("believes few legs of a pair less than many", () => {
    const others = simulated(5, 2_000, () => 1);
    const slow = (count: number) =>
      travelFactor(
        travelLaw(
          learnt([
            ...others,
            ...simulated(6, count, () => 1.6).map((leg) => ({ ...leg, fromZone: "x", toZone: "y" })),
          ]),
          "x",
          "y",
          null,
        ),
      );
    expect(slow(0)).toBeCloseTo(1, 1);
    expect(slow(2)).toBeLessThan(slow(40));
    expect(slow(40)).toBeLessThan(slow(2_000));
    expect(Math.abs(slow(2_000) - 1.6)).toBeLessThan(0.05);
  });

  it("is hardly moved by one odd leg", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(1 / 3, 3), (seed, odd) => {
        const legs = simulated(seed, 400, () => 1.1, 0.15);
        const strange = { ...cell("a", "b", "h10"), estimateSeconds: 1000, realSeconds: 1000 * odd };
        for (const band of [null, "h10", "h14"] as const) {
          const [before, after] = [legs, [...legs, strange]].map((its) =>
            travelFactor(travelLaw(learnt(its), "a", "b", band)),
          );
          expect(Math.abs((after ?? 0) / (before ?? 1) - 1)).toBeLessThan(0.05);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("does not depend on the order of the legs", () => {
    const legs = simulated(9, 300, truth);
    const [one, other] = [learnt(legs), learnt(legs.toReversed())];
    for (const band of travelBands)
      expect(travelLaw(one, "a", "b", band).logMean).toBeCloseTo(travelLaw(other, "a", "b", band).logMean, 9);
  });
});

it("files hours by two, the night as one", () => {
  expect([0, 5, 6, 7, 8, 11, 15, 19, 20, 23].map(bandOfHour)).toEqual([
    "night",
    "night",
    "h06",
    "h06",
    "h08",
    "h10",
    "h14",
    "h18",
    "night",
    "night",
  ]);
});
