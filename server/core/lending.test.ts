import { describe, expect, it } from "vitest";
import { type CrewEntry, lendingSigns, type VehicleEntry } from "./lending";

const today = "2026-06-01";
const car = (id: string, orgId: string, more: Partial<VehicleEntry> = {}): VehicleEntry => ({
  subject: "vehicle",
  id,
  orgId,
  name: `浙J${id}`,
  plate: `浙J${id}`,
  deviceId: null,
  ownedByOperator: true,
  isActive: true,
  retiredOn: null,
  ...more,
});
const person = (id: string, orgId: string, personIndex: string | null, isActive = true): CrewEntry => ({
  subject: "crew",
  id,
  orgId,
  name: "张*",
  personIndex,
  isActive,
});
const signs = (vehicles: VehicleEntry[], crew: CrewEntry[] = []) =>
  lendingSigns({ vehicles, crew, rosters: [] }, today).map(({ kind, entries }) => [
    kind,
    entries.map(({ id }) => id),
  ]);

describe("signs of lending", () => {
  it("are one plate, device or person under two operators, however it was typed", () => {
    expect(signs([car("1", "a", { plate: "浙JX1" }), car("2", "b", { plate: " 浙jx1" })])).toEqual([
      ["same_plate", ["1", "2"]],
    ]);
    expect(signs([car("1", "a", { deviceId: "bd-7" }), car("2", "b", { deviceId: "BD-7" })])).toEqual([
      ["same_device", ["1", "2"]],
    ]);
    expect(signs([], [person("1", "a", "x"), person("2", "b", "x"), person("3", "c", "y")])).toEqual([
      ["same_person", ["1", "2"]],
    ]);
  });

  it("are none within one operator, without a number, of who left, or of a vehicle sold long ago", () => {
    expect(signs([car("1", "a", { deviceId: "7" }), car("2", "a", { deviceId: "7" })])).toEqual([]);
    expect(signs([], [person("1", "a", null), person("2", "b", null)])).toEqual([]);
    expect(signs([], [person("1", "a", "x", false), person("2", "b", "x")])).toEqual([]);
    const sold = (retiredOn: string) =>
      signs([car("1", "a", { plate: "P", isActive: false, retiredOn }), car("2", "b", { plate: "P" })]);
    expect(sold("2025-11-01")).toEqual([]);
    expect(sold("2026-05-01")).toEqual([["same_plate", ["1", "2"]]]);
  });

  it("are somebody else's vehicle or people on a shift, once each with the first shift, and what is not owned", () => {
    const roster = (shiftId: string, hour: number, entry: VehicleEntry | CrewEntry) => ({
      orgId: "a",
      shiftId,
      startsAt: new Date(Date.UTC(2026, 5, 1, hour)),
      entry,
    });
    const nurse = person("9", "b", null);
    const found = lendingSigns(
      {
        vehicles: [car("3", "c", { ownedByOperator: false })],
        crew: [],
        rosters: [roster("s2", 9, nurse), roster("s1", 8, nurse), roster("s1", 8, car("8", "b"))],
      },
      today,
    );
    expect(found.map(({ kind, usedBy }) => [kind, usedBy?.shiftId])).toEqual([
      ["not_on_list", "s1"],
      ["foreign_vehicle", "s1"],
      ["not_owned", undefined],
    ]);
  });
});
