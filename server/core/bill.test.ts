import fc from "fast-check";
import { describe, expect, it } from "vitest";
import tariffFile from "@/db/seed/rules/tariffs.json";
import en from "@/messages/en/price.json";
import zh from "@/messages/zh-CN/price.json";
import { billReasons, billTrip, type ConfirmedExtra, type TripToBill } from "./bill";
import type { TripFacts } from "./tariff/facts";
import { lineCodes } from "./tariff/line";
import { priceTrip } from "./tariff/price";
import { type Tariff, tariffBook } from "./tariff/rules";

const { tariffs } = tariffBook.parse(tariffFile);
const tariffOf = (id: string) => tariffs.find((row) => row.id === id) as Tariff;

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
      zone: fc.nat(1),
      returnTrip: fc.boolean(),
    });
    const extra = fc.record({
      code: fc.constantFrom(...lineCodes),
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
      staff: { nurse: it.nurse },
      carry: { stretcher: it.floor > 6, floor: it.floor, floors: it.floor, bearers: it.bearers },
      tollsFen: { outbound: it.toll, return: it.toll },
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...tariffs),
        facts,
        facts,
        fc.array(extra, { maxLength: 4 }),
        fc.nat(600),
        (tariff, quoted, driven, extras, facilityWaitMinutes) => {
          const quote = priceTrip(tariff, asFacts(tariff, quoted));
          const actual = asFacts(tariff, driven);
          const made = billTrip({ tariff, quote, actual, facilityWaitMinutes, extras, part: "whole" });
          const extrasFen = extras.reduce((sum, it) => sum + it.fen, 0);
          expect(made.totalFen).toBeLessThanOrEqual(quote.totalFen + extrasFen);
          expect(made.totalFen).toBeLessThanOrEqual(priceTrip(tariff, actual).totalFen);
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
      { numRuns: 1000 },
    );
  });
});

it("every reason has its words in both languages", () => {
  expect(Object.keys(zh.reasons)).toEqual([...billReasons]);
  expect(Object.keys(en.reasons)).toEqual([...billReasons]);
});
