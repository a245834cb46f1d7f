import { describe, expect, it } from "vitest";
import type { FourResources, Hdarp } from "@/server/core/formats/hdarp";
import { verifyHdarp } from "@/server/core/scheduler/verify/hdarp";

/** On a line: depot at 0, two requests from 10 to 30 (nodes 1, 3) and from 20 to 40 (nodes 2, 4) with these needs. */
function instance(first: FourResources, second: FourResources, vehicles: Hdarp["vehicles"]): Hdarp {
  const minus = (load: FourResources) => load.map((amount) => -amount) as FourResources;
  const node = (id: number, x: number, load: FourResources) => {
    return { id, x, y: 0, service: 0, maxRide: id > 0 && id < 3 ? 20 : 0, load, earliest: 0, latest: 1000 };
  };
  const pickups = [node(0, 0, [0, 0, 0, 0]), node(1, 10, first), node(2, 20, second)];
  return {
    requests: 2,
    vehicles,
    nodes: [...pickups, node(3, 30, minus(first)), node(4, 40, minus(second))],
  };
}

const staff: FourResources = [1, 0, 0, 0];
const seated: FourResources = [0, 1, 0, 0];
const lying: FourResources = [0, 0, 1, 0];
const wheelchair: FourResources = [0, 0, 0, 1];
const shared = [{ vehicle: 0, stops: [1, 2, 3, 4] }];

function constraints(given: Hdarp, routes: { vehicle: number; stops: number[] }[], cost?: number): string[] {
  return verifyHdarp(given, { routes, unserved: [], cost }).violations.map(({ constraint }) => constraint);
}

describe("verifyHdarp", () => {
  it.each<[string, FourResources, FourResources, FourResources, boolean]>([
    ["staff and a seated patient share a stretcher vehicle's places", staff, seated, [0, 1, 1, 0], true],
    ["a seated patient may lie", seated, seated, [0, 1, 1, 0], true],
    ["staff may use a patient seat and a stretcher", staff, staff, [0, 1, 1, 0], true],
    ["a seated patient may not use a staff seat", seated, seated, [1, 1, 0, 0], false],
    ["a lying patient may use only a stretcher", lying, lying, [1, 1, 1, 0], false],
    ["two lying patients and two stretchers", lying, lying, [0, 0, 2, 0], true],
    ["a wheelchair place serves wheelchairs alone", wheelchair, staff, [0, 0, 0, 2], false],
    ["a wheelchair may not use a stretcher", wheelchair, wheelchair, [1, 1, 1, 1], false],
    ["a wheelchair beside a stretcher", wheelchair, lying, [0, 0, 1, 1], true],
    ["a stretcher taken by the lying is none for staff", lying, staff, [0, 0, 1, 0], false],
  ])("packs by upgrades: %s", (_, first, second, capacity, fits) => {
    const given = instance(first, second, [{ longestRoute: 500, capacity }]);
    expect(constraints(given, shared)[0]).toBe(fits ? undefined : "capacity");
  });

  const room: FourResources = [2, 2, 2, 2];
  const two = [
    { longestRoute: 80, capacity: room },
    { longestRoute: 79, capacity: [0, 1, 0, 0] as FourResources },
  ];

  it("gives each vehicle row its own capacity and longest route", () => {
    const given = instance(seated, seated, two);
    const plan = { routes: shared, unserved: [], vehicles: 1, cost: 80 };
    expect(verifyHdarp(given, plan)).toEqual({ feasible: true, vehicles: 1, cost: 80, violations: [] });
    const other = new Set(constraints(given, [{ vehicle: 1, stops: [1, 2, 3, 4] }]));
    expect([...other]).toEqual(["capacity", "route_duration"]);
    expect(constraints(given, [{ vehicle: 1, stops: [1, 3, 2, 4] }])).toEqual(["route_duration"]);
  });

  it("finds a vehicle driving twice and one that does not exist", () => {
    const given = instance(seated, seated, two);
    const split = (vehicle: number) => [
      { vehicle: 0, stops: [1, 3] },
      { vehicle, stops: [2, 4] },
    ];
    expect(constraints(given, split(0))).toEqual(["vehicle"]);
    expect(constraints(given, split(2))).toEqual(["vehicle"]);
    expect(constraints({ ...given, vehicles: [two[0], two[0]].flatMap((it) => it ?? []) }, split(1))).toEqual(
      [],
    );
  });

  it("holds each request's own longest ride", () => {
    const given = instance(seated, seated, two);
    const short = given.nodes.map((node) => (node.id === 2 ? { ...node, maxRide: 19.9 } : node));
    expect(constraints({ ...given, nodes: short }, shared)).toEqual(["ride_time"]);
  });

  it("finds late stops, unserved requests, broken pairs and wrong statements", () => {
    const given = instance(seated, seated, two);
    const late = given.nodes.map((node) => (node.id === 4 ? { ...node, latest: 39 } : node));
    expect(constraints({ ...given, nodes: late }, shared)).toEqual(["time_window"]);
    expect(constraints(given, [{ vehicle: 0, stops: [1, 3] }])).toEqual(["unserved"]);
    expect(constraints(given, [{ vehicle: 0, stops: [1, 2, 3] }])).toEqual(["structure"]);
    expect(constraints(given, shared, 80.5)).toEqual(["statement"]);
  });
});
