import { describe, expect, it } from "vitest";
import {
  type Area,
  bearingDegrees,
  boundingBox,
  boxAround,
  districtOf,
  haversineMetres,
  inBox,
  isInside,
} from "@/server/core/geography";

const square = (west: number, south: number, size: number): number[][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe("haversineMetres", () => {
  it("gives the quarter of the mean meridian from equator to pole", () => {
    expect(haversineMetres({ lat: 0, lon: 0 }, { lat: 90, lon: 0 })).toBeCloseTo(
      (Math.PI / 2) * 6_371_008.8,
      3,
    );
  });

  it("agrees with the published distance between Beijing and Shanghai stations within 1 %", () => {
    const metres = haversineMetres({ lat: 39.9042, lon: 116.4074 }, { lat: 31.2304, lon: 121.4737 });
    expect(metres).toBeGreaterThan(1_060_000);
    expect(metres).toBeLessThan(1_075_000);
  });

  it("is symmetric, zero for one place, and holds for opposite ends of the earth", () => {
    const a = { lat: 28.85, lon: 121.12 };
    const b = { lat: 28.13, lon: 121.23 };
    expect(haversineMetres(a, b)).toBe(haversineMetres(b, a));
    expect(haversineMetres(a, a)).toBe(0);
    expect(haversineMetres({ lat: 28.3, lon: 12.1 }, { lat: -28.3, lon: -167.9 })).toBeCloseTo(
      Math.PI * 6_371_008.8,
      0,
    );
  });
});

describe("bearingDegrees", () => {
  const home = { lat: 28.6, lon: 121.4 };

  it.each([
    ["north", { lat: 29.6, lon: 121.4 }, 0],
    ["south", { lat: 27.6, lon: 121.4 }, 180],
    ["east", { lat: 28.6, lon: 121.41 }, 90],
    ["west", { lat: 28.6, lon: 121.39 }, 270],
  ])("points %s", (_name, there, degrees) => {
    expect(bearingDegrees(home, there)).toBeCloseTo(degrees, 1);
  });

  it("is 0 for one place and always below 360", () => {
    expect(bearingDegrees(home, home)).toBe(0);
    expect(bearingDegrees(home, { lat: 29.6, lon: 121.399_999 })).toBeLessThan(360);
  });
});

describe("boxes", () => {
  it("holds every point and nothing is left of an empty list", () => {
    expect(boundingBox([])).toBeNull();
    expect(
      boundingBox([
        { lat: 28, lon: 121.5 },
        { lat: 29.1, lon: 120.4 },
        { lat: 28.5, lon: 121.9 },
      ]),
    ).toEqual({ south: 28, west: 120.4, north: 29.1, east: 121.9 });
  });

  it("takes the edge in and leaves out what is beyond", () => {
    const box = { south: 28, west: 120, north: 29, east: 121 };
    expect(inBox({ lat: 28, lon: 121 }, box)).toBe(true);
    expect(inBox({ lat: 29.001, lon: 120.5 }, box)).toBe(false);
    expect(inBox({ lat: 28.5, lon: 119.999 }, box)).toBe(false);
  });

  it("never cuts off a place within the radius, in any direction", () => {
    const centre = { lat: 28.65, lon: 121.4 };
    const box = boxAround(centre, 5_000);
    for (let step = 0; step < 3600; step++) {
      const angle = (step / 1800) * Math.PI;
      const point = {
        lat: centre.lat + 0.06 * Math.cos(angle) * (step % 7) * 0.2,
        lon: centre.lon + 0.06 * Math.sin(angle) * (step % 7) * 0.2,
      };
      if (haversineMetres(centre, point) <= 5_000) expect(inBox(point, box)).toBe(true);
    }
    expect(haversineMetres(centre, { lat: box.north, lon: centre.lon })).toBeCloseTo(5_000, 3);
    expect(inBox({ lat: centre.lat, lon: centre.lon + 0.06 }, box)).toBe(false);
  });
});

describe("isInside and districtOf", () => {
  const holed: Area = [[square(0, 0, 10), square(4, 4, 2)], [square(20, 0, 1)]];

  it("knows outline, hole and second part", () => {
    expect(isInside({ lat: 1, lon: 1 }, holed)).toBe(true);
    expect(isInside({ lat: 5, lon: 5 }, holed)).toBe(false);
    expect(isInside({ lat: 0.5, lon: 20.5 }, holed)).toBe(true);
    expect(isInside({ lat: 0.5, lon: 15 }, holed)).toBe(false);
    expect(isInside({ lat: 1, lon: 1 }, [])).toBe(false);
  });

  it("does not care whether the ring is closed or which way it runs", () => {
    const open = square(0, 0, 10).slice(0, 4);
    expect(isInside({ lat: 9, lon: 1 }, [[open]])).toBe(true);
    expect(isInside({ lat: 9, lon: 1 }, [[[...open].reverse()]])).toBe(true);
  });

  it("counts a place on a shared border once", () => {
    const districts = [
      { code: "331002", area: [[square(0, 0, 1)]] },
      { code: "331003", area: [[square(1, 0, 1)]] },
    ];
    const holders = districts.filter(({ area }) => isInside({ lat: 0.5, lon: 1 }, area));
    expect(holders).toHaveLength(1);
    expect(districtOf({ lat: 0.5, lon: 1 }, districts)).toBe(holders[0]);
    expect(districtOf({ lat: 0.5, lon: 1.5 }, districts)?.code).toBe("331003");
    expect(districtOf({ lat: 5, lon: 5 }, districts)).toBeNull();
  });
});
