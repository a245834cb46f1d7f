import { describe, expect, it } from "vitest";
import type { LiLim } from "@/server/core/formats/li-lim";
import type { NodeAnswer } from "@/server/core/scheduler/verify/answer";
import { verifyLiLim } from "@/server/core/scheduler/verify/li-lim";

/** On a line: depot at 0, request 1 from 10 to 20 (nodes 1, 2), request 3 from 30 to 40 (nodes 3, 4); 2 of service. */
function instance(
  changes: Partial<Record<number, Partial<LiLim["nodes"][number]>>> = {},
  capacity = 5,
): LiLim {
  const node = (id: number, x: number, demand: number, pickup: number, delivery: number) => {
    const window = { ready: 0, due: 200, service: id === 0 ? 0 : 2 };
    return { id, x, y: 0, demand, pickup, delivery, ...window, ...changes[id] };
  };
  const nodes = [node(0, 0, 0, 0, 0), node(1, 10, 3, 0, 2), node(2, 20, -3, 1, 0)];
  return { vehicles: 2, capacity, nodes: [...nodes, node(3, 30, 2, 0, 4), node(4, 40, -2, 3, 0)] };
}

function answer(routes: number[][], rest: Partial<NodeAnswer> = {}): NodeAnswer {
  return { routes: routes.map((stops, vehicle) => ({ vehicle, stops })), unserved: [], ...rest };
}

const constraints = (found: { violations: { constraint: string }[] }): string[] =>
  found.violations.map(({ constraint }) => constraint);

describe("verifyLiLim", () => {
  it("accepts one route and two, and computes vehicles and distance", () => {
    const one = answer([[1, 2, 3, 4]], { vehicles: 1, cost: 80 });
    expect(verifyLiLim(instance(), one)).toEqual({ feasible: true, vehicles: 1, cost: 80, violations: [] });
    expect(verifyLiLim(instance(), answer([[1, 2], [], [3, 4]]))).toMatchObject({ vehicles: 2, cost: 120 });
  });

  it("takes windows to the last moment, waiting included", () => {
    const [exact, late] = [{ 3: { due: 34 } }, { 3: { due: 34 - 2e-6 } }];
    expect(verifyLiLim(instance(exact), answer([[1, 2, 3, 4]])).feasible).toBe(true);
    expect(constraints(verifyLiLim(instance(late), answer([[1, 2, 3, 4]])))).toEqual(["time_window"]);
    const waits = { 1: { ready: 50 }, 3: { due: 73 } };
    expect(constraints(verifyLiLim(instance(waits), answer([[1, 2, 3, 4]])))).toEqual(["time_window"]);
  });

  it.each<[string, string[], NodeAnswer]>([
    ["an unserved request, though listed", ["unserved"], answer([[1, 2]], { unserved: [{ request: 3 }] })],
    ["a request neither served nor listed", ["unserved"], answer([[1, 2]])],
    ["a served request listed", ["unserved"], answer([[1, 2, 3, 4]], { unserved: [{ request: 3 }] })],
    ["an unknown request listed", ["structure"], answer([[1, 2, 3, 4]], { unserved: [{ request: 2 }] })],
    ["a node visited twice", ["structure"], answer([[1, 2, 3, 4, 4]])],
    ["an unknown node", ["structure"], answer([[1, 2, 3, 4, 9]])],
    ["the depot among the stops", ["structure"], answer([[1, 2, 0, 3, 4]])],
    ["a pickup without its delivery", ["structure"], answer([[1, 2, 3]])],
    ["a delivery before its pickup", ["structure"], answer([[1, 2, 4, 3]])],
    ["a pair on two routes", ["structure"], answer([[1, 2, 3], [4]])],
    ["more vehicles stated", ["statement"], answer([[1, 2, 3, 4]], { vehicles: 2 })],
    ["a shorter distance stated", ["statement"], answer([[1, 2, 3, 4]], { cost: 79.9 })],
  ])("finds %s", (_, expected, plan) => {
    expect(constraints(verifyLiLim(instance(), plan))).toEqual(expected);
  });

  it("finds a load above the capacity only while both are on board", () => {
    expect(constraints(verifyLiLim(instance({}, 4), answer([[1, 3, 2, 4]])))).toEqual(["capacity"]);
    expect(verifyLiLim(instance({}, 4), answer([[1, 2, 3, 4]])).feasible).toBe(true);
  });

  it("finds a return after the depot's due time", () => {
    expect(constraints(verifyLiLim(instance({ 0: { due: 87.9 } }), answer([[1, 2, 3, 4]])))).toEqual([
      "depot_time",
    ]);
    expect(verifyLiLim(instance({ 0: { due: 88 } }), answer([[1, 2, 3, 4]])).feasible).toBe(true);
  });

  it("finds too many vehicles and one that drives twice", () => {
    const routes = [
      { vehicle: 0, stops: [1, 2] },
      { vehicle: 0, stops: [3, 4] },
    ];
    expect(constraints(verifyLiLim(instance(), { routes, unserved: [] }))).toEqual(["vehicle"]);
    const small = { ...instance(), vehicles: 1 };
    expect(
      constraints(
        verifyLiLim(
          small,
          answer([
            [1, 2],
            [3, 4],
          ]),
        ),
      ),
    ).toEqual(["vehicle", "vehicle"]);
  });
});
