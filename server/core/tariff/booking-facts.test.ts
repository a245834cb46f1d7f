import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type BookedWay, bookingFacts } from "./booking-facts";
import { missingFacts } from "./missing";
import { priceTrip } from "./price";
import { tariffBook } from "./rules";

const book = tariffBook.parse(
  JSON.parse(readFileSync(new URL("../../../db/seed/rules/tariffs.json", import.meta.url), "utf8")),
);
const tariffOf = (id: string) => {
  const found = book.tariffs.find((row) => row.id === id);
  if (!found) throw new Error(id);
  return found;
};
const taizhou = tariffOf("taizhou-2025-10");
const dongxihu = tariffOf("dongxihu-2025-07");

const way: BookedWay = {
  mobility: "stretcher",
  extras: { oxygen: false, suction: false, escorts: 1, carryFrom: false, carryTo: false },
  needs: {
    serviceLevel: "care_transfer",
    grade: "III",
    allowedClasses: ["stretcher_care"],
    berth: "stretcher",
    escorts: 1,
    crew: { driver: 1, nurse: 1, bearer: 2 },
    equipment: ["main_stretcher"],
    drivers: 1,
    isolation: "none",
    shareable: false,
    patientKg: 60,
    disinfectionSeconds: 0,
    pickupServiceSeconds: 900,
    dropoffServiceSeconds: 720,
    maxRideSeconds: 5400,
  },
  savedEmptyMetres: 0,
  from: { district: "331082", floor: 6, hasLift: false },
  to: { district: "331002", floor: 3, hasLift: false },
  distanceMetres: 42_000,
  rideSeconds: 3_000,
  vehicleMetres: 55_000,
  returnTrip: false,
  pickup: { clock: "10:30", holiday: false },
  tolls: { freeMetres: 15_000, fenPerKm: 60 },
};
const carried = (changes: Partial<BookedWay>) => bookingFacts(dongxihu, { ...way, ...changes }).carry;
const extras = (carryFrom: boolean, carryTo: boolean) => ({ ...way.extras, carryFrom, carryTo });

describe("the facts of a quote", () => {
  it("leave nothing out that the tariff charges", () => {
    for (const tariff of [taizhou, dongxihu]) {
      const facts = bookingFacts(tariff, { ...way, extras: extras(true, true) });
      expect(missingFacts(tariff, facts)).toEqual([]);
      expect(priceTrip(tariff, facts).totalFen).toBeGreaterThan(0);
    }
  });

  it("take the city's price only when both ends lie in it", () => {
    expect(bookingFacts(taizhou, way).zone).toBe("in_city");
    expect(bookingFacts(taizhou, { ...way, to: { ...way.to, district: "330106" } }).zone).toBe("out_city");
    expect(bookingFacts(taizhou, { ...way, to: { ...way.to, district: "000000" } }).zone).toBe("out_city");
  });

  it("quote tolls as a ceiling in whole yuan, and only where they are charged at actual", () => {
    // 27 km beyond the free roads at 0.60 yuan: 16.20, so 17 yuan each way.
    expect(bookingFacts(dongxihu, way).tollsFen).toEqual({ outbound: 1700, return: 1700 });
    expect(bookingFacts(taizhou, way).tollsFen).toBeUndefined();
  });

  it("charge stairs only where carrying was asked for", () => {
    expect(carried({})).toEqual({ stretcher: true });
    expect(carried({ mobility: "walk" })).toBeUndefined();
    expect(carried({ extras: extras(true, false) })).toMatchObject({ floor: 6, lift: false, bearers: 2 });
  });

  it("charge two carried ends as one base and the storeys of both", () => {
    const feeOf = (changes: Partial<BookedWay>) =>
      priceTrip(dongxihu, bookingFacts(dongxihu, { ...way, ...changes })).lines.find(
        ({ code }) => code === "stairs",
      )?.fen ?? 0;
    // Base 30 yuan, 20 per storey from the second and bearer: sixth floor 5 storeys, third floor 2.
    expect(feeOf({ extras: extras(true, false) })).toBe(3000 + 5 * 2 * 2000);
    expect(feeOf({ extras: extras(true, true) })).toBe(3000 + 7 * 2 * 2000);
    expect(feeOf({ extras: extras(true, true), to: { ...way.to, hasLift: true } })).toBe(3000 + 5 * 2 * 2000);
    expect(feeOf({ extras: extras(true, false), from: { ...way.from, hasLift: true } })).toBe(3000);
  });
});

it("says that the vehicle would return empty only where it saves as much of the way as the tariff asks for", () => {
  const facts = (savedEmptyMetres: number) =>
    bookingFacts(taizhou, { ...way, distanceMetres: 20_000, savedEmptyMetres }).emptyReturn;
  expect([facts(0), facts(9_999), facts(10_000), facts(60_000)]).toEqual([undefined, undefined, true, true]);
  const without = { ...taizhou, emptyReturn: null };
  expect(bookingFacts(without, { ...way, savedEmptyMetres: 60_000 }).emptyReturn).toBeUndefined();
});
