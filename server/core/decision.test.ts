import { describe, expect, it } from "vitest";
import { chooseShift, countReasons, reasonsFor } from "./decision";
import type { Ranked } from "./scheduler/insertion";

const ranked = (shiftId: string, operatorId: string, addedCostFen: number, feasible = true): Ranked => ({
  requestId: "r",
  shiftId,
  operatorId,
  shiftKind: "committed",
  classRank: 0,
  pickupWindow: { fromSeconds: 0, toSeconds: 1800 },
  pickupStop: 0,
  dropStop: 1,
  pickupSeconds: 0,
  dropSeconds: 600,
  addedMetres: 12_000,
  emptyMetres: 4_000,
  addedSeconds: 900,
  addedCostFen,
  violations: feasible ? [] : [{ constraint: "crew", reason: "crew_missing", shiftId, detail: {} }],
  feasible,
});
const records = [
  { operatorId: "busy", capacitySeconds: 100, assignedTrips: 90 },
  { operatorId: "idle", capacitySeconds: 100, assignedTrips: 10 },
  { operatorId: "far", capacitySeconds: 100, assignedTrips: 0 },
];
const all = [
  ranked("s1", "busy", 1000),
  ranked("s2", "idle", 1090),
  ranked("s3", "far", 1101),
  ranked("s4", "far", 10, false),
];

describe("chooseShift", () => {
  it("asks the operator furthest below its share among fits within 10 %", () => {
    const { chosen, standings } = chooseShift(all, records, 10, null, new Set());
    expect(chosen?.shiftId).toBe("s2");
    expect(["s1", "s2", "s3", "s4"].map((id) => standings.get(id)?.place)).toEqual([2, 1, 3, null]);
  });

  it("asks the operator whose claim backs the slot before everybody else", () => {
    const choice = chooseShift(all, records, 10, "s3", new Set());
    expect(choice.chosen?.shiftId).toBe("s3");
    expect(choice.standings.get("s3")).toEqual({ place: 1, askedBefore: false, backsSlot: true });
    expect(reasonsFor(choice, "s3", 1).map((it) => it.key)).toEqual(["backs_slot", "fit", "share"]);
  });

  it("asks nobody twice and passes over a backing shift that no longer fits", () => {
    const { chosen, standings } = chooseShift(all, records, 10, "s4", new Set(["idle"]));
    expect(chosen?.shiftId).toBe("s1");
    expect(standings.get("s2")).toEqual({ place: null, askedBefore: true, backsSlot: false });
    expect(chooseShift(all, records, 10, null, new Set(["busy", "idle", "far"])).chosen).toBeNull();
  });

  it("says why in the words of the rule, with the figures", () => {
    const choice = chooseShift(all, records, 10, null, new Set());
    expect(reasonsFor(choice, null, 2)).toEqual([
      { key: "next_in_turn", data: { round: 2 } },
      { key: "fit", data: { addedMetres: 12_000, emptyMetres: 4_000, addedCostFen: 1090 } },
      { key: "within_limit", data: { bestCostFen: 1000, limitCostFen: 1100 } },
      { key: "share", data: { capacityPpm: 333_333, assignedPpm: 100_000, shortfallPpm: 233_333 } },
    ]);
    expect(reasonsFor(chooseShift([], records, 10, null, new Set()), null, 1)).toEqual([]);
  });
});

describe("countReasons", () => {
  it("counts each vehicle once per rule", () => {
    const twice = { ...ranked("s5", "far", 1, false) };
    twice.violations = [...twice.violations, ...twice.violations];
    expect(countReasons([...all, twice])).toEqual([{ constraint: "crew", vehicles: 2 }]);
  });
});
