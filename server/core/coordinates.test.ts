import { describe, expect, it } from "vitest";
import vectors from "@/db/seed/rules/identifiers.json";
import { toGcj02 } from "./coordinates";

describe("WGS-84 to GCJ-02", () => {
  it.each(vectors.coordinates.vectors)(
    "$place",
    ({ wgs84: [lat = 0, lon = 0], gcj02: [toLat = 0, toLon = 0] }) => {
      const moved = toGcj02({ lat, lon });
      expect(Math.abs(moved.lat - toLat)).toBeLessThan(1e-11);
      expect(Math.abs(moved.lon - toLon)).toBeLessThan(1e-11);
    },
  );

  it("moves nothing outside the country", () => {
    for (const point of [
      { lat: 35.681236, lon: 139.767125 },
      { lat: 51.5, lon: -0.12 },
      { lat: -33.86, lon: 121 },
    ]) {
      expect(toGcj02(point)).toEqual(point);
    }
  });
});
