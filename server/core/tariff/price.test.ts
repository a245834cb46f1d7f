import fc from "fast-check";
import { describe, expect, it } from "vitest";
import exampleFile from "@/db/seed/rules/tariff-examples.json";
import tariffFile from "@/db/seed/rules/tariffs.json";
import en from "@/messages/en/price.json";
import zh from "@/messages/zh-CN/price.json";
import { filedExample, type TripFacts, tripFacts } from "./facts";
import { lineLabels } from "./line";
import { zoneFor } from "./mileage";
import { partOf, priceTrip } from "./price";
import { type Tariff, tariffBook } from "./rules";

const { tariffs } = tariffBook.parse(tariffFile);
const examples = filedExample.array().parse(exampleFile.examples);

function tariffOf(id: string): Tariff {
  const found = tariffs.find((row) => row.id === id);
  if (!found) throw new Error(`no tariff ${id}`);
  return found;
}

/** A tariff that says what no seeded row says, so that every switch is priced somewhere. */
const rich: Tariff = {
  ...tariffOf("zhuji-2025-07"),
  id: "rich",
  staff: [
    { role: "doctor", perTripFen: 0, includedMetres: 0, perKmFen: 0, perHourFen: 9000, hourRounding: "up" },
    { role: "nurse", perTripFen: 0, includedMetres: 0, perKmFen: 0, perHourFen: 6001, hourRounding: "none" },
  ],
  equipment: [{ item: "carry_chair", perUseFen: 2500 }],
  surcharges: [
    { kind: "night", from: "22:00", to: "06:00", fixedFen: 0, share: { numerator: 1, denominator: 5 } },
    { kind: "holiday", from: null, to: null, fixedFen: 5000, share: null },
  ],
  waiting: { freeMinutes: 10, blockMinutes: 60, blockFen: 1001, rounding: "none" },
  returnJourney: { share: { numerator: 1, denominator: 2 }, chargedAgain: ["staff"] },
  tolls: "one_way_actual",
  emptyReturn: {
    share: { numerator: 1, denominator: 5 },
    atLeast: { numerator: 1, denominator: 2 },
    demonstration: true,
  },
};
const all = [...tariffs, rich];

const anyFacts = fc.record(
  {
    patientKm: fc.double({ min: 0, max: 3000, noNaN: true }),
    vehicleKm: fc.double({ min: 0, max: 3000, noNaN: true }),
    beyondZoneKm: fc.double({ min: 0, max: 3000, noNaN: true }),
    waitMinutes: fc.double({ min: 0, max: 3000, noNaN: true }),
    returnTrip: fc.boolean(),
    emptyReturn: fc.boolean(),
    staff: fc.record({ doctor: fc.nat(2), nurse: fc.nat(2) }),
    staffMinutes: fc.nat(900),
    carry: fc.record({
      stretcher: fc.boolean(),
      floor: fc.integer({ min: -3, max: 40 }),
      floors: fc.nat(40),
      lift: fc.boolean(),
      bearers: fc.nat(6),
      flatMetres: fc.nat(2000),
    }),
    equipment: fc.record({ carry_chair: fc.nat(3) }),
    pickup: fc.record({
      clock: fc.constantFrom("00:00", "05:59", "06:00", "21:59", "23:30"),
      holiday: fc.boolean(),
    }),
    tollsFen: fc.record({ outbound: fc.nat(50_000), return: fc.nat(50_000) }),
  },
  { requiredKeys: [] },
);
const anyTrip = fc
  .constantFrom(...all)
  .chain((tariff) =>
    fc
      .tuple(
        anyFacts,
        fc.constantFrom(...(tariff.zones.length ? tariff.zones.map((zone) => zone.id) : ["none"])),
      )
      .map(([facts, zone]) => ({ tariff, facts: { ...facts, zone } as TripFacts })),
  );

describe("published totals", () => {
  it.each(examples.map((it, index) => ({ index, ...it })))("example $index of $tariff holds", (it) => {
    const priced = priceTrip(tariffOf(it.tariff), it.facts);
    expect({ totalFen: priced.totalFen, drivers: priced.drivers }).toEqual(it.expect);
  });

  it.each([
    ["linyi-escort-nursing", { patientKm: 12.3, staff: { nurse: 1 } }, 40000 + 8 * 1800],
    ["linyi-relief", { patientKm: 10 }, 0],
    ["linyi-relief", { patientKm: 10.001, tollsFen: { outbound: 900 } }, 700],
    ["wuyi-2025-01", { vehicleKm: 100, staff: { doctor: 1, nurse: 1 } }, 30000 + 100 * 1100],
    ["wuyi-2025-01", { vehicleKm: 30 }, 20000],
    ["shenyang-2021-11", { zone: "in_ring", carry: { flatMetres: 250 } }, 3500 + 2500],
    ["shenyang-2021-11", { zone: "out_ring", beyondZoneKm: 1.001 }, 3500 + 440],
    ["shenyang-2021-11", { zone: "in_ring", carry: { stretcher: true, floor: -1 } }, 9500],
    ["zhuji-2025-07", { vehicleKm: 9, carry: { floor: 4, bearers: 2, lift: true } }, 23000],
    ["zhuji-2025-07", { vehicleKm: 9, carry: { floor: 1, bearers: 2 } }, 23000],
    ["zhuji-2025-07", { vehicleKm: 9, carry: { floor: 0, bearers: 2 } }, 20000],
    // Wuyi charges tolls one way: the vehicle's own way home is not the payer's, the patient's is.
    ["wuyi-2025-01", { vehicleKm: 5, tollsFen: { outbound: 1000, return: 1000 } }, 21000],
    ["wuyi-2025-01", { vehicleKm: 5, returnTrip: true, tollsFen: { outbound: 1000, return: 1000 } }, 42000],
    ["zhuji-2025-07", { vehicleKm: 5, returnTrip: true, staff: { nurse: 1 } }, 72000],
    [
      "dongxihu-2025-07",
      { vehicleKm: 5, returnTrip: true, staff: { nurse: 1 } },
      20000 + 16000 + 10000 + 16000,
    ],
    ["taizhou-2025-10", { zone: "in_city", patientKm: 8, tollsFen: { outbound: 4000 } }, 20000],
  ] as [string, TripFacts, number][])("%s prices %j at %i fen", (id, facts, totalFen) => {
    expect(priceTrip(tariffOf(id), facts).totalFen).toBe(totalFen);
  });

  it("copies for demonstration regions price like the row they copy", () => {
    for (const copy of tariffs.filter((row) => row.copyOf !== null)) {
      expect(copy.demonstration).toBe(true);
      for (const it of examples.filter((row) => row.tariff === copy.copyOf)) {
        expect(priceTrip(copy, it.facts).totalFen).toBe(it.expect.totalFen);
      }
    }
  });
});

describe("switches no seeded row uses", () => {
  it("charges staff by the hour, begun hours whole or to the second", () => {
    const { lines } = priceTrip(rich, { staff: { doctor: 1, nurse: 2 }, staffMinutes: 90 });
    expect(lines.find((line) => line.code === "staff_doctor")?.fen).toBe(18000);
    // 1.5 h × 60.01 yuan = 9001.5 fen, half a fen rounds up, for each of two nurses.
    expect(lines.find((line) => line.code === "staff_nurse")?.fen).toBe(18004);
  });

  it("adds night over midnight and holiday on start and mileage", () => {
    const at = (clock: string, holiday = false) =>
      priceTrip(rich, { vehicleKm: 20, pickup: { clock, holiday } }).totalFen;
    expect([at("21:59"), at("22:00"), at("05:59"), at("06:00")]).toEqual([30000, 36000, 36000, 30000]);
    expect(at("12:00", true)).toBe(35000);
  });

  it("charges equipment by use and unrounded waiting to the second", () => {
    expect(priceTrip(rich, { equipment: { carry_chair: 2 } }).totalFen).toBe(25000);
    expect(priceTrip(rich, { waitMinutes: 40 }).totalFen).toBe(20000 + 501);
  });

  it("takes a share of start and mileage off an empty return, as a line of its own, and of nothing else", () => {
    const facts = { vehicleKm: 20, waitMinutes: 70, pickup: { clock: "23:00", holiday: false } };
    const [plain, cheaper] = [priceTrip(rich, facts), priceTrip(rich, { ...facts, emptyReturn: true })];
    expect(cheaper.lines.filter((line) => line.code === "empty_return")).toEqual([
      expect.objectContaining({ fen: -6000, part: "out", rule: "rich@1#emptyReturn" }),
    ]);
    expect(plain.totalFen - cheaper.totalFen).toBe(6000);
    expect(priceTrip(tariffOf("zhuji-2025-07"), { vehicleKm: 20, emptyReturn: true }).totalFen).toBe(30_000);
  });

  it("refuses a distance beyond the last band", () => {
    const short: Tariff = { ...rich, bands: rich.bands.map((band) => ({ ...band, upToMetres: 50_000 })) };
    expect(() => priceTrip(short, { vehicleKm: 50.1 })).toThrow("tariff.distance_without_price");
  });

  it("takes a role that is included in the price for nothing", () => {
    const included: Tariff = { ...tariffOf("zhuji-2025-07"), staffIncluded: ["nurse"] };
    expect(priceTrip(included, { vehicleKm: 5, staff: { nurse: 1, doctor: 1 } }).totalFen).toBe(40000);
  });
});

describe("zones", () => {
  it("never guesses a zone", () => {
    expect(() => priceTrip(tariffOf("yuhuan-2025-10"), { patientKm: 8 })).toThrow("tariff.zone_unknown");
    expect(() => priceTrip(tariffOf("yuhuan-2025-10"), { patientKm: 8, zone: "moon" })).toThrow(
      "tariff.zone_unknown",
    );
  });

  it("tells the zone from the divisions of both ends", () => {
    const taizhou = tariffOf("taizhou-2025-10");
    expect(zoneFor(taizhou, ["331083", "331002"])).toBe("in_city");
    expect(zoneFor(taizhou, ["331083", "330106"])).toBe("out_city");
    expect(zoneFor(tariffOf("zhuji-2025-07"), ["330681"])).toBeNull();
    expect(zoneFor(tariffOf("shenyang-2021-11"), ["210102", "210102"])).toBeNull();
  });
});

describe("every price", () => {
  it("has whole, non-negative lines that add up, and is the same twice", () => {
    fc.assert(
      fc.property(anyTrip, ({ tariff, facts }) => {
        const priced = priceTrip(tariff, tripFacts.parse(facts));
        for (const line of priced.lines) {
          expect(Number.isSafeInteger(line.fen)).toBe(true);
          expect(line.fen < 0).toBe(line.code === "empty_return");
          expect(line.rule.startsWith(`${tariff.id}@${tariff.version}#`)).toBe(true);
        }
        expect(priced.lines.reduce((sum, line) => sum + line.fen, 0)).toBe(priced.totalFen);
        expect(partOf(priced, "out").totalFen + partOf(priced, "return").totalFen).toBe(priced.totalFen);
        expect(priceTrip(tariff, structuredClone(facts))).toEqual(priced);
      }),
      { numRuns: 1500 },
    );
  });

  it("never costs less for more of anything", () => {
    const more = fc.record({ km: fc.double({ min: 0, max: 500, noNaN: true }), minutes: fc.nat(500) });
    fc.assert(
      fc.property(anyTrip, more, ({ tariff, facts }, { km, minutes }) => {
        const longer = {
          ...facts,
          patientKm: (facts.patientKm ?? 0) + km,
          vehicleKm: (facts.vehicleKm ?? 0) + km,
          beyondZoneKm: (facts.beyondZoneKm ?? 0) + km,
          waitMinutes: (facts.waitMinutes ?? 0) + minutes,
        };
        expect(priceTrip(tariff, longer).totalFen).toBeGreaterThanOrEqual(priceTrip(tariff, facts).totalFen);
      }),
      { numRuns: 1500 },
    );
  });

  it("never charges a return for waiting", () => {
    const taizhou = tariffOf("taizhou-2025-10");
    const back = (waitMinutes: number) =>
      partOf(priceTrip(taizhou, { zone: "in_city", patientKm: 30, waitMinutes, returnTrip: true }), "return");
    expect(back(0).totalFen).toBe(20000);
    expect(back(300).totalFen).toBe(20000);
  });
});

it("every line has its words in both languages, the engine's own in Chinese", () => {
  expect(zh.lines).toEqual(lineLabels);
  expect(Object.keys(en.lines)).toEqual(Object.keys(lineLabels));
});
