import fc from "fast-check";
import { describe, expect, it } from "vitest";
import rules from "@/db/seed/rules/tariffs.json";
import { billTrip, type ConfirmedExtra } from "./bill";
import type { ExtraFacts } from "./billing-input";
import { DomainError } from "./domain-error";
import { type DrivenTrip, drivenFacts, usedAsConfirmed, withExtra } from "./driven";
import { priceExtra } from "./extra";
import { sumFen } from "./money";
import type { TripFacts } from "./tariff/facts";
import { priceTrip } from "./tariff/price";
import { tariff as shape, type Tariff } from "./tariff/rules";

const tariffs = rules.tariffs.map((row) => shape.parse(row));
const tariffOf = (id: string): Tariff => {
  const found = tariffs.find((row) => row.id === id);
  if (!found) throw new Error(id);
  return found;
};
const nothing: DrivenTrip = {
  waiting: [],
  carry: [],
  tolls: [],
  drivenMetres: null,
  vehicleMetres: null,
  staff: { doctor: 0, nurse: 0 },
  careMinutes: null,
  pickupClock: null,
};

describe("the facts of a trip as driven", () => {
  const quoted: TripFacts = {
    patientKm: 18,
    waitMinutes: 30,
    carry: { floor: 3, floors: 2, bearers: 2, lift: false },
    tollsFen: { outbound: 2_000 },
  };

  it("are the quoted ones where nothing was recorded, without waiting and tolls", () => {
    const { actual } = drivenFacts(quoted, nothing);
    expect(actual).toEqual({ ...quoted, waitMinutes: 0, tollsFen: { outbound: 0, return: 0 } });
  });

  it("take the measured way, and only a measured one", () => {
    expect(drivenFacts(quoted, { ...nothing, drivenMetres: 15_300 }).actual.patientKm).toBe(15.3);
    expect(drivenFacts({}, { ...nothing, drivenMetres: 15_300 }).actual.patientKm).toBeUndefined();
  });

  it("count a facility's waiting apart and a jam's not at all", () => {
    const waiting = [
      { minutes: 40, causedBy: "facility" },
      { minutes: 20, causedBy: "payer" },
      { minutes: 90, causedBy: "traffic" },
    ] as const;
    expect(drivenFacts(quoted, { ...nothing, waiting })).toMatchObject({
      actual: { waitMinutes: 60 },
      facilityWaitMinutes: 40,
    });
  });

  it("charge storeys of both ends as the quote does, and none where nobody was carried", () => {
    const one = (floors: number, bearers = 2) => ({ floors, bearers, flatMetres: 0 });
    expect(drivenFacts(quoted, { ...nothing, carry: [one(2), one(3)] }, 2).actual.carry).toMatchObject({
      floor: 6,
      floors: 5,
      bearers: 2,
    });
    expect(drivenFacts(quoted, { ...nothing, carry: [one(0, 0)] }, 2).actual.carry).toMatchObject({
      floor: 0,
      floors: 0,
      bearers: 0,
    });
    expect(drivenFacts(quoted, { ...nothing, carry: [one(0)] }, 2).actual.carry).toMatchObject({
      floor: 1,
      floors: 0,
    });
  });
});

const minutes = fc.integer({ min: 1, max: 300 });
const anyTrip: fc.Arbitrary<DrivenTrip> = fc.record({
  waiting: fc.array(
    fc.record({
      minutes,
      causedBy: fc.constantFrom("facility" as const, "payer" as const, "traffic" as const),
    }),
    { maxLength: 4 },
  ),
  carry: fc.array(fc.record({ floors: fc.nat(8), bearers: fc.nat(4), flatMetres: fc.nat(500) }), {
    maxLength: 2,
  }),
  tolls: fc.array(
    fc.record({
      fen: fc.integer({ min: 1, max: 20_000 }),
      way: fc.constantFrom("outbound" as const, "return" as const),
    }),
    { maxLength: 3 },
  ),
  drivenMetres: fc.option(fc.nat(200_000)),
  vehicleMetres: fc.option(fc.nat(250_000)),
  staff: fc.record({ doctor: fc.nat(1), nurse: fc.nat(2) }),
  careMinutes: fc.option(fc.nat(600)),
  pickupClock: fc.option(fc.constantFrom("03:10", "09:00", "22:30")),
});
const anyExtra: fc.Arbitrary<ExtraFacts> = fc.oneof(
  fc.record({ code: fc.constant("waiting" as const), minutes }),
  fc.record({
    code: fc.constant("stairs" as const),
    floors: fc.integer({ min: 1, max: 9 }),
    bearers: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ code: fc.constant("flat_carry" as const), metres: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ code: fc.constant("staff_nurse" as const) }),
  fc.record({ code: fc.constant("staff_doctor" as const) }),
);
const anyQuote: fc.Arbitrary<TripFacts> = fc.record({
  patientKm: fc.integer({ min: 1, max: 90 }),
  vehicleKm: fc.integer({ min: 1, max: 120 }),
  beyondZoneKm: fc.nat(50),
  staff: fc.record({ doctor: fc.nat(1), nurse: fc.nat(1) }),
  carry: fc.record({
    stretcher: fc.boolean(),
    floor: fc.integer({ min: 1, max: 8 }),
    floors: fc.nat(7),
    lift: fc.boolean(),
    bearers: fc.nat(3),
  }),
  tollsFen: fc.record({ outbound: fc.nat(9_000), return: fc.nat(9_000) }),
  pickup: fc.constant({ clock: "09:30", holiday: false }),
});

describe("whatever happens on a trip", () => {
  it.each(tariffs.map((row) => [row.id, row] as const))(
    "the bill by %s is at most the quote and what was confirmed, and its lines add up",
    (_id, tariff) => {
      const zone = tariff.zones[0]?.id;
      fc.assert(
        fc.property(anyQuote, anyTrip, fc.array(anyExtra, { maxLength: 3 }), (facts, trip, wanted) => {
          const quoted = zone ? { ...facts, zone } : facts;
          const quote = priceTrip(tariff, quoted);
          const asked: ExtraFacts[] = [];
          const extras: ConfirmedExtra[] = [];
          for (const extra of wanted) {
            try {
              const priced = priceExtra(tariff, quoted, asked, extra, "out");
              extras.push({ code: priced.code, part: "out", fen: priced.fen });
              asked.push(extra);
            } catch (error) {
              if (!(error instanceof DomainError)) throw error;
            }
          }
          const { actual: recorded, facilityWaitMinutes } = drivenFacts(
            quoted,
            trip,
            tariff.carry?.stairs?.firstChargedFloor,
          );
          const actual = asked.filter(usedAsConfirmed).reduce(withExtra, recorded);
          const bill = billTrip({ tariff, quote, actual, facilityWaitMinutes, extras, part: "whole" });
          expect(bill.totalFen).toBeLessThanOrEqual(
            quote.totalFen + sumFen(extras.map((extra) => extra.fen)),
          );
          expect(sumFen(bill.lines.map((line) => line.billedFen))).toBe(bill.totalFen);
          expect(bill.lines.every((line) => line.billedFen <= line.recomputedFen)).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe("the price of an extra", () => {
  const taizhou = tariffOf("taizhou-2025-10");
  const quoted: TripFacts = { zone: "in_city", patientKm: 18 };
  const waiting = (length: number): ExtraFacts => ({ code: "waiting", minutes: length });

  it("comes from the tariff, counts what was asked before, and cites the clause", () => {
    expect(priceExtra(taizhou, quoted, [], waiting(60), "out")).toEqual({
      code: "waiting",
      part: "out",
      label: "等候费",
      rule: "taizhou-2025-10@1#waiting",
      fen: 8_000,
    });
    expect(priceExtra(taizhou, quoted, [waiting(60)], waiting(30), "out").fen).toBe(8_000);
  });

  it("is refused where the tariff asks nothing for it", () => {
    const price = (extra: ExtraFacts) => () => priceExtra(taizhou, quoted, [], extra, "out");
    expect(price(waiting(30))).toThrow("extra.costs_nothing");
    expect(price({ code: "stairs", floors: 4, bearers: 2 })).toThrow("extra.costs_nothing");
    expect(() => priceExtra(taizhou, { ...quoted, returnTrip: true }, [], waiting(60), "return")).toThrow(
      "extra.costs_nothing",
    );
  });
});
