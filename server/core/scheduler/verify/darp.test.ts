import { describe, expect, it } from "vitest";
import type { Darp } from "@/server/core/formats/darp";
import type { NodeAnswer } from "@/server/core/scheduler/verify/answer";
import { verifyDarp } from "@/server/core/scheduler/verify/darp";

type Changes = Partial<Record<number, Partial<Darp["nodes"][number]>>>;

/** On a line: depot at 0, requests from 10 to 30 (nodes 1, 3) and from 20 to 40 (nodes 2, 4); 1 of service. */
function instance(changes: Changes = {}, limits: Partial<Darp> = {}): Darp {
  const node = (id: number, x: number, load: number) => {
    const rest = { y: 0, service: id === 0 ? 0 : 1, earliest: 0, latest: 1000 };
    return { id, x, load, ...rest, ...changes[id] };
  };
  const nodes = [node(0, 0, 0), node(1, 10, 1), node(2, 20, 1), node(3, 30, -1), node(4, 40, -1)];
  return { vehicles: 1, longestRoute: 500, capacity: 2, longestRide: 30, requests: 2, nodes, ...limits };
}

function answer(routes: number[][], rest: Partial<NodeAnswer> = {}): NodeAnswer {
  return { routes: routes.map((stops, vehicle) => ({ vehicle, stops })), unserved: [], ...rest };
}

const shared = answer([[1, 2, 3, 4]]);
const constraints = (given: Darp, plan: NodeAnswer): string[] =>
  verifyDarp(given, plan).violations.map(({ constraint }) => constraint);

describe("verifyDarp", () => {
  it("accepts a good plan and computes its distance", () => {
    const plan = answer([[1, 2, 3, 4]], { vehicles: 1, cost: 80 });
    expect(verifyDarp(instance(), plan)).toEqual({ feasible: true, vehicles: 1, cost: 80, violations: [] });
  });

  it("finds a load above the capacity", () => {
    expect(constraints(instance({}, { capacity: 1 }), shared)).toEqual(["capacity"]);
    expect(constraints(instance({}, { capacity: 1 }), answer([[1, 3, 2, 4]]))).toEqual([]);
  });

  it("counts a ride from the end of service at the pickup to the start at the delivery", () => {
    // 10 to the next stop, 1 of service there, 10 more.
    expect(constraints(instance({}, { longestRide: 21 }), shared)).toEqual([]);
    expect(constraints(instance({}, { longestRide: 20.9 }), shared)).toEqual(["ride_time"]);
  });

  it("delays a pickup so that nobody waits on board, where the window allows", () => {
    const late = { 3: { earliest: 300 } };
    expect(constraints(instance(late), shared)).toEqual([]);
    expect(constraints(instance({ ...late, 1: { latest: 268 } }), shared)).toEqual(["ride_time"]);
    expect(constraints(instance({ ...late, 1: { latest: 269 } }), shared)).toEqual([]);
  });

  it("delays the start at the depot so that the route is short, where the windows allow", () => {
    const late = { 1: { earliest: 300 } };
    expect(constraints(instance(late, { longestRoute: 84 }), shared)).toEqual([]);
    expect(constraints(instance(late, { longestRoute: 83.9 }), shared)).toEqual(["route_duration"]);
    expect(constraints(instance({ ...late, 0: { latest: 384 } }, { longestRoute: 84 }), shared)).toEqual([]);
    const early = { ...late, 4: { earliest: 400 } };
    expect(constraints(instance(early, { longestRoute: 150 }), shared)).toEqual([]);
    const tied = { 1: { latest: 60 }, 4: { earliest: 200 } };
    const rides = { longestRide: 500, longestRoute: 180 };
    expect(constraints(instance(tied, rides), shared)).toEqual(["route_duration"]);
    expect(constraints(instance(tied, { ...rides, longestRoute: 191 }), shared)).toEqual([]);
  });

  it("finds late starts, and a late return to the depot", () => {
    expect(constraints(instance({ 3: { latest: 31 } }), shared)).toEqual(["time_window"]);
    expect(constraints(instance({ 3: { latest: 32 } }), shared)).toEqual([]);
    expect(constraints(instance({ 0: { latest: 83 } }), shared)).toEqual(["depot_time"]);
    expect(constraints(instance({ 0: { latest: 84 } }), shared)).toEqual([]);
  });

  it("finds unserved requests, broken pairs, too many vehicles and wrong statements", () => {
    expect(constraints(instance(), answer([[1, 3]], { unserved: [{ request: 2 }] }))).toEqual(["unserved"]);
    expect(constraints(instance(), answer([[1, 2, 3]]))).toEqual(["structure"]);
    expect(constraints(instance(), answer([[3, 1, 2, 4]]))).toEqual(["structure"]);
    expect(
      constraints(
        instance(),
        answer([
          [1, 3],
          [2, 4],
        ]),
      ),
    ).toEqual(["vehicle", "vehicle"]);
    expect(constraints(instance(), { ...shared, cost: 81 })).toEqual(["statement"]);
  });
});
