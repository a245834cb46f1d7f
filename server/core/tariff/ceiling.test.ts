import { describe, expect, it } from "vitest";
import { seededTariff } from "@/db/seed/trip-world";
import { startingRegionSettings } from "@/server/core/region-settings";
import { ceilingOf, underCeiling } from "./ceiling";
import { priceTrip } from "./price";

const taizhou = seededTariff("taizhou-2025-10");
const settings = {
  ceiling: {
    source: "test",
    accessibleRide: { baseFen: null, perKmFen: 0 },
    careTransfer: { baseFen: 10_000, perKmFen: 500 },
  },
};
const trip = { serviceLevel: "care_transfer", distanceMetres: 30_001 } as const;

describe("a region's ceiling", () => {
  it("is a sum and so much for each kilometre, by level; a region that set none has none", () => {
    expect(ceilingOf(settings, "settings@2", trip)).toEqual({
      fen: 25_001,
      rule: "settings@2#ceiling.careTransfer",
    });
    expect(ceilingOf(settings, "settings@2", { ...trip, serviceLevel: "accessible_ride" })).toBeNull();
    expect(ceilingOf(startingRegionSettings, "settings@0", trip)).toBeNull();
  });

  it("takes off what is above it, for each part of a round trip by itself, and leaves what is below", () => {
    const facts = { zone: "in_city", patientKm: 30, returnTrip: true };
    const priced = priceTrip(taizhou, facts);
    const ceiling = ceilingOf(settings, "settings@2", trip);
    const out = underCeiling(priced, "out", ceiling);
    expect(out.totalFen).toBe(25_001);
    expect(out.lines.at(-1)).toMatchObject({ code: "ceiling", fen: 25_001 - 40_000, part: "out" });
    expect(out.lines.reduce((sum, line) => sum + line.fen, 0)).toBe(out.totalFen);
    expect(underCeiling(priced, "return", ceiling).totalFen).toBe(20_000);
    expect(underCeiling(priced, "out", null).totalFen).toBe(40_000);
  });
});
