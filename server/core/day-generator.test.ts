import { describe, expect, it } from "vitest";
import { type DayArguments, drawDay, formatDay, kindFor } from "@/server/core/day-generator";
import { dayPlanInput, parseDay } from "@/server/core/formats/day";
import { verifyDay } from "@/server/core/scheduler/verify/day";

const county: DayArguments = { trips: 60, vehicles: 12, seed: 1, kind: "county", mode: "calm" };
const city: DayArguments = { trips: 1000, vehicles: 200, seed: 1, kind: "city", mode: "calm" };

/** The day read back from its text, with the plan it was drawn around. */
function draw(it: DayArguments) {
  const { day, witness } = drawDay(it);
  const parsed = parseDay(formatDay(day));
  const on = new Set(witness.flatMap((route) => route.stops.map((stop) => stop.slice(0, -1))));
  const left = parsed.problem.requests.filter((request) => !on.has(request.id));
  const unserved = left.map((request) => ({ request: request.id }));
  const plan = dayPlanInput.parse({ routes: witness, unserved });
  return { ...parsed, requests: parsed.problem.requests, shifts: parsed.problem.shifts, witness: plan, left };
}
const share = <T>(things: readonly T[], is: (thing: T) => boolean) =>
  things.filter(is).length / things.length;
const calm = draw(city);

describe("drawDay", () => {
  it("draws the same bytes from the same arguments, and others from another seed", () => {
    const text = formatDay(drawDay(city).day);
    expect(formatDay(drawDay(city).day)).toBe(text);
    expect(formatDay(drawDay({ ...city, seed: 2 }).day)).not.toBe(text);
  });

  it.each([1, 2, 3, 4, 5])("draws days around a plan that the verifier confirms, seed %i", (seed) => {
    for (const arguments_ of [county, city]) {
      for (const mode of ["calm", "peak", "breakdown"] as const) {
        const { witness, ...day } = draw({ ...arguments_, seed, mode });
        expect(verifyDay(day, witness).violations).toEqual([]);
      }
    }
  });

  it("serves everybody on a calm day, and most on a peak day", () => {
    expect(draw(county).left).toEqual([]);
    expect(calm.left).toEqual([]);
    const { left, requests } = draw({ ...city, mode: "peak" });
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(requests.length / 5);
  });

  it("has as many trips, vehicles and few places as asked for, by kind", () => {
    expect([calm.requests.length, calm.shifts.length]).toEqual([1000, 200]);
    expect(calm.places.length).toBeLessThan(500);
    const metropolis = drawDay({ trips: 200, vehicles: 60, seed: 1, kind: "metropolis", mode: "calm" }).day;
    expect(metropolis.places.length).toBeLessThanOrEqual(2_500);
    expect([60, 1000, 10_000].map(kindFor)).toEqual(["county", "city", "metropolis"]);
  });

  it("mixes patients as the field has them", () => {
    const { requests } = calm;
    const of = (berth: string) => share(requests, (it) => it.berth === berth);
    for (const berth of ["seat", "wheelchair", "stretcher"]) {
      expect(of(berth)).toBeGreaterThan(0.2);
      expect(of(berth)).toBeLessThan(0.5);
    }
    const isolated = share(requests, (it) => it.isolation !== "none");
    expect(isolated).toBeGreaterThan(0.005);
    expect(isolated).toBeLessThan(0.08);
    expect(requests.some((it) => it.isolation === "negative_pressure")).toBe(true);
    expect(share(requests, (it) => it.shareable)).toBeGreaterThan(0.2);
    expect(requests.every((it) => !it.shareable || it.isolation === "none")).toBe(true);
    expect(share(requests, (it) => it.serviceLevel === "care_transfer")).toBeGreaterThan(0.04);
    expect(share(requests, (it) => it.promise !== undefined)).toBeGreaterThan(0.25);
    expect(requests.some((it) => it.lockShiftId !== undefined)).toBe(true);
    expect(share(requests, (it) => it.distanceMetres > 400_000)).toBeGreaterThan(0.005);
  });

  it("puts a peak day's pickups into the two waves", () => {
    const inWaves = (day: ReturnType<typeof draw>) =>
      share(day.requests, ({ pickupWindow: { fromSeconds: at } }) => {
        const hours = at / 3600;
        return (hours >= 9 && hours <= 11.5) || (hours >= 14 && hours <= 16);
      });
    expect(inWaves(draw({ ...city, mode: "peak" }))).toBeGreaterThan(inWaves(calm));
  });

  it("lets every return begin after its way there has ended", () => {
    const byId = new Map(calm.requests.map((it) => [it.id, it]));
    const pairs = calm.requests.filter((it) => it.linkedRequestIds.length > 0);
    expect(pairs.length).toBeGreaterThan(200);
    for (const one of pairs) {
      const other = byId.get(one.linkedRequestIds[0] ?? "");
      expect(other?.linkedRequestIds).toEqual([one.id]);
      const [there, back] = [one, other].toSorted(
        (a, b) => (a?.pickupWindow.fromSeconds ?? 0) - (b?.pickupWindow.fromSeconds ?? 0),
      );
      expect([there?.pickupPlace, there?.dropPlace]).toEqual([back?.dropPlace, back?.pickupPlace]);
      expect((there?.dropWindow.toSeconds ?? 0) + (there?.dropServiceSeconds ?? 0)).toBeLessThan(
        back?.pickupWindow.fromSeconds ?? 0,
      );
    }
  });

  it("breaks vehicles down in the middle of a day that runs", () => {
    const { witness, plan, problem, left } = draw({ ...city, mode: "breakdown" });
    expect(problem.shifts.length).toBeLessThan(200);
    expect(left.length).toBeGreaterThan(0);
    expect(plan?.routes).toEqual(witness.routes);
    for (const shift of problem.shifts) {
      const begun = shift.window.fromSeconds <= problem.nowSeconds;
      expect(shift.position !== undefined).toBe(begun);
      expect(shift.driven.every((it) => it.startSeconds <= problem.nowSeconds)).toBe(true);
    }
    expect(problem.shifts.some((it) => it.locked.length > 0)).toBe(true);
    const stranded = left.filter((it) => it.priority === 1);
    expect(left.filter((it) => !stranded.includes(it)).every((it) => it.promise)).toBe(true);
  });
});

describe("verifyDay", () => {
  const running = draw({ ...county, mode: "breakdown" });
  const noticed = (day: ReturnType<typeof draw>, changes: Partial<typeof day.witness>) =>
    verifyDay(day, { ...day.witness, ...changes }).violations.map((it) => it.detail.what ?? it.constraint);

  it("tells vehicles and cost, and holds a plan to what it states", () => {
    const { vehicles, cost } = verifyDay(calm, calm.witness);
    expect(vehicles).toBe(calm.witness.routes.length);
    expect(noticed(calm, { vehicles, cost })).toEqual([]);
    expect(noticed(calm, { vehicles: vehicles - 1, cost: cost - 10_000 })).toEqual(["cost", "vehicles"]);
  });

  it("notices whom a plan forgets, invents or names twice", () => {
    const [first, ...rest] = calm.witness.routes;
    if (!first) throw new Error("a route expected");
    expect(noticed(calm, { routes: rest })).toContain("not_once");
    expect(noticed(calm, { unserved: [{ request: "r1", reasons: [] }] })).toEqual(["not_once"]);
    expect(noticed(calm, { unserved: [{ request: "nobody", reasons: [] }] })).toEqual(["unknown_request"]);
    const invented = { ...first, stops: [...first.stops, "nobody+", "nobody-"] };
    expect(noticed(calm, { routes: [invented, ...rest] })).toContain("unknown_request");
    expect(noticed(calm, { routes: [{ ...first, vehicle: "nobody" }, ...rest] })).toContain("shift");
  });

  it("notices a break left out and stops in another order", () => {
    const withBreak = calm.witness.routes.findIndex((it) => it.breaks.length > 0 && it.stops.length > 2);
    const changed = (change: (route: (typeof calm.witness.routes)[number]) => object) =>
      calm.witness.routes.map((it, index) => (index === withBreak ? { ...it, ...change(it) } : it));
    expect(noticed(calm, { routes: changed(() => ({ breaks: [] })) })).toEqual(["breaks"]);
    const turned = changed(({ stops }) => ({ stops: stops.toReversed() }));
    expect(noticed(calm, { routes: turned })).toContain("stops are drop pickup");
  });

  it("lets no vehicle under way out of a plan", () => {
    const idle = running.witness.routes.find((it) => it.stops.length === 0);
    const routes = running.witness.routes.filter((it) => it !== idle).slice(1);
    expect(noticed(running, { routes })).toContain("vehicle_under_way_missing");
  });
});
