import { describe, expect, it } from "vitest";
import { haversineMetres } from "@/server/core/geography";
import { localDay, minuteOfDay } from "@/server/core/local-time";
import { type DemandPlace, drawDemand, type Town } from "./demand";

const kmPerDegree = 111.19;
const north = (key: string, kind: DemandPlace["kind"], km: number): DemandPlace => ({
  key,
  kind,
  weight: 1,
  lat: 28 + km / kmPerDegree,
  lon: 121,
});
const town: Town = {
  timeZone: "Asia/Shanghai",
  places: [
    north("hospital", "hospital", 0),
    north("dialysis", "dialysis", 1),
    north("care", "care", 10),
    ...[2, 8, 15, 22, 40].map((km) => north(`home-${km}`, "home", km)),
    north("far-200", "far", 200),
    north("far-500", "far", 500),
  ],
  roadMetres: haversineMetres,
};
const asked = { seed: 3, firstDay: "2026-03-09", days: 14, requestsPerDay: 400 };
const demand = drawDemand(town, asked);
const point = (key: string): DemandPlace => {
  const found = town.places.find((it) => it.key === key);
  if (!found) throw new Error(key);
  return found;
};
const metres = (it: (typeof demand)[number]) => haversineMetres(point(it.from), point(it.to));
const share = (test: (it: (typeof demand)[number]) => boolean) => demand.filter(test).length / demand.length;

describe("simulated demand", () => {
  it("is as much as asked for, four fifths of it at the weekend, each request once", () => {
    const perDay = Map.groupBy(demand, (it) => it.day);
    expect(perDay.get("2026-03-09")?.length).toBe(400);
    expect(perDay.get("2026-03-14")?.length).toBe(320);
    expect(new Set(demand.map((it) => it.key)).size).toBe(demand.length);
  });

  it("has 14 % long rides of 100 to 800 km, 4 % over 400 km, and local ones of 5 to 25 km", () => {
    expect(Math.abs(share((it) => metres(it) >= 100_000) - 0.14)).toBeLessThan(0.012);
    expect(Math.abs(share((it) => metres(it) >= 400_000) - 0.04)).toBeLessThan(0.008);
    expect(
      demand.filter((it) => metres(it) < 5_000 || (metres(it) > 25_000 && metres(it) < 100_000)),
    ).toEqual([]);
  });

  it("peaks from 09:00 to 11:30 and from 14:00 to 16:00", () => {
    const minute = (at: number) => minuteOfDay(new Date(at), town.timeZone);
    const inPeak = share(({ wantedFrom }) => {
      const at = minute(wantedFrom);
      return (at >= 540 && at < 690) || (at >= 840 && at < 960);
    });
    // A quarter of the 24 hours, and most of the rides.
    expect(inPeak).toBeGreaterThan(0.6);
  });

  it("asks before the ride is wanted, a will-call when the patient is ready", () => {
    for (const it of demand) {
      expect(it.wantedUntil).toBeGreaterThan(it.wantedFrom);
      expect(localDay(new Date(it.wantedFrom), town.timeZone)).toBe(it.day);
      if (it.willCall) expect(it.askedAt).toBe(it.wantedFrom);
      else expect(it.wantedFrom - it.askedAt).toBeGreaterThanOrEqual(45 * 60_000);
    }
    expect(share((it) => it.willCall)).toBeGreaterThan(0.05);
  });

  it("is the same for the same seed and another for another", () => {
    expect(drawDemand(town, asked)).toEqual(demand);
    expect(drawDemand(town, { ...asked, seed: 4 })).not.toEqual(demand);
  });
});
