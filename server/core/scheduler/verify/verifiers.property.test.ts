import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Darp } from "@/server/core/formats/darp";
import type { LiLim } from "@/server/core/formats/li-lim";
import type { NodeAnswer } from "@/server/core/scheduler/verify/answer";
import { verifyDarp } from "@/server/core/scheduler/verify/darp";
import { verifyLiLim } from "@/server/core/scheduler/verify/li-lim";

const requests = 5;
const coordinate = fc.integer({ min: -20, max: 20 });
/** A plan first: where each of ten nodes lies, in which order one vehicle comes by, how long it waits there. */
const driven = fc.record({
  places: fc.array(fc.tuple(coordinate, coordinate), { minLength: 11, maxLength: 11 }),
  shuffled: fc.shuffledSubarray(
    Array.from({ length: 2 * requests }, (_, index) => index + 1),
    { minLength: 2 * requests, maxLength: 2 * requests },
  ),
  waits: fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 10, maxLength: 10 }),
  slack: fc.integer({ min: 0, max: 10 }),
});
type Driven = typeof driven extends fc.Arbitrary<infer Value> ? Value : never;

/** Then an instance that the plan just fits: loads, windows, longest ride and route as the plan needs them. */
function around({ places, shuffled, waits, slack }: Driven): { darp: Darp; stops: number[] } {
  const seen = new Set<number>();
  const stops = shuffled.map((node) => {
    const request = node > requests ? node - requests : node;
    const isSecond = seen.has(request);
    seen.add(request);
    return isSecond ? request + requests : request;
  });
  const starts = new Map<number, number>();
  let [clock, here, load, most] = [0, 0, 0, 0];
  for (const [index, node] of stops.entries()) {
    clock += lengthBetween(places, here, node) + (waits[index] ?? 0);
    starts.set(node, clock);
    clock += 1;
    here = node;
    load += node > requests ? -1 : 1;
    most = Math.max(most, load);
  }
  const end = clock + lengthBetween(places, here, 0);
  const ids = Array.from({ length: requests }, (_, index) => index + 1);
  const rides = ids.map((id) => (starts.get(id + requests) ?? 0) - (starts.get(id) ?? 0) - 1);
  const nodes = places.map(([x, y], id) => {
    const [earliest, latest] =
      id === 0 ? [0, end] : [(starts.get(id) ?? 0) - slack, (starts.get(id) ?? 0) + slack];
    return {
      id,
      x,
      y,
      service: id === 0 ? 0 : 1,
      load: id === 0 ? 0 : id > requests ? -1 : 1,
      earliest,
      latest,
    };
  });
  const limits = {
    vehicles: 1,
    longestRoute: end,
    capacity: most,
    longestRide: Math.max(...rides),
    requests,
  };
  return { darp: { ...limits, nodes }, stops };
}

function lengthBetween(places: Driven["places"], from: number, to: number): number {
  const [[ax, ay], [bx, by]] = [places[from] ?? [0, 0], places[to] ?? [0, 0]];
  return Math.hypot(ax - bx, ay - by);
}

function asLiLim({ nodes, capacity, vehicles }: Darp): LiLim {
  const paired = nodes.map(({ id, x, y, service, load, earliest, latest }) => {
    const pickup = id > requests ? id - requests : 0;
    const delivery = id > 0 && id <= requests ? id + requests : 0;
    return { id, x, y, demand: load, ready: earliest, due: latest, service, pickup, delivery };
  });
  return { vehicles, capacity, nodes: paired };
}

const answer = (stops: number[]): NodeAnswer => ({ routes: [{ vehicle: 0, stops }], unserved: [] });
const kinds = (found: { violations: { constraint: string }[] }) =>
  new Set(found.violations.map(({ constraint }) => constraint));
const runs = { numRuns: 300, seed: 3 };

describe("verifiers, on instances made around a plan", () => {
  it("accept the plan, whatever was driven", () => {
    fc.assert(
      fc.property(driven, (plan) => {
        const { darp, stops } = around(plan);
        expect(verifyDarp(darp, answer(stops))).toMatchObject({ feasible: true, violations: [] });
        expect(verifyLiLim(asLiLim(darp), answer(stops))).toMatchObject({ feasible: true, violations: [] });
      }),
      runs,
    );
  });

  it("find a place too few on board", () => {
    fc.assert(
      fc.property(driven, (plan) => {
        const { darp, stops } = around(plan);
        const less = { ...darp, capacity: darp.capacity - 1 };
        expect([...kinds(verifyDarp(less, answer(stops)))]).toEqual(["capacity"]);
        expect([...kinds(verifyLiLim(asLiLim(less), answer(stops)))]).toEqual(["capacity"]);
      }),
      runs,
    );
  });

  it("find every window that closes before the vehicle can be there", () => {
    fc.assert(
      fc.property(driven, fc.nat(2 * requests - 1), (plan, index) => {
        const { darp, stops } = around({ ...plan, slack: 0, waits: plan.waits.map(() => 0) });
        const early = (id: number) => id === stops[index];
        const nodes = darp.nodes.map((node) =>
          early(node.id) ? { ...node, earliest: 0, latest: node.latest - 0.01 } : node,
        );
        expect(kinds(verifyDarp({ ...darp, nodes }, answer(stops)))).toContain("time_window");
        expect(kinds(verifyLiLim(asLiLim({ ...darp, nodes }), answer(stops)))).toContain("time_window");
      }),
      runs,
    );
  });

  it("find a stop left out, a stop repeated and a pair turned round", () => {
    fc.assert(
      fc.property(driven, fc.nat(2 * requests - 1), (plan, index) => {
        const { darp, stops } = around(plan);
        const node = stops[index] ?? 0;
        const partner = node > requests ? node - requests : node + requests;
        const turned = stops.map((stop) => (stop === node ? partner : stop === partner ? node : stop));
        for (const broken of [stops.toSpliced(index, 1), [...stops, node], turned]) {
          expect(kinds(verifyDarp(darp, answer(broken)))).toContain("structure");
          expect(kinds(verifyLiLim(asLiLim(darp), answer(broken)))).toContain("structure");
        }
        const without = stops.filter((stop) => stop !== node && stop !== partner);
        expect(kinds(verifyDarp(darp, answer(without)))).toContain("unserved");
      }),
      runs,
    );
  });
});
