import { describe, expect, it } from "vitest";
import { filedTariffs } from "@/db/seed/rules/filed-tariffs";
import tariffFile from "@/db/seed/rules/tariffs.json";
import { checkTariff } from "./check";
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
    ).toEqual(["no_worked_example", "price_drops"]);
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
