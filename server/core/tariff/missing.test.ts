import { expect, it } from "vitest";
import tariffFile from "@/db/seed/rules/tariffs.json";
import type { TripFacts } from "./facts";
import { missingFacts } from "./missing";
import { type Tariff, tariffBook } from "./rules";

const { tariffs } = tariffBook.parse(tariffFile);

it.each([
  ["taizhou-2025-10", {}, ["zone", "patientKm"]],
  ["taizhou-2025-10", { zone: "in_city", vehicleKm: 9 }, ["patientKm"]],
  ["taizhou-2025-10", { zone: "in_city", patientKm: 0, carry: { floor: 4 } }, []],
  ["dongxihu-2025-07", { patientKm: 9 }, ["vehicleKm"]],
  ["dongxihu-2025-07", { vehicleKm: 9, carry: { floor: 4 } }, ["carry.bearers"]],
  ["dongxihu-2025-07", { vehicleKm: 9, carry: { floor: 4, lift: true } }, []],
  ["linyi-escort-basic", { patientKm: 9, carry: { floors: 2 } }, ["carry.bearers"]],
  ["linyi-escort-basic", { patientKm: 9, carry: { floors: 2, bearers: 2 } }, []],
  ["shenyang-2021-11", { zone: "in_ring" }, []],
  ["shenyang-2021-11", { zone: "out_ring" }, ["beyondZoneKm"]],
] as [string, TripFacts, string[]][])("%s with %j lacks %j", (id, facts, lacks) => {
  expect(missingFacts(tariffs.find((row) => row.id === id) as Tariff, facts)).toEqual(lacks);
});
