import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delayAt, estimateLeg, roadProfile, startingRoadProfile } from "@/server/core/road-estimate";

const taizhouHospital = { lat: 28.656, lon: 121.4208 };
const yuhuan = { lat: 28.1359, lon: 121.2313 };
const hangzhou = { lat: 30.2741, lon: 120.1551 };
const place = fc.record({
  lat: fc.double({ min: 28, max: 29.2, noNaN: true }),
  lon: fc.double({ min: 120.2, max: 121.9, noNaN: true }),
});

describe("estimated legs", () => {
  it("are plausible: Jiaojiang to Yuhuan about 75 km, to Hangzhou about 260 km", () => {
    const near = estimateLeg(taizhouHospital, yuhuan, startingRoadProfile, 0.3);
    expect(near.metres).toBeGreaterThan(68_000);
    expect(near.metres).toBeLessThan(85_000);
    expect(near.seconds / 60).toBeGreaterThan(70);
    expect(near.seconds / 60).toBeLessThan(110);
    const far = estimateLeg(taizhouHospital, hangzhou, startingRoadProfile, 0);
    expect(far.metres / 1000).toBeGreaterThan(240);
    expect(far.metres / 1000).toBeLessThan(310);
    expect(far.seconds / 3600).toBeGreaterThan(2.9);
    expect(far.seconds / 3600).toBeLessThan(4.2);
  });

  it("are zero for one place, the same both ways, and never beaten by a detour", () => {
    expect(estimateLeg(yuhuan, yuhuan, startingRoadProfile, 0.3)).toEqual({ seconds: 0, metres: 0 });
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        const leg = (p: typeof a, q: typeof a) => estimateLeg(p, q, startingRoadProfile, 0.3);
        expect(leg(a, b)).toEqual(leg(b, a));
        expect(leg(a, c).metres).toBeLessThanOrEqual(leg(a, b).metres + leg(b, c).metres + 2);
        if (leg(a, b).seconds && leg(b, c).seconds) {
          expect(leg(a, c).seconds).toBeLessThanOrEqual(leg(a, b).seconds + leg(b, c).seconds + 2);
        }
      }),
    );
  });

  it("take longer at the peak, by the region's clock", () => {
    const eightInTaizhou = Date.parse("2026-03-02T00:00:00Z");
    const threeAtNight = Date.parse("2026-03-02T19:00:00Z");
    expect(delayAt(startingRoadProfile, eightInTaizhou)).toBeCloseTo(0.45);
    expect(delayAt(startingRoadProfile, eightInTaizhou + 30 * 60_000)).toBeCloseTo(0.4);
    expect(delayAt(startingRoadProfile, threeAtNight)).toBe(0);
    expect(delayAt(startingRoadProfile, undefined)).toBe(0.3);
  });

  it("start from a profile that passes its own check", () => {
    expect(roadProfile.parse(startingRoadProfile)).toEqual(startingRoadProfile);
  });
});
