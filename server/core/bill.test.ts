import fc from "fast-check";
import { describe, expect, it } from "vitest";
import tariffFile from "@/db/seed/rules/tariffs.json";
import en from "@/messages/en/price.json";
import zh from "@/messages/zh-CN/price.json";
import { billReasons, billTrip, type ConfirmedExtra, type TripToBill } from "./bill";
import { underCeiling } from "./tariff/ceiling";
import type { TripFacts } from "./tariff/facts";
import { isTakenOff, lineCodes } from "./tariff/line";
import { priceTrip } from "./tariff/price";
import { type Tariff, tariffBook } from "./tariff/rules";

const { tariffs } = tariffBook.parse(tariffFile);
const tariffOf = (id: string) => tariffs.find((row) => row.id === id) as Tariff;

const emptyReturn = {
  share: { numerator: 1, denominator: 5 },
  atLeast: { numerator: 1, denominator: 2 },
  demonstration: true,
};

function bill(id: string, quoted: TripFacts, actual: TripFacts, over: Partial<TripToBill> = {}) {
  const tariff = tariffOf(id);
  const quote = priceTrip(tariff, quoted);
  return billTrip({ tariff, quote, actual, facilityWaitMinutes: 0, extras: [], part: "whole", ...over });
}
const reasons = (it: ReturnType<typeof bill>) =>
  it.differences.map((line) => [line.code, line.billedFen, line.reason]);

describe("bill", () => {
  const city = (patientKm: number, waitMinutes = 0) => ({ zone: "in_city", patientKm, waitMinutes });

  it("equals the quote when nothing changed", () => {
    const same = bill("taizhou-2025-10", city(20), city(20));
    expect(same).toMatchObject({
      totalFen: 30_000,
      quotedFen: 30_000,
      recomputedFen: 30_000,
      differences: [],
    });
  });

  it("takes the lower of quote and trip, line by line", () => {
    expect(reasons(bill("taizhou-2025-10", city(20), city(15.2)))).toEqual([
      ["mileage", 6000, "lower_actual"],
    ]);
    expect(reasons(bill("taizhou-2025-10", city(20), city(31)))).toEqual([
      ["mileage", 10_000, "capped_at_quote"],
    ]);
    expect(reasons(bill("taizhou-2025-10", city(20, 60), city(20)))).toEqual([["waiting", 0, "not_used"]]);
    const both = bill("taizhou-2025-10", city(20, 60), city(31, 0));
    expect(both.totalFen).toBe(30_000);
  });

  it("takes tolls as paid, at most the ceiling", () => {
    const facts = (outbound: number) => ({ vehicleKm: 8, tollsFen: { outbound } });
    expect(bill("zhuji-2025-07", facts(5000), facts(3200)).totalFen).toBe(23_200);
    expect(bill("zhuji-2025-07", facts(5000), facts(9000)).totalFen).toBe(25_000);
  });

  it("never charges the payer for waiting a facility caused, and says what it came to", () => {
    const waited = bill("taizhou-2025-10", city(8, 90), city(8, 90), { facilityWaitMinutes: 60 });
    expect(waited).toMatchObject({ totalFen: 20_000, facilityWaitingFen: 16_000 });
    expect(reasons(waited)).toEqual([["waiting", 0, "facility_waiting_not_charged"]]);
  });

  it("adds what the payer confirmed, as far as it was used", () => {
    const extras: ConfirmedExtra[] = [{ code: "waiting", part: "out", fen: 16_000 }];
    expect(reasons(bill("taizhou-2025-10", city(8), city(8, 90), { extras }))).toEqual([
      ["waiting", 16_000, "extra_confirmed"],
    ]);
    expect(reasons(bill("taizhou-2025-10", city(8), city(8, 45), { extras }))).toEqual([
      ["waiting", 8000, "extra_partly_used"],
    ]);
    expect(reasons(bill("taizhou-2025-10", city(8), city(8, 20), { extras }))).toEqual([
      ["waiting", 0, "extra_not_used"],
    ]);
    const stairs: ConfirmedExtra[] = [{ code: "stairs", part: "out", fen: 15_000 }];
    const carried = { vehicleKm: 9, carry: { floor: 4, bearers: 2 } };
    expect(bill("zhuji-2025-07", { vehicleKm: 9 }, carried, { extras: stairs }).totalFen).toBe(35_000);
    expect(bill("zhuji-2025-07", { vehicleKm: 9 }, carried).totalFen).toBe(20_000);
  });

  it("lets a discount follow what is charged, and never raises it", () => {
    const tariff = { ...tariffOf("taizhou-2025-10"), emptyReturn };
    const quoted = { ...city(20), emptyReturn: true };
    const quote = priceTrip(tariff, quoted);
    const of = (patientKm: number) =>
      billTrip({
        tariff,
        quote,
        actual: { ...quoted, patientKm },
        facilityWaitMinutes: 0,
        extras: [],
        part: "whole",
      });
    expect(quote.totalFen).toBe(24_000);
    expect([of(20), of(31), of(15)].map(({ totalFen }) => totalFen)).toEqual([24_000, 24_000, 20_000]);
    expect(reasons(of(15))).toEqual([
      ["mileage", 5000, "lower_actual"],
      ["empty_return", -5000, "follows_lines"],
    ]);
  });

  it("stays below the ceiling that the quote pinned, extras and all, and says so", () => {
    const tariff = tariffOf("taizhou-2025-10");
    const ceiling = { fen: 25_000, rule: "settings@1#ceiling.careTransfer" };
    const quote = underCeiling(priceTrip(tariff, city(20)), "out", ceiling);
    expect(quote.totalFen).toBe(25_000);
    const extras: ConfirmedExtra[] = [{ code: "waiting", part: "out", fen: 8000 }];
    const of = (actual: TripFacts, more: ConfirmedExtra[] = []) =>
      billTrip({ tariff, quote, actual, facilityWaitMinutes: 0, extras: more, part: "out", ceiling });
    expect(of(city(20, 60), extras)).toMatchObject({ totalFen: 25_000 });
    expect(reasons(of(city(20, 60), extras))).toContainEqual(["ceiling", -13_000, "capped_at_ceiling"]);
    expect(reasons(of(city(12)))).toContainEqual(["ceiling", 0, "ceiling_not_reached"]);
    expect(of(city(12)).totalFen).toBe(22_000);
  });

  it("bills the two parts of a return on their own trips", () => {
    const facts = { ...city(30, 75), returnTrip: true };
    const out = bill("taizhou-2025-10", facts, facts, { part: "out" });
    const back = bill("taizhou-2025-10", facts, facts, { part: "return" });
    expect([out.totalFen, back.totalFen]).toEqual([56_000, 20_000]);
    expect(bill("taizhou-2025-10", facts, facts).totalFen).toBe(76_000);
  });

  it("refuses a quote of another tariff", () => {
    const quote = priceTrip(tariffOf("zhuji-2025-07"), {});
    expect(() => bill("taizhou-2025-10", city(1), city(1), { quote })).toThrow("bill.other_tariff");
  });

  it("is never above quote + confirmed extras, never above the tariff, and adds up", () => {
    const facts = fc.record({
      km: fc.double({ min: 0, max: 900, noNaN: true }),
      waitMinutes: fc.nat(600),
      floor: fc.nat(12),
      bearers: fc.nat(4),
      nurse: fc.nat(1),
      toll: fc.nat(20_000),
      emptyReturn: fc.boolean(),
      zone: fc.nat(1),
      returnTrip: fc.boolean(),
    });
    const extra = fc.record({
      code: fc.constantFrom(...lineCodes.filter((code) => !isTakenOff(code))),
      part: fc.constantFrom("out" as const, "return" as const),
      fen: fc.integer({ min: 1, max: 90_000 }),
    });
    const asFacts = (
      tariff: Tariff,
      it: typeof facts extends fc.Arbitrary<infer T> ? T : never,
    ): TripFacts => ({
      ...(tariff.zones[it.zone] ? { zone: tariff.zones[it.zone]?.id } : {}),
      patientKm: it.km,
      vehicleKm: it.km + 3,
      beyondZoneKm: it.km,
      waitMinutes: it.waitMinutes,
      returnTrip: it.returnTrip,
      emptyReturn: it.emptyReturn,
      staff: { nurse: it.nurse },
      carry: { stretcher: it.floor > 6, floor: it.floor, floors: it.floor, bearers: it.bearers },
      tollsFen: { outbound: it.toll, return: it.toll },
    });
    const check = (
      made: ReturnType<typeof billTrip>,
      quotedFen: number,
      extras: readonly ConfirmedExtra[],
      ceilingFen: number | null,
    ) => {
      const extrasFen = extras.reduce((sum, it) => sum + it.fen, 0);
      expect(made.totalFen).toBeLessThanOrEqual(Math.min(quotedFen + extrasFen, ceilingFen ?? Infinity));
      expect(Number.isSafeInteger(made.totalFen) && made.totalFen >= 0).toBe(true);
      expect(made.quotedFen).toBe(quotedFen);
      expect(made.lines.reduce((sum, line) => sum + line.billedFen, 0)).toBe(made.totalFen);
      for (const line of made.lines) expect(Number.isSafeInteger(line.billedFen)).toBe(true);
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...tariffs),
        facts,
        facts,
        fc.array(extra, { maxLength: 4 }),
        fc.nat(600),
        fc.option(fc.integer({ min: 1, max: 300_000 })),
        (published, quoted, driven, extras, facilityWaitMinutes, ceilingFen) => {
          const tariff = { ...published, emptyReturn };
          const ceiling = ceilingFen === null ? null : { fen: ceilingFen, rule: "settings@1#ceiling" };
          const whole = priceTrip(tariff, asFacts(tariff, quoted));
          const parts = (["out", "return"] as const).map((part) => underCeiling(whole, part, ceiling));
          const actual = asFacts(tariff, driven);
          for (const [index, quote] of parts.entries()) {
            const part = index === 0 ? "out" : "return";
            const of = { tariff, quote, actual, facilityWaitMinutes, extras, part, ceiling } as const;
            check(
              billTrip(of),
              quote.totalFen,
              extras.filter((it) => it.part === part),
              ceilingFen,
            );
          }
          const quote = whole;
          const made = billTrip({ tariff, quote, actual, facilityWaitMinutes, extras, part: "whole" });
          const extrasFen = extras.reduce((sum, it) => sum + it.fen, 0);
          check(made, quote.totalFen, extras, null);
          // A quoted discount stays, whatever the trip was.
          const own = { ...actual, emptyReturn: asFacts(tariff, quoted).emptyReturn };
          expect(made.totalFen).toBeLessThanOrEqual(priceTrip(tariff, own).totalFen);
          expect(made.quotedFen).toBe(quote.totalFen);
          expect(made.confirmedExtrasFen).toBe(extrasFen);
          expect(made.lines.reduce((sum, line) => sum + line.billedFen, 0)).toBe(made.totalFen);
          expect(made.facilityWaitingFen).toBeGreaterThanOrEqual(0);
          for (const line of made.lines) {
            const allSame = line.quotedFen === line.billedFen && line.recomputedFen === line.billedFen;
            if (!allSame) expect(line.reason).not.toBe("as_quoted");
          }
        },
      ),
      { numRuns: process.env.LONG ? 20_000 : 800 },
    );
  });
});

it("every reason has its words in both languages", () => {
  expect(Object.keys(zh.reasons)).toEqual([...billReasons]);
  expect(Object.keys(en.reasons)).toEqual([...billReasons]);
});
