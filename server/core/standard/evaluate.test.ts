import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import seeded from "@/db/seed/rules/standards.json";
import { type EquipmentItem, equipmentItems, type VehicleClass, vehicleClasses } from "../vehicle";
import { evaluateStandards } from "./evaluate";
import {
  type CrewFacts,
  type MarkingItem,
  markingItems,
  type OperatorFacts,
  type PaperFacts,
  paperKinds,
  type ShiftFacts,
  type StaffingFacts,
  type VehicleFacts,
} from "./facts";
import { type StandardSet, standardSet } from "./rules";

const sets = z.array(standardSet).parse(seeded);
const taizhou = sets.find((set) => set.regionId === "331000") as StandardSet;
const dongxihu = sets.find((set) => set.regionId === "420112") as StandardSet;
const noon = Date.parse("2026-05-20T12:00:00+08:00");

const papers: PaperFacts[] = paperKinds.map((kind) => ({ kind, expiresOn: "2027-03-31", checked: true }));
const without = (kind: string) => papers.filter((paper) => paper.kind !== kind);
const withPaper = (kind: string, change: Partial<PaperFacts>) =>
  papers.map((paper) => (paper.kind === kind ? { ...paper, ...change } : paper));

const fullKit = Object.fromEntries(equipmentItems.map((item) => [item, 4])) as Record<EquipmentItem, number>;
const goodMarks: MarkingItem[] = [...markingItems.slice(0, 6)];
const van = (change: Partial<VehicleFacts> = {}): VehicleFacts => ({
  class: "monitored",
  equipment: fullKit,
  papers,
  markings: goodMarks,
  thirdPartyCoverFen: 150_000_000,
  seatCoverFen: 10_000_000,
  registeredOn: "2022-01-10",
  odometerKm: 120_000,
  positioningDeviceId: "BD-0001",
  ownedByOperator: true,
  ...change,
});
const member = (change: Partial<CrewFacts> = {}): CrewFacts => ({
  duties: ["driver"],
  papers,
  trainingHoursThisYear: 10,
  trainingCreditsThisYear: 20,
  servingSince: "2023-01-01",
  ...change,
});
const staff = (duty: "driver" | "bearer" | "nurse" | "doctor") => ({
  duty,
  licenceClasses: duty === "driver" ? (["B1"] as const).slice() : [],
  protectiveTraining: true,
});
const shift = (change: Partial<StaffingFacts> = {}): StaffingFacts => ({
  vehicleClass: "monitored",
  licenceClass: "C1",
  crew: [staff("driver"), staff("nurse"), staff("doctor")],
  grade: "II",
  distanceMetres: 30_000,
  longestDrivingSeconds: 3600,
  ...change,
});
const firm = (change: Partial<OperatorFacts> = {}): OperatorFacts => ({
  papers,
  carriesCareTransfer: true,
  driverCount: 12,
  vehicleCount: 8,
  ...change,
});

const failing = (evaluation: { fails: { ruleId: string }[] }) => evaluation.fails.map((fail) => fail.ruleId);
const vehicle = (facts: VehicleFacts, at = noon, set = taizhou) =>
  evaluateStandards(set, { kind: "vehicle", facts }, at);
const crew = (facts: CrewFacts, at = noon) => evaluateStandards(taizhou, { kind: "crew", facts }, at);
const staffing = (facts: StaffingFacts) => evaluateStandards(taizhou, { kind: "staffing", facts }, noon);
const operator = (facts: OperatorFacts) => evaluateStandards(taizhou, { kind: "operator", facts }, noon);

describe("subjects in good order", () => {
  it.each(vehicleClasses)("a %s vehicle passes, with its first lapsing paper", (name) => {
    const evaluation = vehicle(van({ class: name }));
    expect(failing(evaluation)).toEqual([]);
    expect(evaluation.passes).toBe(true);
    expect(evaluation.expiresAt).toBe(Date.parse("2027-04-01T00:00:00+08:00"));
  });

  it("crew, staffing and operator pass", () => {
    expect(failing(crew(member()))).toEqual([]);
    expect(failing(staffing(shift()))).toEqual([]);
    expect(staffing(shift()).expiresAt).toBeNull();
    expect(failing(operator(firm()))).toEqual([]);
  });
});

// domain.md, Standards to seed, word by word: item, A, B, C, quantity.
const kit: [EquipmentItem, string, number][] = [
  ["main_stretcher", "1/1/1", 1],
  ["scoop_stretcher", "1/1/1", 1],
  ["vacuum_mattress", "o/1/o", 1],
  ["stair_stretcher", "1/1/1", 1],
  ["bedding", "1/1/1", 1],
  ["head_immobiliser", "1/1/1", 1],
  ["soft_stretcher", "1/1/o", 1],
  ["isolation_system", "o/o/1", 1],
  ["carry_chair", "o/o/o", 1],
  ["traction", "–/1/o", 1],
  ["splints_collars", "1/1/1", 1],
  ["short_spine_board", "1/1/o", 1],
  ["fixed_oxygen", "1/1/1", 2],
  ["portable_oxygen", "1/1/1", 1],
  ["mask_resuscitator", "1/1/1", 1],
  ["suction", "1/1/1", 1],
  ["portable_ventilator", "–/o/o", 1],
  ["diagnostic_set", "1/1/1", 1],
  ["infusion_set", "1/1/1", 4],
];
const medical: VehicleClass[] = ["stretcher_care", "monitored", "negative_pressure"];
const kitCases = sets.flatMap((set) =>
  kit.flatMap(([item, codes, quantity]) =>
    codes
      .split("/")
      .map((code, index) => ({ set, item, code, quantity, name: medical[index] as VehicleClass })),
  ),
);

describe("equipment of ambulance types A, B and C", () => {
  it.each(kitCases)("$set.id $item in $name: $code × $quantity", ({ set, item, code, quantity, name }) => {
    const short = { ...fullKit, [item]: quantity - 1 };
    const evaluation = vehicle(van({ class: name, equipment: short, registeredOn: "2024-01-01" }), noon, set);
    const fails = evaluation.fails.filter((fail) => fail.facts.item === item);
    if (code === "1") expect(fails).toMatchObject([{ facts: { required: quantity, found: quantity - 1 } }]);
    else expect(fails).toEqual([]);
    const listed = evaluation.holds.some(
      (held) => held.facts.item === item && held.facts.need === "optional",
    );
    expect(listed).toBe(code === "o");
    expect(vehicle(van({ class: name, equipment: { ...short, [item]: quantity } }), noon, set).passes).toBe(
      true,
    );
  });

  it.each([
    ["seat", ["restraints", "fire_extinguisher", "first_aid_box"]],
    ["wheelchair", ["restraints", "ramp_or_lift", "fire_extinguisher", "first_aid_box"]],
    ["stretcher_basic", ["restraints", "main_stretcher", "fire_extinguisher", "first_aid_box"]],
  ] as const)("a bare %s vehicle lacks exactly what is named, nothing medical", (name, items) => {
    const lacks = vehicle(van({ class: name, equipment: {} })).fails.map((fail) => fail.facts.item);
    expect(lacks).toEqual(items);
  });

  it("says in both languages what is missing", () => {
    const [fail] = vehicle(van({ equipment: { ...fullKit, fixed_oxygen: 1 } })).fails;
    expect(fail?.textZh).toContain("要有 2，现有 1");
    expect(fail?.textEn).toContain("2 required, 1 found");
  });
});

describe("vehicle rules", () => {
  it.each([
    ["paper-registration", { papers: without("registration") }],
    ["paper-annual-inspection", { papers: withPaper("annual_inspection", { expiresOn: "2026-05-19" }) }],
    ["paper-vehicle-insurance", { papers: withPaper("vehicle_insurance", { checked: false }) }],
    ["marking-photos", { papers: withPaper("marking_photo_rear", { expiresOn: "2026-01-01" }) }],
    ["cover-third-party", { thirdPartyCoverFen: 149_999_999 }],
    ["cover-per-seat", { seatCoverFen: 9_999_999 }],
    ["retirement-age", { registeredOn: "2020-05-20" }],
    ["retirement-odometer", { odometerKm: 300_000 }],
    ["positioning-device", { positioningDeviceId: null }],
    ["own-vehicle", { ownedByOperator: false }],
  ] as const)("%s fails alone", (ruleId, change) => {
    expect(failing(vehicle(van(change as Partial<VehicleFacts>)))).toEqual([ruleId]);
  });

  it.each(markingItems)("marking %s is asked for or forbidden", (item) => {
    const asked = goodMarks.includes(item);
    const markings = asked ? goodMarks.filter((mark) => mark !== item) : [...goodMarks, item];
    const prefix = asked ? "marking-" : "forbidden-";
    expect(failing(vehicle(van({ markings })))).toEqual([prefix + item.replaceAll("_", "-")]);
  });

  it("fails every marking rule before anybody looked at the photos", () => {
    expect(vehicle(van({ markings: null })).fails).toHaveLength(markingItems.length);
  });

  it.each(["white_body", "number_120"])("the text of a marking rule (%s) is complete", (item) => {
    const fail = vehicle(van({ markings: null })).fails.find((candidate) => candidate.facts.item === item);
    expect(fail?.textZh).not.toMatch(/[{}]/);
  });

  it("is good through the last day of its paper in the region's zone, and not a second longer", () => {
    const facts = van({ papers: withPaper("registration", { expiresOn: "2026-05-20" }) });
    const lapse = Date.parse("2026-05-21T00:00:00+08:00");
    expect(vehicle(facts).expiresAt).toBe(lapse);
    expect(vehicle(facts, lapse - 1).passes).toBe(true);
    expect(failing(vehicle(facts, lapse))).toEqual(["paper-registration"]);
  });

  it("retires six years after registration, which is an expiry as well", () => {
    const facts = van({ registeredOn: "2020-06-01" });
    const lapse = Date.parse("2026-06-01T00:00:00+08:00");
    expect(vehicle(facts).expiresAt).toBe(lapse);
    expect(failing(vehicle(facts, lapse))).toEqual(["retirement-age"]);
  });

  it("leaves out rules that a region switched off or that are not yet in force", () => {
    expect(vehicle(van({ odometerKm: 400_000 }), noon, dongxihu).passes).toBe(true);
    const before = Date.parse("2025-11-02T23:59:59+08:00");
    expect(vehicle(van({ positioningDeviceId: null }), before).passes).toBe(true);
    expect(failing(vehicle(van({ positioningDeviceId: null }), before + 1000))).toEqual([
      "positioning-device",
    ]);
  });

  it("takes the latest of two papers of a kind", () => {
    const renewed = [...papers, { kind: "registration" as const, expiresOn: "2026-01-01", checked: true }];
    expect(vehicle(van({ papers: renewed })).passes).toBe(true);
  });
});

describe("crew rules", () => {
  it.each([
    ["driver", "driving_licence", "paper-driving-licence"],
    ["nurse", "nurse_licence", "paper-nurse-licence"],
    ["doctor", "doctor_licence", "paper-doctor-licence"],
    ["bearer", "cpr_certificate", "paper-cpr-certificate"],
    ["bearer", "identity", "paper-identity"],
  ] as const)("a %s without %s fails %s", (duty, kind, ruleId) => {
    expect(failing(crew(member({ duties: [duty], papers: without(kind) })))).toEqual([ruleId]);
  });

  it("asks nobody for a licence of another duty", () => {
    const own = papers.filter((paper) => ["identity", "cpr_certificate"].includes(paper.kind));
    expect(crew(member({ duties: ["bearer"], papers: own })).passes).toBe(true);
  });

  it.each([
    ["2026-03-31", 0, "2020-01-01", true],
    ["2026-04-01", 9, "2020-01-01", false],
    ["2026-04-01", 10, "2020-01-01", true],
    ["2026-12-31", 29, "2020-01-01", false],
    ["2026-12-31", 30, "2020-01-01", true],
    ["2026-10-01", 10, "2026-05-02", true],
    ["2026-10-01", 9, "2026-05-02", false],
    ["2026-06-30", 0, "2026-01-02", true],
  ])("on %s with %i hours, serving since %s: %s", (day, trainingHoursThisYear, servingSince, passes) => {
    const at = Date.parse(`${day}T09:00:00+08:00`);
    expect(crew(member({ trainingHoursThisYear, servingSince }), at).passes).toBe(passes);
  });
});

describe("staffing rules", () => {
  it.each([
    ["seat", ["driver"], "staffing-seat-wheelchair"],
    ["wheelchair", ["driver"], "staffing-seat-wheelchair"],
    ["stretcher_basic", ["driver", "bearer"], "staffing-stretcher-basic"],
    ["stretcher_care", ["driver", "nurse"], "staffing-stretcher-care"],
    ["monitored", ["driver", "nurse", "doctor"], "staffing-monitored"],
    ["negative_pressure", ["driver", "nurse"], "staffing-negative-pressure"],
  ] as const)("%s takes %s, nobody less", (vehicleClass, duties, ruleId) => {
    const on = (names: readonly (typeof duties)[number][]) =>
      staffing(shift({ vehicleClass, grade: null, crew: names.map(staff) }));
    expect(failing(on(duties))).toEqual([]);
    for (const absent of duties) {
      expect(failing(on(duties.filter((duty) => duty !== absent)))).toEqual([ruleId]);
    }
  });

  it.each([
    ["I", "monitored", ["grade-1"]],
    ["II", "monitored", []],
    ["II", "stretcher_care", ["grade-2"]],
    ["II", "negative_pressure", ["grade-2"]],
    ["III", "stretcher_care", []],
    ["III", "negative_pressure", []],
    ["III", "stretcher_basic", ["staffing-stretcher-basic", "grade-3"]],
  ] as const)("grade %s in a %s vehicle with the full crew fails %j", (grade, vehicleClass, rules) => {
    expect(failing(staffing(shift({ grade, vehicleClass })))).toEqual(rules);
  });

  it.each([
    [{ distanceMetres: 400_000 }, []],
    [{ distanceMetres: 400_001 }, ["two-drivers"]],
    [{ longestDrivingSeconds: 14_400 }, []],
    [{ longestDrivingSeconds: 14_401 }, ["driving-rest"]],
    [{ licenceClass: "A1" }, ["driver-licence-class"]],
    [{ licenceClass: "B1" }, []],
    [{ licenceClass: "C2" }, []],
    [{ licenceClass: "B2" }, ["driver-licence-class"]],
  ] as const)("%j fails %j", (change, rules) => {
    expect(failing(staffing(shift(change)))).toEqual(rules);
  });

  it("asks the whole negative-pressure crew for protective training", () => {
    const untrained = [staff("driver"), { ...staff("nurse"), protectiveTraining: false }];
    const changed = shift({ vehicleClass: "negative_pressure", grade: "III", crew: untrained });
    expect(failing(staffing(changed))).toEqual(["protective-training"]);
  });
});

describe("operator rules", () => {
  it.each([
    ["paper-business-licence", { papers: without("business_licence") }],
    ["paper-medical-licence", { papers: without("medical_licence") }],
    ["paper-transport-permit", { papers: without("transport_permit") }],
    ["paper-insurance-policy", { papers: without("insurance_policy") }],
    ["driver-ratio", { driverCount: 11 }],
    ["driver-ratio", { driverCount: 4, vehicleCount: 3 }],
  ])("%s", (ruleId, change) => {
    expect(failing(operator(firm(change)))).toEqual([ruleId]);
  });

  it("needs a medical licence for care transfers only", () => {
    expect(operator(firm({ papers: without("medical_licence"), carriesCareTransfer: false })).passes).toBe(
      true,
    );
  });
});

const someVehicle = fc.record({
  class: fc.constantFrom(...vehicleClasses),
  equipment: fc.dictionary(fc.constantFrom(...equipmentItems), fc.integer({ min: 0, max: 5 })),
  missing: fc.subarray([...paperKinds]),
  markings: fc.option(fc.subarray([...markingItems])),
});

describe.each(sets)("always, in $id", (set) => {
  it("more equipment never turns a rule that holds into one that fails", () => {
    fc.assert(
      fc.property(
        someVehicle,
        fc.constantFrom(...equipmentItems),
        fc.integer({ min: 1, max: 5 }),
        (some, item, more) => {
          const facts = van({
            class: some.class,
            equipment: some.equipment,
            papers: papers.filter((paper) => !some.missing.includes(paper.kind)),
            markings: some.markings,
          });
          const equipment = { ...facts.equipment, [item]: (facts.equipment[item] ?? 0) + more };
          const before = vehicle(facts, noon, set);
          const after = vehicle({ ...facts, equipment }, noon, set);
          expect(failing(before)).toEqual(expect.arrayContaining(failing(after)));
        },
      ),
    );
  });

  it("every rule of a check either holds or fails, with its version, and a full text when it fails", () => {
    fc.assert(
      fc.property(someVehicle, (some) => {
        const papersLeft = papers.filter((paper) => !some.missing.includes(paper.kind));
        const evaluation = vehicle(van({ ...some, papers: papersLeft }), noon, set);
        const ids = [...evaluation.holds, ...evaluation.fails].map((result) => result.ruleId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(evaluation.passes).toBe(evaluation.fails.length === 0);
        for (const fail of evaluation.fails) {
          expect(fail.version).toBe(set.version);
          expect(fail.textZh + fail.textEn).not.toMatch(/[{}]|undefined|null/);
        }
      }),
    );
  });

  it("what passes stays so until it expires, and not after", () => {
    const day = fc
      .integer({ min: 0, max: 700 })
      .map((days) => new Date(noon + days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        fc.array(day, { minLength: papers.length, maxLength: papers.length }),
        fc.nat(1),
        (days, later) => {
          const dated = papers.map((paper, index) => ({ ...paper, expiresOn: days[index] ?? null }));
          const evaluation = vehicle(van({ papers: dated, registeredOn: "2025-01-01" }), noon, set);
          expect(evaluation.passes).toBe(true);
          const end = evaluation.expiresAt ?? Number.NaN;
          expect(vehicle(van({ papers: dated, registeredOn: "2025-01-01" }), end - 1, set).passes).toBe(true);
          expect(vehicle(van({ papers: dated, registeredOn: "2025-01-01" }), end + later, set).passes).toBe(
            false,
          );
        },
      ),
    );
  });
});

describe("the vehicle of a shift", () => {
  const of = (change: Partial<ShiftFacts> = {}) =>
    evaluateStandards(
      taizhou,
      {
        kind: "shift",
        facts: { vehicleClass: "seat", isStarting: true, inspectedHoursAgo: 1, openDefects: [], ...change },
      },
      noon,
    );

  it.each<[string, Partial<ShiftFacts>, string, boolean]>([
    ["inspected an hour ago", {}, "done", true],
    ["not inspected", { inspectedHoursAgo: null }, "missing", false],
    ["inspected more than a day ago", { inspectedHoursAgo: 25 }, "too_old", false],
    ["planned for later", { isStarting: false, inspectedHoursAgo: null }, "not_due", true],
    ["with a fault", { openDefects: ["brakes"] }, "blocked", false],
    ["planned, with a fault", { isStarting: false, openDefects: ["brakes"] }, "blocked", false],
  ])("%s", (_what, change, state, passes) => {
    const { holds, fails, ...said } = of(change);
    expect(said.passes).toBe(passes);
    expect([...holds, ...fails].map(({ facts }) => facts.state)).toEqual([state]);
  });

  it("says in words what is wrong with it", () => {
    const [failed] = of({ openDefects: ["brakes", "tyres"] }).fails;
    expect(failed?.textZh).toContain("脚刹、手刹有效、轮胎");
  });
});

describe("training credits", () => {
  it.each([
    ["2026-03-31", 0, true],
    ["2026-04-01", 4.5, false],
    ["2026-04-01", 5, true],
    ["2026-10-01", 14.5, false],
    ["2026-10-01", 15, true],
  ])("on %s with %d", (day, trainingCreditsThisYear, passes) => {
    const at = Date.parse(`${day}T09:00:00+08:00`);
    expect(crew(member({ trainingHoursThisYear: 40, trainingCreditsThisYear }), at).passes).toBe(passes);
  });
});
