import { describe, expect, it } from "vitest";
import { filedTariffs } from "@/db/seed/rules/filed-tariffs";
import tariffFile from "@/db/seed/rules/tariffs.json";
import { checkTariff } from "./check";
import { priceTrip } from "./price";
import { type Tariff, tariff, tariffBook } from "./rules";

const tariffs = tariff.array().parse(filedTariffs);
const tariffOf = (id: string) => tariffs.find((row) => row.id === id) as Tariff;
const codes = (row: Tariff) => [...new Set(checkTariff(row).findings.map((it) => it.code))];

/** The right totals, but with another number of drivers asked for. */
function zhujiWithDrivers(drivers: number): Tariff {
  const row = tariffOf("zhuji-2025-07");
  const [first] = row.examples;
  return { ...row, examples: first ? [{ ...first, expect: { ...first.expect, drivers } }] : [] };
}

describe("publication checks", () => {
  it.each(tariffs.filter((row) => row.status === "in_force" && row.examples.length > 0))(
    "$id passes",
    (tariff) => {
      expect(checkTariff(tariff)).toEqual({ passed: true, publishable: true, findings: [] });
    },
  );

  it("names Wuyi's jump at 100 km and holds the draft back without a regulator's note", () => {
    const wuyi = tariffOf("wuyi-2025-01");
    const { passed, publishable, findings } = checkTariff(wuyi);
    expect({ passed, publishable }).toEqual({ passed: false, publishable: false });
    expect(new Set(findings.map((it) => it.code))).toEqual(new Set(["price_jumps"]));
    expect(findings[0]?.data).toMatchObject({ atMetres: 100_000, beforeFen: 20_000, afterFen: 101_000 });
    const noted = { ...wuyi, regulatorNote: "经价格主管部门同意，按原文执行。" };
    expect(checkTariff(noted)).toMatchObject({ passed: false, publishable: true });
  });

  it("says which two trips a drop or a jump lies between, and what each costs", () => {
    const wuyi = tariffOf("wuyi-2025-01");
    const [jump] = checkTariff(wuyi).findings;
    expect(JSON.parse(String(jump?.data.beforeFacts))).toEqual({ vehicleKm: 100 });
    expect(JSON.parse(String(jump?.data.afterFacts))).toEqual({ vehicleKm: 100.001 });
    const priced = (key: "beforeFacts" | "afterFacts") =>
      priceTrip(wuyi, JSON.parse(String(jump?.data[key]))).totalFen;
    expect([priced("beforeFacts"), priced("afterFacts")]).toEqual([20_000, 101_000]);
  });

  it("finds a medic on board that makes the trip cheaper, and refuses it without a note", () => {
    const zhuji = tariffOf("zhuji-2025-07");
    const cheaper: Tariff = {
      ...zhuji,
      staff: [],
      bands: zhuji.bands.map((band) => ({ ...band, startWithMedicFen: 15_000 })),
      examples: zhuji.examples.filter(({ facts }) => !facts.staff),
    };
    const { publishable, findings } = checkTariff(cheaper);
    expect(publishable).toBe(false);
    expect(findings.map(({ code, data }) => [code, data.more, data.beforeFen, data.afterFen])).toEqual([
      ["more_costs_less", "doctor", 20_000, 15_000],
      ["more_costs_less", "nurse", 20_000, 15_000],
    ]);
  });

  it("no note waives a worked example that does not hold", () => {
    const dearer: Tariff = {
      ...tariffOf("zhuji-2025-07"),
      regulatorNote: "同意按此实施，特此说明。",
      bands: tariffOf("zhuji-2025-07").bands.map((band) => ({ ...band, perKmFen: 1100 })),
    };
    const check = checkTariff(dearer);
    expect(check.publishable).toBe(false);
    expect(check.findings[0]).toMatchObject({
      code: "example_fails",
      data: { example: 1, expectedFen: 21000, pricedFen: 21100, expectedDrivers: 1, pricedDrivers: 1 },
    });
    const alone = { ...zhujiWithDrivers(2), regulatorNote: dearer.regulatorNote };
    expect(checkTariff(alone)).toMatchObject({ publishable: false, findings: [{ code: "example_fails" }] });
  });

  it("finds a price that drops, a distance without price, reversed validity and missing examples", () => {
    const zhuji = { ...tariffOf("zhuji-2025-07"), examples: [] };
    const band = zhuji.bands[0] as Tariff["bands"][number];
    expect(
      codes({
        ...zhuji,
        bands: [
          { ...band, upToMetres: 60_000 },
          { ...band, startFen: 0 },
        ],
      }),
    ).toEqual(["no_worked_example", "price_drops", "more_costs_less"]);
    expect(codes({ ...zhuji, bands: [{ ...band, upToMetres: 60_000 }] })).toContain("distance_without_price");
    expect(codes({ ...zhuji, validity: { from: "2026-02-01", to: "2026-01-01" } })).toContain(
      "validity_reversed",
    );
  });

  it("refuses a band for a zone the tariff does not have, and an unknown switch", () => {
    const row = structuredClone(tariffFile.tariffs[0]) as Record<string, unknown>;
    expect(tariffBook.safeParse({ note: "", tariffs: [{ ...row, zones: [] }] }).success).toBe(false);
    expect(tariffBook.safeParse({ note: "", tariffs: [{ ...row, fuelSurchargeFen: 100 }] }).success).toBe(
      false,
    );
  });
});
