import { describe, expect, it } from "vitest";
import { uncertifiedReasons } from "../certification";
import { copyAmong, matchTrip, outcomeOf, roughPlace, scanOutcomes } from "./scan";

const limits = { copiedMetres: 20_000, copiedMinutes: 10 };
const jiaojiang = { lat: 28.65, lon: 121.42 };
const wenling = { lat: 28.37, lon: 121.39 };
const minute = 60_000;

describe("a copy", () => {
  const here = { id: "a", looker: "1", at: 100 * minute, ...jiaojiang };
  const b = { id: "b", looker: "2" };
  it("shows where one vehicle cannot have been at both", () => {
    const copy = copyAmong(here, [{ ...b, at: 94 * minute, ...wenling }], limits);
    expect(copy).toMatchObject({ of: "b", seconds: 360 });
    expect(copy?.metres).toBeGreaterThan(31_000);
    expect(copy?.metres).toBeLessThan(31_600);
  });
  it("is none where the vehicle may have driven, or hardly moved", () => {
    expect(copyAmong(here, [{ ...b, at: 89 * minute, ...wenling }], limits)).toBeNull();
    expect(copyAmong(here, [{ ...b, at: 99 * minute, lat: 28.66, lon: 121.5 }], limits)).toBeNull();
    expect(copyAmong(here, [], limits)).toBeNull();
  });
  it("is none where one browser says that it is at both", () => {
    expect(copyAmong(here, [{ id: "b", looker: "1", at: 99 * minute, ...wenling }], limits)).toBeNull();
  });
  it("counts the limits themselves, and takes the clearest of several", () => {
    const at = { ...b, at: 90 * minute, ...wenling };
    expect(copyAmong(here, [at], limits)?.of).toBe("b");
    const near = { id: "c", looker: "3", at: 99 * minute, ...wenling };
    expect(copyAmong(here, [at, near], limits)?.of).toBe("c");
  });
});

describe("a rough place", () => {
  it("is a hundredth of a degree", () => {
    expect(roughPlace({ lat: 28.65499, lon: 121.41501 })).toEqual({ lat: 28.65, lon: 121.42 });
  });
});

describe("outcomes", () => {
  it("tell every reason apart as one of them, and none as right", () => {
    for (const reason of uncertifiedReasons) {
      expect(scanOutcomes).toContain(outcomeOf(reason));
      expect(outcomeOf(reason)).not.toBe("right");
    }
    expect(outcomeOf(null)).toBe("right");
    expect(["expired", "revoked", "suspended"].map((it) => outcomeOf(it as "expired"))).toEqual([
      "expired",
      "revoked",
      "suspended",
    ]);
  });
});

describe("a trip", () => {
  const trip = {
    vehicleId: "v",
    isCancelled: false,
    departedAt: null,
    plannedPickupAt: 500 * minute,
    endedAt: null,
  };
  it("is matched by vehicle and time", () => {
    expect(matchTrip(trip, "v", 400 * minute, 120)).toBe("right");
    expect(matchTrip(trip, "v", 379 * minute, 120)).toBe("wrong_time");
    expect(matchTrip({ ...trip, departedAt: 370 * minute }, "v", 379 * minute, 120)).toBe("right");
    expect(matchTrip(trip, "w", 400 * minute, 120)).toBe("wrong_vehicle");
    expect(matchTrip(trip, null, 400 * minute, 120)).toBe("wrong_vehicle");
    expect(matchTrip({ ...trip, endedAt: 600 * minute }, "v", 601 * minute, 120)).toBe("over");
    expect(matchTrip({ ...trip, isCancelled: true }, "v", 400 * minute, 120)).toBe("no_vehicle");
    expect(matchTrip(null, "v", 400 * minute, 120)).toBe("no_vehicle");
  });
});
