import { describe, expect, it } from "vitest";
import type { Ptp } from "@/server/core/formats/ptp";
import type { TripAnswer } from "@/server/core/scheduler/verify/answer";
import { verifyPtp } from "@/server/core/scheduler/verify/ptp";

const places = [0, 10, 20, 30];

/**
 * On a line of minutes: depot 0, homes 1 and 3, hospital 2. Patient 0 (load 1) goes there and back, visit 100 to 160;
 * patient 1 (load 2) only there, visit at 130. 5 minutes to get in or out, 30 of waiting allowed.
 */
function instance(changes: { vehicle?: Partial<Ptp["vehicles"][number]>; maxWait?: number } = {}): Ptp {
  const visit = { category: 0, destination: 2, srvDuration: 5 };
  const windows = [
    { from: 0, to: 200 },
    { from: 300, to: 400 },
  ];
  const vehicle = { id: 70, canTake: [0], start: 0, end: 0, capacity: 2, windows, ...changes.vehicle };
  return {
    ...{ name: "small", maxWait: changes.maxWait ?? 30, vehicles: [vehicle] },
    distances: places.map((from) => places.map((to) => Math.abs(from - to))),
    patients: [
      { ...visit, id: 80, load: 1, start: 1, end: 1, rdvTime: 100, rdvDuration: 60 },
      { ...visit, id: 81, load: 2, start: 3, end: -1, rdvTime: 130, rdvDuration: 60 },
    ],
  };
}

const one = ["f0+", "f0-", "b0+", "b0-"];
const all = ["f0+", "f0-", "f1+", "f1-", "b0+", "b0-"];

function answer(stops: string[], unserved: number[] = [], rest: Partial<TripAnswer> = {}): TripAnswer {
  const routes = [{ vehicle: 0, window: 0, stops }];
  return { routes, unserved: unserved.map((request) => ({ request })), ...rest };
}

const constraints = (given: Ptp, plan: TripAnswer): string[] =>
  verifyPtp(given, plan).violations.map(({ constraint }) => constraint);

describe("verifyPtp", () => {
  it("accepts plans that serve all, one or none", () => {
    const stated = answer(all, [], { vehicles: 1, cost: 2 });
    expect(verifyPtp(instance(), stated)).toEqual({ feasible: true, vehicles: 1, cost: 2, violations: [] });
    expect(verifyPtp(instance(), answer(one, [1]))).toMatchObject({ feasible: true, cost: 1 });
    expect(verifyPtp(instance(), answer([], [0, 1]))).toMatchObject({ feasible: true, vehicles: 0, cost: 0 });
  });

  it.each<[string, string[], TripAnswer]>([
    ["a patient neither served nor listed", ["unserved"], answer(one)],
    ["a served patient listed", ["unserved"], answer(all, [1])],
    ["an unknown patient listed", ["structure"], answer(all, [7])],
    ["a patient taken there but not back", ["half_served"], answer(["f0+", "f0-"], [0, 1])],
    ["an unknown stop", ["structure"], answer([...all, "x0+"])],
    ["a patient by the id of the file", ["structure"], answer([...all, "f80+"])],
    ["a stop visited twice", ["structure"], answer([...all, "b0-"])],
    [
      "a trip that the patient does not have",
      ["structure", "structure"],
      answer([...one, "b1+", "b1-"], [1]),
    ],
    ["a pickup without its drop", ["structure"], answer([...one, "f1+"], [1])],
    ["more patients stated", ["statement"], answer(one, [1], { cost: 2 })],
    ["more vehicles stated", ["statement"], answer(one, [1], { vehicles: 2 })],
  ])("finds %s", (_, expected, plan) => {
    expect(constraints(instance(), plan)).toEqual(expect.arrayContaining(expected));
    expect(verifyPtp(instance(), plan).feasible).toBe(false);
  });

  it("finds a drop before its pickup", () => {
    expect(constraints(instance(), answer(["f0-", "f0+", "b0+", "b0-"], [0, 1]))).toContain("structure");
  });

  it("holds capacity and categories", () => {
    const together = answer(["f0+", "f1+", "f0-", "f1-", "b0+", "b0-"]);
    expect(constraints(instance(), together)).toContain("capacity");
    expect(constraints(instance({ vehicle: { capacity: 3 } }), together)).not.toContain("capacity");
    expect(constraints(instance({ vehicle: { canTake: [1] } }), answer(one, [1]))).toEqual([
      "category",
      "category",
    ]);
  });

  it("lets a patient leave home no earlier than the waiting limit allows, and arrive in time to get out", () => {
    // In at minute 70 or later, 5 to get in, 10 of way, out by 95: two homes away it becomes too late.
    expect(constraints(instance(), answer(one, [1]))).toEqual([]);
    expect(constraints(instance({ maxWait: 20 }), answer(one, [1]))).toEqual([]);
    expect(constraints(instance({ maxWait: 19 }), answer(one, [1]))).toEqual(["time_window"]);
  });

  it("brings a patient home within the waiting limit, not before the visit ends", () => {
    // In at 160 or later, 5 to get in, 10 of way: home at 175 at best.
    const home = (maxWait: number) => constraints(instance({ maxWait }), answer(["b0+", "b0-"], [0, 1]));
    expect(home(15)).toEqual(["half_served"]);
    expect(home(14)).toEqual(["time_window", "half_served"]);
  });

  it("keeps the availability window, with the ways from and to the depots that exist", () => {
    const until = (to: number, end = 0) => {
      const vehicle = { windows: [{ from: 60, to }], end };
      return constraints(instance({ vehicle }), answer(one, [1]));
    };
    // Home at 175, 5 to get out, 10 back.
    expect(until(190)).toEqual([]);
    expect(until(189)).toEqual(["depot_time"]);
    expect(until(180, -1)).toEqual([]);
    expect(until(179, -1)).toEqual(["depot_time"]);
    // In by 80 at home, out by 95 at the hospital; with a depot 10 minutes before that.
    const from = (opens: number, start: number) => {
      const vehicle = { windows: [{ from: opens, to: 200 }], start };
      return constraints(instance({ vehicle }), answer(one, [1]));
    };
    expect([from(70, 0), from(71, 0)]).toEqual([[], ["time_window"]]);
    expect([from(80, -1), from(81, -1)]).toEqual([[], ["time_window"]]);
  });

  it("takes each window of each vehicle once, and only those that exist", () => {
    const route = (vehicle: number, window: number, stops: string[]) => ({ vehicle, window, stops });
    const plan = (...routes: ReturnType<typeof route>[]) => ({ routes, unserved: [{ request: 1 }] });
    const [there, back] = [one.slice(0, 2), one.slice(2)];
    expect(constraints(instance(), plan(route(0, 0, there), route(0, 0, back)))).toEqual(["vehicle"]);
    expect(constraints(instance(), plan(route(0, 2, one)))).toEqual(["vehicle"]);
    expect(constraints(instance(), plan(route(1, 0, one)))).toEqual(["vehicle"]);
    expect(constraints(instance(), plan(route(0, 0, there), route(0, 1, back)))).toEqual(["time_window"]);
  });

  it("carries a trip from pickup to drop within one route", () => {
    const [vehicle] = instance().vehicles;
    const two = { ...instance(), vehicles: vehicle ? [vehicle, vehicle] : [] };
    const routes = [
      { vehicle: 0, window: 0, stops: ["f0+", "b0+", "b0-"] },
      { vehicle: 1, window: 0, stops: ["f0-"] },
    ];
    expect(constraints(two, { routes, unserved: [{ request: 0 }, { request: 1 }] })).toContain("structure");
    const apart = [one.slice(0, 2), one.slice(2)].map((stops, index) => ({
      vehicle: index,
      window: 0,
      stops,
    }));
    expect(verifyPtp(two, { routes: apart, unserved: [{ request: 1 }] })).toMatchObject({
      ...{ feasible: true, vehicles: 2, cost: 1 },
    });
  });
});
