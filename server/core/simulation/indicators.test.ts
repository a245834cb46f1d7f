import { describe, expect, it } from "vitest";
import { gini, indicatorsOf, mostAtOnce, quantile } from "./indicators";
import type { RequestRecord, ShiftRecord } from "./record";

const minute = 60_000;
const told = { from: 60 * minute, until: 90 * minute };
const carried = (changes: Partial<RequestRecord>): RequestRecord => ({
  key: "d0-1",
  day: "2026-03-09",
  willCall: false,
  askedAt: 0,
  end: "carried",
  refusedBy: null,
  operatorId: "a",
  vehicleId: "v1",
  promised: told,
  promisedLast: told,
  arrivedAt: 70 * minute,
  boardedAt: 80 * minute,
  droppedAt: 100 * minute,
  maxRideSeconds: 1800,
  ...changes,
});
const never = { arrivedAt: null, boardedAt: null, droppedAt: null };
const shift = (changes: Partial<ShiftRecord>): ShiftRecord => ({
  shiftId: "s",
  day: "2026-03-09",
  operatorId: "a",
  vehicleId: "v1",
  dutySeconds: 36_000,
  trips: 5,
  drivenMetres: 100_000,
  emptyMetres: 40_000,
  brokeDown: false,
  ...changes,
});

describe("the indicators", () => {
  it("count every request in exactly one end", () => {
    const all = indicatorsOf(
      [
        carried({}),
        carried({ end: "no_slot", promised: null, ...never }),
        carried({ end: "unserved", ...never }),
      ],
      [],
      [],
    );
    expect(all.requests).toBe(3);
    expect(Object.values(all.ends).reduce((sum, it) => sum + it, 0)).toBe(3);
    expect(all.servedShare).toBeCloseTo(1 / 3);
  });

  it("take a promise for kept only if the pickup began in the range first told", () => {
    const kept = (changes: Partial<RequestRecord>) =>
      indicatorsOf([carried(changes)], [], []).promiseKeptShare;
    expect(kept({})).toBe(1);
    expect(kept({ arrivedAt: 10 * minute })).toBe(1);
    expect(kept({ arrivedAt: 90 * minute })).toBe(1);
    expect(kept({ arrivedAt: 90 * minute + 1 })).toBe(0);
    expect(kept({ end: "unserved", ...never })).toBe(0);
    expect(kept({ end: "failed", ...never })).toBe(0);
    expect(kept({ end: "cancelled", ...never })).toBeNull();
    const moved = carried({
      promisedLast: { from: 90 * minute, until: 120 * minute },
      arrivedAt: 100 * minute,
    });
    expect(indicatorsOf([moved], [], [])).toMatchObject({ promiseKeptShare: 0, onTimeShare: 1 });
  });

  it("measure waits from the told time, of will-calls from asking", () => {
    const figures = indicatorsOf([carried({}), carried({ willCall: true })], [], []);
    expect(figures).toMatchObject({ waitMedianMinutes: 10, waitP90Minutes: 70 });
    expect(figures).toMatchObject({ collectedIn45Share: 0, collectedIn90Share: 1 });
  });

  it("count rides over their limit", () => {
    expect(indicatorsOf([carried({ droppedAt: 110 * minute })], [], []).rideBreaches).toBe(0);
    expect(indicatorsOf([carried({ droppedAt: 110 * minute + 1 })], [], []).rideBreaches).toBe(1);
  });

  it("tell empty kilometres, vehicles and fairness", () => {
    const shifts = [shift({}), shift({ operatorId: "b", vehicleId: "v2", trips: 10, emptyMetres: 20_000 })];
    const busy = [
      { vehicleId: "v1", from: 0, until: 10 },
      { vehicleId: "v2", from: 5, until: 20 },
    ];
    const figures = indicatorsOf([], shifts, busy);
    expect(figures).toMatchObject({
      drivenKilometres: 200,
      emptyShare: 0.3,
      vehiclesUsed: 2,
      vehiclesNeeded: 2,
    });
    expect(figures.fairnessRatio).toBeCloseTo(2);
    expect(figures.fairnessGini).toBeCloseTo(1 / 6);
  });
});

describe("their parts", () => {
  it("finds quantiles by the nearest rank", () => {
    expect(quantile([3, 1, 2, 4], 0.5)).toBe(2);
    expect(quantile([3, 1, 2, 4], 0.9)).toBe(4);
    expect(quantile([], 0.5)).toBeNull();
  });

  it("calls equal shares 0 and one for all (n - 1) / n", () => {
    expect(gini([2, 2, 2])).toBe(0);
    expect(gini([0, 0, 9])).toBeCloseTo(2 / 3);
    expect(gini([0, 0])).toBeNull();
  });

  it("does not count spans that only touch as together", () => {
    const span = (from: number, until: number) => ({ vehicleId: "v", from, until });
    expect(mostAtOnce([span(0, 5), span(5, 9)])).toBe(1);
    expect(mostAtOnce([span(0, 6), span(5, 9), span(5, 6)])).toBe(3);
    expect(mostAtOnce([])).toBe(0);
  });
});
