import { describe, expect, it } from "vitest";
import type { UnbookedRide } from "./finding";
import { fleet, type HonestMonth, honestBills, honestMonth, month } from "./generator/honest-month";
import { habitualExtra, strangePrice, strangeVehicle, twiceAtWork } from "./generator/paper-schemes";
import { calledOffAndCarried, cashRides, ghost, twoPlaces } from "./generator/schemes";
import { hospitals, onEarth } from "./generator/town";
import { findGhostTrips } from "./ghost-trip";
import { findImpossibleMovement } from "./impossible-movement";
import { findCarriedAfterCancel, findUnbookedPatterns, unbookedRides } from "./off-platform";
import { findOverlappingCrews } from "./overlapping-crew";
import { findPriceOutliers } from "./price-outlier";
import { findRepeatedExtras } from "./repeated-extra";
import { detectionSettings } from "./settings";
import { findUnknownVehicles } from "./unknown-vehicle";

const limits = detectionSettings.parse({});
const doors = hospitals.map(onEarth);
const cases = Array.from({ length: 50 }, (_, at) => 4_000 + at * 13);
const wanted = 45;

/** Of the cases, the seeds that a detector did not find: named where the count is too low. */
function missed(isFound: (seed: number) => boolean): number[] {
  return cases.filter((seed) => !isFound(seed));
}
function expectMostFound(isFound: (seed: number) => boolean): void {
  const not = missed(isFound);
  expect(cases.length - not.length, `missed seeds ${not.join(", ")}`).toBeGreaterThanOrEqual(wanted);
}
const ridesOf = (days: HonestMonth["days"]): UnbookedRide[] =>
  days.flatMap((day) => unbookedRides(day, doors, limits));

describe("of fifty cases of each kind, nine in ten at least are found", () => {
  it("ghost trips", () => {
    expectMostFound((seed) => {
      const { vehicle, tripId } = ghost(seed);
      return findGhostTrips(vehicle, limits).some((it) => it.tripId === tripId);
    });
  });

  it("impossible movement", () => {
    expectMostFound((seed) => findImpossibleMovement(twoPlaces(seed).vehicle, limits).length === 1);
  });

  it("overlapping crews", () => {
    const honest = honestMonth(5, 3).duties;
    expectMostFound((seed) => {
      const { duties, crew } = twiceAtWork(seed);
      return findOverlappingCrews([...honest, ...duties], limits).some(({ key }) => key.includes(crew));
    });
  });

  it("price outliers", () => {
    expectMostFound((seed) => {
      const { bills, billId } = strangePrice(seed);
      return findPriceOutliers(bills, bills, limits).some(({ key }) => key === billId);
    });
  });

  it("repeated extra lines", () => {
    expectMostFound((seed) => {
      const { bills, subject, code } = habitualExtra(seed);
      return findRepeatedExtras(bills, month, limits).some(({ key }) => key.includes(`/${subject}/${code}/`));
    });
  });

  it("patients carried past the platform after their booking was called off", () => {
    expectMostFound((seed) => {
      const { vehicle, tripId } = calledOffAndCarried(seed);
      return findCarriedAfterCancel(vehicle, limits).some((it) => it.tripId === tripId);
    });
  });

  it("rides for cash, over a month", () => {
    expectMostFound((seed) => findUnbookedPatterns(ridesOf(cashRides(seed)), month, limits).length === 1);
  });

  it("unknown vehicles", () => {
    const { scans, marks } = honestMonth(6, 3);
    expectMostFound((seed) => {
      const strange = strangeVehicle(seed);
      const found = findUnknownVehicles([...scans, ...strange.scans], marks, month, limits);
      return found.some(({ evidence }) =>
        evidence.sightings.some(({ scanId }) => scanId === strange.scans[0]?.id),
      );
    });
  });
});

describe.each([1, 2])("in a clean month (%i) at most one in a hundred is a false alarm", (seed) => {
  const clean = honestMonth(seed);
  const trips = clean.days.flatMap((day) => day.trips);

  it.each<[string, () => number, number]>([
    ["ghost trips", () => clean.days.flatMap((day) => findGhostTrips(day, limits)).length, trips.length],
    [
      "impossible movement, of vehicle days",
      () => clean.days.flatMap((day) => findImpossibleMovement(day, limits)).length,
      clean.days.length,
    ],
    [
      "overlapping crews, of duties",
      () => findOverlappingCrews(clean.duties, limits).length,
      clean.duties.length,
    ],
    [
      "price outliers, of bills",
      () => findPriceOutliers(clean.bills, clean.bills, limits).length,
      clean.bills.length,
    ],
    [
      "called off and carried, of trips",
      () => clean.days.flatMap((day) => findCarriedAfterCancel(day, limits)).length,
      trips.length,
    ],
    [
      "unknown vehicles, of scans",
      () => findUnknownVehicles(clean.scans, clean.marks, month, limits).length,
      clean.scans.length,
    ],
  ])("%s", (_, count, of) => {
    expect(of).toBeGreaterThan(300);

    expect(count() / of).toBeLessThanOrEqual(0.01);
  });

  it("rides for cash: of twelve vehicles none", () => {
    expect(findUnbookedPatterns(ridesOf(clean.days), month, limits)).toEqual([]);
  });
});

it("finds no habit of extras in a hundred clean months of each vehicle and operator", () => {
  const found = Array.from({ length: 100 }, (_, at) =>
    findRepeatedExtras(honestBills(at + 900), month, limits),
  );
  // Of fifteen subjects and three kinds of extra in each month.
  expect(found.flat().length / (found.length * (fleet.length + 3) * 3)).toBeLessThanOrEqual(0.01);
});
