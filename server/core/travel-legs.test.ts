import { describe, expect, it } from "vitest";
import { isPlausible, type TripInstants, travelLegs } from "./travel-legs";
import { travelZone } from "./travel-zone";

const minute = 60_000;
const home = { lat: 28.6, lon: 121.4 };
const hospital = { lat: 28.7, lon: 121.5 };

/** A trip with its five confirmations at minutes of the day. */
const trip = (minutes: (number | null)[], ends = { from: home, to: hospital }): TripInstants => {
  const [departedAt, arrivedPickupAt, boardedAt, arrivedDropoffAt, endedAt] = minutes.map((it) =>
    it === null ? null : it * minute,
  );
  return {
    ...ends,
    departedAt: departedAt ?? null,
    arrivedPickupAt: arrivedPickupAt ?? null,
    boardedAt: boardedAt ?? null,
    arrivedDropoffAt: arrivedDropoffAt ?? null,
    endedAt: endedAt ?? null,
  };
};

describe("driven legs", () => {
  it("are the way with the patient, and the empty way when the vehicle went straight on", () => {
    const second = { from: { lat: 28.8, lon: 121.2 }, to: home };
    const legs = travelLegs([trip([0, 20, 30, 60, 70]), trip([75, 100, 110, 140, 150], second)]);
    expect(legs).toEqual([
      { from: home, to: hospital, leftAt: 30 * minute, arrivedAt: 60 * minute },
      { ...second, leftAt: 110 * minute, arrivedAt: 140 * minute },
      { from: hospital, to: second.from, leftAt: 75 * minute, arrivedAt: 100 * minute },
    ]);
  });

  it("are none where the crew paused before it set out, or a time was not told", () => {
    const legs = travelLegs([trip([0, 20, 30, 60, 70]), trip([95, 120, 130, null, 150])]);
    expect(legs).toHaveLength(1);
  });

  it("are none with another stop on the way, or while somebody else is on board", () => {
    const shared = travelLegs([trip([0, 20, 30, 60, 70]), trip([31, 40, 45, 80, 90])]);
    expect(shared).toEqual([]);
  });
});

describe("a plausible leg", () => {
  const estimate = { seconds: 1200, metres: 15_000 };
  it.each([
    [1200, true],
    [3600, true],
    [3601, false],
    [400, false],
    [416, false],
    [417, true],
    [30, false],
  ])("of %i seconds: %s", (seconds, plausible) => {
    expect(isPlausible(seconds, estimate)).toBe(plausible);
  });

  it("is long enough to be more than buttons", () => {
    expect(isPlausible(119, { seconds: 119, metres: 500 })).toBe(false);
  });
});

describe("a place's zone", () => {
  const square = [
    [
      [
        [121, 28],
        [122, 28],
        [122, 29],
        [121, 29],
        [121, 28],
      ],
    ],
  ];
  it("is its district where one is drawn around it, else a cell of the grid", () => {
    const districts = [{ code: "331002" }, { code: "331003", area: square }];
    expect(travelZone(home, districts)).toBe("331003");
    expect(travelZone({ lat: 30.27, lon: 120.15 }, districts)).toBe("30.2,120.1");
    expect(travelZone(home, [])).toBe("28.6,121.4");
    expect(travelZone({ lat: -0.05, lon: -0.05 }, [])).toBe("-0.1,-0.1");
  });
});
