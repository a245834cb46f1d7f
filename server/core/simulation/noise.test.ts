import { describe, expect, it } from "vitest";
import { isPeak, noiseOf, statedNoise } from "./noise";

const many = 20_000;
const noise = noiseOf(7, statedNoise);
const names = Array.from({ length: many }, (_, index) => `d${index}`);

function meanAndVariation(values: readonly number[]): { mean: number; variation: number } {
  const mean = values.reduce((sum, it) => sum + it, 0) / values.length;
  const variance = values.reduce((sum, it) => sum + (it - mean) ** 2, 0) / values.length;
  return { mean, variation: Math.sqrt(variance) / mean };
}
const shareOf = (test: (name: string) => boolean) => names.filter(test).length / many;
const drive = (leg: string, minute: number) =>
  noise.travelFactor({ leg, district: leg, day: "2026-03-09", minute });

describe("the noise of a simulated day", () => {
  it("spreads travel times as stated, wider at the peak, around the estimate", () => {
    for (const [minute, variation] of [
      [720, 0.25],
      [600, 0.4],
    ] as const) {
      const found = meanAndVariation(names.map((leg) => drive(leg, minute)));
      expect(found.mean).toBeCloseTo(1, 1);
      expect(Math.abs(found.variation - variation)).toBeLessThan(0.015);
    }
  });

  it("knows the peaks of the day", () => {
    expect([539, 540, 689, 690, 839, 840, 959, 960].map(isPeak)).toEqual([
      false,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
  });

  it("shares a shock between all who drive in a district in an hour, and with nobody else", () => {
    const pairs = names.slice(0, 4_000).map((name) => {
      const of = (leg: string, district: string) =>
        Math.log(noise.travelFactor({ leg: `${leg}/${name}`, district, day: name, minute: 720 }));
      return { one: of("a", "331002"), near: of("b", "331002"), far: of("c", "331003") };
    });
    const correlation = (other: "near" | "far") => {
      const mean = (key: "one" | "near" | "far") =>
        pairs.reduce((sum, it) => sum + it[key], 0) / pairs.length;
      const [a, b] = [mean("one"), mean(other)];
      const spread = (key: "one" | "near" | "far", middle: number) =>
        Math.sqrt(pairs.reduce((sum, it) => sum + (it[key] - middle) ** 2, 0));
      const together = pairs.reduce((sum, it) => sum + (it.one - a) * (it[other] - b), 0);
      return together / (spread("one", a) * spread(other, b));
    };
    expect(correlation("near")).toBeGreaterThan(0.45);
    expect(correlation("near")).toBeLessThan(0.55);
    expect(Math.abs(correlation("far"))).toBeLessThan(0.06);
  });

  it("spreads service times as stated", () => {
    const found = meanAndVariation(names.map((name) => noise.serviceFactor(name)));
    expect(found.mean).toBeCloseTo(1, 1);
    expect(Math.abs(found.variation - 0.35)).toBeLessThan(0.02);
  });

  it("has a quarter ready late, by twenty minutes on average", () => {
    const late = names.map((name) => noise.latenessSeconds(name)).filter((it) => it > 0);
    expect(Math.abs(late.length / many - 0.25)).toBeLessThan(0.01);
    expect(Math.abs(late.reduce((sum, it) => sum + it, 0) / late.length - 1200)).toBeLessThan(60);
  });

  it("has no-shows, cancellations and breakdowns as often as stated", () => {
    expect(Math.abs(shareOf((name) => noise.isNoShow(name)) - 0.03)).toBeLessThan(0.005);
    expect(Math.abs(shareOf((name) => noise.cancelsMinutesBefore(name) !== null) - 0.06)).toBeLessThan(0.006);
    expect(Math.abs(shareOf((name) => noise.breakdownAt(name) !== null) - 0.005)).toBeLessThan(0.002);
  });

  it("answers the same for the same seed and name, and otherwise for another seed", () => {
    const again = noiseOf(7, statedNoise);
    const other = noiseOf(8, statedNoise);
    const first = names.slice(0, 50);
    expect(first.map((it) => again.serviceFactor(it))).toEqual(first.map((it) => noise.serviceFactor(it)));
    expect(first.map((it) => other.serviceFactor(it))).not.toEqual(
      first.map((it) => noise.serviceFactor(it)),
    );
  });
});
