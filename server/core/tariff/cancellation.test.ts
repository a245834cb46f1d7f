import fc from "fast-check";
import { describe, expect, it } from "vitest";
import tariffFile from "@/db/seed/rules/tariffs.json";
import { tariffFor } from "./applies";
import { cancellationFee } from "./cancellation";
import { type Tariff, tariffBook } from "./rules";

const { tariffs } = tariffBook.parse(tariffFile);
const tariffOf = (id: string) => tariffs.find((row) => row.id === id) as Tariff;
const pickup = Date.UTC(2026, 2, 2, 1, 0);
const at = (minutesBefore: number | null, over: { quoteFen?: number; promised?: boolean } = {}) => ({
  bookedPickupAt: pickup,
  cancelledAt: minutesBefore === null ? null : pickup - minutesBefore * 60_000,
  quoteFen: 30_000,
  promised: true,
  ...over,
});

describe("cancellation fee", () => {
  const taizhou = tariffOf("taizhou-2025-10");

  it.each([
    [121, "free", 0],
    [120, "free", 0],
    [119, "late_cancellation", 3000],
    [30, "late_cancellation", 3000],
    [29, "late_cancellation", 6000],
    [0, "late_cancellation", 6000],
    [-1, "no_show", 15_000],
    [null, "no_show", 15_000],
  ])("%s minutes before the pickup: %s, %i fen", (minutes, code, fen) => {
    expect(cancellationFee(taizhou, at(minutes))).toMatchObject({ code, fen, demonstration: fen > 0 });
  });

  it("cites its clause and is capped", () => {
    const charge = cancellationFee(taizhou, at(10, { quoteFen: 900_000 }));
    expect(charge).toMatchObject({ fen: 10_000, rule: "taizhou-2025-10@1#cancellation.late[1]" });
  });

  it("costs nothing before a promise or where no rule is published", () => {
    expect(cancellationFee(taizhou, at(5, { promised: false })).fen).toBe(0);
    expect(cancellationFee(tariffOf("yuhuan-2025-10"), at(null)).fen).toBe(0);
  });

  it("charges Beijing's published 50 yuan for called but unused only", () => {
    const beijing = tariffOf("beijing-120-2016");
    expect(cancellationFee(beijing, at(null))).toMatchObject({
      code: "no_show",
      fen: 5000,
      demonstration: false,
    });
    expect(cancellationFee(beijing, at(1)).fen).toBe(0);
  });

  it("is never more than the quote, and never less for cancelling later", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...tariffs),
        fc.nat(600_000),
        fc.nat(300),
        fc.nat(300),
        (tariff, quoteFen, a, b) => {
          const [early, late] = [Math.max(a, b), Math.min(a, b)];
          const fee = (minutes: number | null) => cancellationFee(tariff, at(minutes, { quoteFen })).fen;
          expect(fee(early)).toBeLessThanOrEqual(fee(late));
          expect(fee(late)).toBeLessThanOrEqual(Math.max(fee(null), 0));
          expect(fee(null)).toBeLessThanOrEqual(quoteFen);
        },
      ),
    );
  });
});

describe("the tariff that applies", () => {
  const wanted = {
    regionId: "331000",
    serviceLevel: "care_transfer",
    vehicleClass: "monitored",
    operatorId: "op-1",
    relief: null,
    onDate: "2026-03-02",
  } as const;

  it("is the region's row in force", () => {
    expect(tariffFor(tariffs, wanted)?.id).toBe("taizhou-2025-10");
    expect(tariffFor(tariffs, { ...wanted, regionId: "420112" })?.id).toBe("dongxihu-2025-07");
    expect(tariffFor(tariffs, { ...wanted, onDate: "2025-10-26" })).toBeNull();
    expect(tariffFor(tariffs, { ...wanted, regionId: "330723" })).toBeNull();
  });

  it("prefers an operator's own row, a proven relief, the later start and the higher version", () => {
    const base = tariffOf("taizhou-2025-10");
    const own = { ...base, id: "own", operatorId: "op-1" };
    const later = { ...base, id: "later", validity: { from: "2026-01-01", to: null } };
    const second = { ...later, id: "second", version: 2 };
    expect(tariffFor([base, own, second], wanted)?.id).toBe("own");
    expect(tariffFor([base, own], { ...wanted, operatorId: "op-2" })?.id).toBe("taizhou-2025-10");
    expect(tariffFor([base, later, second], wanted)?.id).toBe("second");
    const linyi = {
      ...wanted,
      regionId: "371300",
      serviceLevel: "accessible_ride",
      vehicleClass: "seat",
    } as const;
    expect(tariffFor(tariffs, linyi)?.id).toBe("linyi-escort-basic");
    expect(tariffFor(tariffs, { ...linyi, relief: "poverty" })?.id).toBe("linyi-relief");
  });

  it("is there for every service level and class of both demonstration regions", () => {
    for (const regionId of ["331000", "420112"]) {
      for (const serviceLevel of ["accessible_ride", "care_transfer"] as const) {
        for (const vehicleClass of [
          "seat",
          "wheelchair",
          "stretcher_basic",
          "stretcher_care",
          "negative_pressure",
        ] as const) {
          expect(tariffFor(tariffs, { ...wanted, regionId, serviceLevel, vehicleClass })).not.toBeNull();
        }
      }
    }
  });
});
