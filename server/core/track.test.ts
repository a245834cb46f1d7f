import { describe, expect, it } from "vitest";
import { arrivalRange } from "./arrival";
import { balanceFen, billRow, paymentRow, refundRow, resolvingRow } from "./ledger";
import { drivenMetres, type Fix, thinFixes } from "./track";
import { type TravelBand, travelLaw } from "./travel-correction";
import { addWorkingDays } from "./working-day";

const fix = (seconds: number, lat = 28.66, accuracyMetres: number | null = 10): Fix => ({
  at: seconds * 1000,
  lat,
  lon: 121.4,
  accuracyMetres,
});

describe("positions", () => {
  it("are thinned to one per five seconds, in order, without bad ones", () => {
    const kept = thinFixes([fix(12), fix(0), fix(3), fix(5), fix(6, 28.66, 900), fix(9)], null);
    expect(kept.map((each) => each.at / 1000)).toEqual([0, 5, 12]);
    expect(thinFixes([fix(0), fix(4), fix(9)], 3_000).map((each) => each.at / 1000)).toEqual([9]);
  });

  it("measure a way they cover, and never one they do not", () => {
    const north = Array.from({ length: 21 }, (_, index) => fix(index * 30, 28.66 + index * 0.0018));
    // 0.036 degrees of latitude: 0.036 × 111.195 km on the mean sphere.
    expect(drivenMetres(north, 0, 600_000)).toBeCloseTo(4_003, -1);
    expect(
      drivenMetres(
        north.filter((_, index) => index < 5 || index > 10),
        0,
        600_000,
      ),
    ).toBeNull();
    expect(drivenMetres(north, 0, 900_000)).toBeNull();
    expect(drivenMetres([], 0, 60_000)).toBeNull();
    expect(drivenMetres([fix(0), fix(10, 28.76), fix(20)], 0, 20_000)).toBeNull();
  });
});

describe("an arrival range", () => {
  const of = (estimateSeconds: number, band: TravelBand = "h12") =>
    arrivalRange({ fromAt: 0, nowAt: 0, estimateSeconds, law: travelLaw(null, "", "", band) });
  it("holds the estimate, widens with the way and at peak, and is under a quarter of an hour wide when twenty minutes are left", () => {
    const twenty = of(1_200);
    expect(twenty.probability).toBe(80);
    expect(twenty.earliestAt).toBeLessThan(1_200_000);
    expect(twenty.latestAt).toBeGreaterThan(1_200_000);
    const width = (range: typeof twenty) => range.latestAt - range.earliestAt;
    expect(width(of(3_600))).toBeGreaterThan(width(twenty));
    expect(width(of(1_200, "h10"))).toBeGreaterThan(width(twenty));
    expect(width(twenty)).toBeLessThanOrEqual(15 * 60_000);
  });
  it("is never in the past", () => {
    const late = arrivalRange({
      fromAt: 0,
      nowAt: 600_000,
      estimateSeconds: 0,
      law: travelLaw(null, "", "", "night"),
    });
    expect(late.earliestAt).toBe(600_000);
    expect(late.latestAt).toBeGreaterThan(late.earliestAt);
  });
});

describe("ledger rows", () => {
  const payment = { id: "p", driver: "stripe", amountFen: 500 } as const;
  it("move nothing while pending, once when posted, never when void", () => {
    const pending = paymentRow(payment, "pending");
    const posted = resolvingRow(pending, "posted");
    expect(balanceFen([pending], "money:stripe")).toBe(0);
    expect(balanceFen([pending, posted], "money:stripe")).toBe(500);
    expect(balanceFen([pending, resolvingRow(pending, "void")], "receivable:payer")).toBe(0);
    expect(posted.causeKey).not.toBe(pending.causeKey);
  });
  it("of a bill, its payment and a refund leave what is owed", () => {
    const rows = [
      billRow({ id: "b", number: "26-1", kind: "trip", totalFen: 400 }),
      paymentRow(payment, "posted"),
      refundRow({ id: "r", driver: "stripe", amountFen: 100, reason: "bill_lower" }, "posted"),
    ];
    expect(balanceFen(rows, "receivable:payer")).toBe(0);
    expect(balanceFen(rows, "revenue:trips")).toBe(-400);
    expect(balanceFen(rows, "money:stripe")).toBe(400);
  });
});

describe("working days", () => {
  it("skip weekends and holidays and count swapped weekends", () => {
    expect(addWorkingDays("2025-11-21", 1)).toBe("2025-11-24");
    // National Day 2025: 1 to 8 October free, Sunday 28 September and Saturday 11 October worked.
    expect(addWorkingDays("2025-09-30", 1)).toBe("2025-10-09");
    expect(addWorkingDays("2025-10-10", 1)).toBe("2025-10-11");
  });
});
