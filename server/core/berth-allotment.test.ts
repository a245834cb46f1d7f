import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allotBerths, berthNames, type Rider } from "./berth-allotment";

const car = { escort: 1, seat: 2, wheelchair: 1, stretcher: 1 };
const rider = (bookingId: string, fromMs: number, untilMs: number, more: Partial<Rider> = {}): Rider => ({
  bookingId,
  fromMs,
  untilMs,
  berth: "seat",
  escorts: 0,
  alone: false,
  ...more,
});

describe("allotBerths", () => {
  it("gives every berth to somebody who may not share", () => {
    const [all] = allotBerths([rider("a", 0, 10, { alone: true })], car) ?? [];
    expect(all?.berths).toEqual(["escort-1", "seat-1", "seat-2", "wheelchair-1", "stretcher-1"]);
  });

  it("lets two who share ride at once and a third sit down where one left", () => {
    const found = allotBerths([rider("a", 0, 10), rider("b", 5, 20), rider("c", 10, 30)], car);
    expect(found?.map((it) => it.berths)).toEqual([["seat-1"], ["seat-2"], ["seat-1"]]);
    expect(allotBerths([rider("a", 0, 10), rider("b", 5, 20), rider("c", 9, 30)], car)).toBeNull();
  });

  it("seats an escort on a free seat, never on a patient's", () => {
    const found = allotBerths([rider("a", 0, 10, { berth: "wheelchair", escorts: 2 })], car);
    expect(found?.[0]?.berths).toEqual(["wheelchair-1", "escort-1", "seat-1"]);
    const full = [
      rider("a", 0, 10),
      rider("b", 0, 10),
      rider("c", 0, 10, { berth: "wheelchair", escorts: 2 }),
    ];
    expect(allotBerths(full, car)).toBeNull();
  });

  it("refuses somebody alone beside anybody", () => {
    expect(allotBerths([rider("a", 0, 10), rider("b", 9, 20, { alone: true })], car)).toBeNull();
    expect(allotBerths([rider("a", 0, 10), rider("b", 10, 20, { alone: true })], car)).not.toBeNull();
  });

  it("never gives one berth to two at the same time", () => {
    const riders = fc.array(
      fc.record({
        from: fc.nat(50),
        length: fc.integer({ min: 1, max: 20 }),
        berth: fc.constantFrom("seat" as const, "wheelchair" as const, "stretcher" as const),
        escorts: fc.nat(1),
        alone: fc.boolean(),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(riders, (drawn) => {
        const all = drawn.map((it, index) => rider(`r${index}`, it.from, it.from + it.length, it));
        const found = allotBerths(all, car);
        for (const [index, one] of (found ?? []).entries()) {
          expect(new Set(one.berths).size).toBe(one.berths.length);
          for (const other of found?.slice(index + 1) ?? []) {
            if (one.untilMs <= other.fromMs || other.untilMs <= one.fromMs) continue;
            expect(one.berths.filter((name) => other.berths.includes(name))).toEqual([]);
          }
        }
        for (const name of (found ?? []).flatMap((it) => it.berths)) expect(berthNames(car)).toContain(name);
      }),
    );
  });
});
