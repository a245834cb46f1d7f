import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import seeded from "@/db/seed/rules/needs.json";
import standards from "@/db/seed/rules/standards.json";
import { bookingNeeds } from "./booking-needs";
import {
  decideNeeds,
  type NeedsRequest,
  type NeedsTable,
  needsTable,
  overlappingCombinations,
} from "./needs";
import { type CareNeed, careGrades, careNeeds, isolations, mobilities, serviceLevels } from "./patient";
import { standardSet } from "./standard/rules";

const tables = z.array(needsTable).parse(seeded);
const taizhou = tables.find((table) => table.regionId === "331000") as NeedsTable;

const extras = { oxygen: false, suction: false, escorts: 0, carryFrom: false, carryTo: false };
const ride: NeedsRequest = {
  mobility: "wheelchair",
  serviceLevel: "accessible_ride",
  grade: null,
  isolation: "none",
  care: [],
  extras,
  patientKg: null,
  distanceMetres: 12_000,
  directSeconds: 1800,
};
const care: NeedsRequest = { ...ride, mobility: "stretcher", serviceLevel: "care_transfer", grade: "III" };

describe("decideNeeds, seeded table", () => {
  it.each([
    ["walking", { mobility: "walk" }, ["seat", "wheelchair"], "seat", { driver: 1 }, true],
    ["wheelchair", {}, ["wheelchair"], "wheelchair", { driver: 1 }, true],
    [
      "stretcher",
      { mobility: "stretcher" },
      ["stretcher_basic", "stretcher_care"],
      "stretcher",
      { driver: 1, bearer: 1 },
      false,
    ],
    [
      "bariatric",
      { mobility: "bariatric_stretcher", patientKg: 190 },
      ["stretcher_basic", "stretcher_care"],
      "stretcher",
      { driver: 1, bearer: 3 },
      false,
    ],
    ["weak defences", { isolation: "protective" }, ["wheelchair"], "wheelchair", { driver: 1 }, false],
    [
      "carried over stairs",
      { extras: { ...extras, carryFrom: true } },
      ["wheelchair"],
      "wheelchair",
      { driver: 1, bearer: 1 },
      true,
    ],
    ["401 km", { distanceMetres: 401_000 }, ["wheelchair"], "wheelchair", { driver: 2 }, true],
  ] as const)("ordinary ride: %s", (_name, change, allowedClasses, berth, crew, shareable) => {
    const decision = decideNeeds(taizhou, { ...ride, ...change } as NeedsRequest);
    expect(decision).toMatchObject({ outcome: "matched", needs: { allowedClasses, berth, shareable } });
    expect(decision.outcome === "matched" && decision.needs.crew).toEqual(crew);
  });

  it.each([
    ["grade III", {}, ["stretcher_care", "monitored"], { driver: 1, nurse: 1 }, "none"],
    ["grade II", { grade: "II" }, ["monitored"], { driver: 1, nurse: 1, doctor: 1 }, "none"],
    [
      "grade III, spread by air",
      { isolation: "airborne" },
      ["negative_pressure"],
      { driver: 1, nurse: 1 },
      "negative_pressure",
    ],
    [
      "grade III, spread by touch",
      { isolation: "contact" },
      ["stretcher_care", "monitored"],
      { driver: 1, nurse: 1 },
      "alone",
    ],
    ["a ventilator", { care: ["ventilation"] }, ["monitored"], { driver: 1, nurse: 1 }, "none"],
  ] as const)("care transfer: %s", (_name, change, allowedClasses, crew, isolation) => {
    const decision = decideNeeds(taizhou, { ...care, ...change } as NeedsRequest);
    expect(decision).toMatchObject({
      outcome: "matched",
      needs: { allowedClasses, crew, isolation, shareable: false },
    });
  });

  it.each([
    ["grade I", { ...care, grade: "I" }, "unknown_combination"],
    ["a care transfer without grade", { ...care, grade: null }, "unknown_combination"],
    ["an ordinary ride with a grade", { ...ride, grade: "III" }, "unknown_combination"],
    [
      "an ordinary ride of someone who infects by air",
      { ...ride, isolation: "airborne" },
      "unknown_combination",
    ],
    ["grade II spread by air", { ...care, grade: "II", isolation: "airborne" }, "unknown_combination"],
    ["oxygen on an ordinary ride", { ...ride, extras: { ...extras, oxygen: true } }, "care_on_plain_ride"],
    ["suction on an ordinary ride", { ...ride, extras: { ...extras, suction: true } }, "care_on_plain_ride"],
    ["monitoring on an ordinary ride", { ...ride, care: ["monitoring"] }, "care_on_plain_ride"],
    ["151 kg on a plain stretcher", { ...care, patientKg: 151 }, "too_heavy"],
    ["301 kg on a bariatric one", { ...care, mobility: "bariatric_stretcher", patientKg: 301 }, "too_heavy"],
    ["a bariatric patient of unknown weight", { ...care, mobility: "bariatric_stretcher" }, "weight_unknown"],
  ] as const)("%s goes to review", (_name, request, reason) => {
    expect(decideNeeds(taizhou, request as NeedsRequest)).toMatchObject({ outcome: "review", reason });
  });

  it("adds equipment of care, cleaning time, carry time and the ride limit", () => {
    const asked = { ...extras, oxygen: true, carryTo: true };
    const decision = decideNeeds(taizhou, { ...care, isolation: "contact", extras: asked });
    expect(decision).toMatchObject({
      needs: {
        equipment: ["main_stretcher", "diagnostic_set", "fixed_oxygen", "portable_oxygen"],
        disinfectionSeconds: 1800,
        pickupServiceSeconds: 900,
        dropoffServiceSeconds: 1320,
        maxRideSeconds: 3900,
      },
    });
  });
});

const someRequest: fc.Arbitrary<NeedsRequest> = fc.record({
  mobility: fc.constantFrom(...mobilities),
  serviceLevel: fc.constantFrom(...serviceLevels),
  grade: fc.constantFrom(null, ...careGrades),
  isolation: fc.constantFrom(...isolations),
  care: fc.oneof(fc.constant<CareNeed[]>([]), fc.subarray([...careNeeds])),
  extras: fc.record({
    oxygen: fc.boolean(),
    suction: fc.boolean(),
    escorts: fc.integer({ min: 0, max: 3 }),
    carryFrom: fc.boolean(),
    carryTo: fc.boolean(),
  }),
  patientKg: fc.option(fc.integer({ min: 3, max: 400 })),
  distanceMetres: fc.integer({ min: 0, max: 900_000 }),
  directSeconds: fc.integer({ min: 0, max: 36_000 }),
});

describe.each(tables)("always, in $id", (table) => {
  it("has no two combinations for one patient", () => {
    expect(overlappingCombinations(table)).toEqual([]);
  });

  it("gives no classes to what the table does not name", () => {
    fc.assert(
      fc.property(someRequest, fc.nat(table.combinations.length - 1), (request, index) => {
        const smaller = { ...table, combinations: table.combinations.filter((_rule, at) => at !== index) };
        const before = decideNeeds(table, request);
        const after = decideNeeds(smaller, request);
        if (before.outcome === "matched" && before.ruleId === table.combinations[index]?.id) {
          expect(after).toMatchObject({ outcome: "review", reason: "unknown_combination" });
        } else expect(after).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it("a match is well formed, safe, and lies within what was asked", () => {
    const medical = ["stretcher_care", "monitored", "negative_pressure"];
    fc.assert(
      fc.property(someRequest, (request) => {
        const decision = decideNeeds(table, request);
        if (decision.outcome === "review") return;
        const { needs } = decision;
        expect(bookingNeeds.parse(needs)).toEqual(needs);
        expect(request.grade).not.toBe("I");
        expect(needs.maxRideSeconds).toBeGreaterThanOrEqual(request.directSeconds);
        expect(needs.drivers).toBe(request.distanceMetres > 400_000 ? 2 : 1);
        if (request.isolation !== "none") expect(needs.shareable).toBe(false);
        if (request.serviceLevel === "care_transfer") {
          expect(needs.crew.nurse).toBeGreaterThanOrEqual(1);
          expect(needs.allowedClasses.filter((name) => !medical.includes(name))).toEqual([]);
        }
        if (request.grade === "II")
          expect(needs).toMatchObject({ allowedClasses: ["monitored"], crew: { doctor: 1 } });
      }),
      { numRuns: 500 },
    );
  });
});

describe("a table with overlapping combinations", () => {
  const [first] = taizhou.combinations;
  const twice = {
    ...taizhou,
    combinations: [...taizhou.combinations, { ...first, id: "again" }],
  } as NeedsTable;
  it("is found before publication and never decides", () => {
    expect(overlappingCombinations(twice)).toEqual([["ride-walk", "again"]]);
    expect(decideNeeds(twice, { ...ride, mobility: "walk" })).toMatchObject({
      outcome: "review",
      reason: "ambiguous",
    });
  });
});

describe("needs and standards of one region", () => {
  const regions = z.array(standardSet).parse(standards);
  // Special fittings: a vehicle may pass its standard without them, and is then no match.
  const special = ["bariatric_stretcher", "portable_ventilator"];
  it.each(tables)("$id: a vehicle that meets its standard has what the table asks of its class", (table) => {
    const rules = regions.find((set) => set.regionId === table.regionId)?.rules ?? [];
    const required = (name: string) =>
      rules.flatMap((rule) =>
        rule.kind === "equipment" &&
        Object.entries(rule.requirement.classes).some(([key, need]) => key === name && need === "required")
          ? rule.requirement.item
          : [],
      );
    const asked = table.combinations.flatMap((rule) =>
      rule.allowedClasses.flatMap((name) => rule.equipment.map((item) => ({ rule: rule.id, name, item }))),
    );
    const cared = Object.entries(table.care).flatMap(([need, { classes, equipment }]) =>
      classes.flatMap((name) => equipment.map((item) => ({ rule: need, name, item }))),
    );
    const lacking = [...asked, ...cared].filter(
      ({ name, item }) => !special.includes(item) && !required(name).includes(item),
    );
    expect(lacking).toEqual([]);
  });
});
