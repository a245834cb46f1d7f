import { describe, expect, it } from "vitest";
import { type DayFile, parseDay } from "@/server/core/formats/day";
import { deriveTravel, type TravelProfile } from "@/server/core/formats/day-travel";
import { makeRequest, makeShift } from "@/server/core/scheduler/factory";

const profile: TravelProfile = {
  kind: "profile",
  metresPerDegreeLat: 111_000,
  metresPerDegreeLon: 100_000,
  accessSeconds: 60,
  bands: [
    { uptoMetres: 6_000, detourPercent: 140, secondsPerKm: 120 },
    { uptoMetres: null, detourPercent: 130, secondsPerKm: 60 },
  ],
};
const places = [
  { lat: 28, lon: 121 },
  { lat: 28, lon: 121.03 },
  { lat: 28.1, lon: 121 },
];
const file: DayFile = {
  format: "day-1",
  horizon: { fromSeconds: 0, toSeconds: 86_400 },
  places,
  travel: profile,
  vehicles: [makeShift()],
  requests: [makeRequest()],
};
const read = (changes: object) => parseDay(JSON.stringify({ ...file, ...changes }));

const drop = { requestId: "r1", kind: "drop" as const };
const fetched = { requestId: "r1", kind: "pickup" as const, startSeconds: 32_400, departSeconds: 33_000 };

describe("the day format", () => {
  it("derives travel by its published formula", () => {
    const { seconds, metres } = deriveTravel(places, profile);
    // 3,000 m straight: 4,200 m of road at 120 s/km. 11,100 m: 8,400 + 6,630 m. 11,498 m: 8,400 + ⌈7,147.4⌉ m.
    expect([...metres]).toEqual([0, 4200, 15_030, 4200, 0, 15_548, 15_030, 15_548, 0]);
    expect([...seconds]).toEqual([0, 564, 1466, 564, 0, 1497, 1466, 1497, 0]);
  });

  it("reads a derived and an explicit matrix alike", () => {
    const derived = parseDay(JSON.stringify(file)).problem;
    const { seconds, metres } = deriveTravel(places, profile);
    const given = read({ travel: { kind: "matrix", seconds: [...seconds], metres: [...metres] } }).problem;
    expect(given).toEqual(derived);
    expect(given.requests[0]).toEqual(makeRequest());
  });

  it("fills what a file leaves out", () => {
    expect(parseDay(JSON.stringify(file))).toMatchObject({ name: "day", plan: undefined });
    expect(parseDay(JSON.stringify(file)).problem).toMatchObject({
      nowSeconds: 0,
      rules: { promises: "frozen", berthUpgrades: [["escort", "seat"]] },
    });
  });

  it.each<[string, object]>([
    ["another version", { format: "day-2" }],
    ["a field it does not know", { requests: [{ ...makeRequest(), maxRide: 3 }] }],
    ["a place outside the list", { requests: [makeRequest({ dropPlace: 3 })] }],
    ["a lock to nobody", { requests: [makeRequest({ lockShiftId: "s9" })] }],
    ["a return without its way there", { requests: [makeRequest({ linkedRequestIds: ["r0"] })] }],
    ["two requests of one id", { requests: [makeRequest(), makeRequest()] }],
    ["a matrix of the wrong size", { travel: { kind: "matrix", seconds: [0], metres: [0] } }],
    ["bands that end", { travel: { ...profile, bands: profile.bands.slice(0, 1) } }],
    ["bands in no order", { travel: { ...profile, bands: [profile.bands[0], ...profile.bands] } }],
    ["a locked drop of somebody never fetched", { vehicles: [makeShift({ locked: [drop] })] }],
    ["somebody driven twice", { vehicles: [makeShift({ driven: [fetched, fetched] })] }],
    ["a plan of strangers", { plan: { routes: [{ vehicle: "s1", stops: ["r9+", "r9-"] }] } }],
    ["a plan of a strange vehicle", { plan: { routes: [{ vehicle: "s9", stops: [] }] } }],
  ])("refuses %s", (_, changes) => {
    expect(() => read(changes)).toThrow("scheduler_problem_invalid");
  });

  it("refuses what is no JSON", () => {
    expect(() => parseDay("{")).toThrow("scheduler_problem_invalid");
  });
});
