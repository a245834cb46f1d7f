import { describe, expect, it } from "vitest";
import { ownMatch } from "./allocation-view";

const standsAt = (operatorId: string, cost: number, more: Record<string, unknown> = {}) => ({
  ...{ shiftId: `shift-${operatorId}`, operatorId, addedMetres: 1200, emptyMetres: 300, addedCostFen: cost },
  ...{ feasible: true, violations: [], place: 1, askedBefore: false, backsSlot: false, ...more },
});
const standing = (operatorId: string, shortfallPpm: number) => ({
  ...{ operatorId, capacityPpm: 500_000, assignedPpm: 500_000 - shortfallPpm, shortfallPpm },
});

function row(
  candidates: ReturnType<typeof standsAt>[],
  standings: ReturnType<typeof standing>[],
  chosen: string | null,
) {
  const allocation = { bestCostFen: 4711, limitCostFen: 5182, withinPercent: 10, standings };
  return { candidates, basis: { round: 1, allocation }, chosenShiftId: chosen && `shift-${chosen}` };
}
const none = {
  feasible: false,
  place: null,
  violations: [{ constraint: "bariatric", detail: { patient: 133 } }],
};

describe("a match in one operator's eyes", () => {
  it.each([
    [
      "asked_by_share",
      row(
        [standsAt("own", 5000), standsAt("other", 4711)],
        [standing("own", 9), standing("other", 1)],
        "own",
      ),
    ],
    ["asked_backs_slot", row([standsAt("own", 5000, { backsSlot: true })], [standing("own", 9)], "own")],
    ["none_fits", row([standsAt("other", 4711), standsAt("own", 0, none)], [standing("other", 1)], "other")],
    [
      "asked_before",
      row([standsAt("other", 4711), standsAt("own", 5000, { askedBefore: true })], [], "other"),
    ],
    [
      "other_backs_slot",
      row([standsAt("other", 4711, { backsSlot: true }), standsAt("own", 5000)], [], "other"),
    ],
    ["beyond_limit", row([standsAt("other", 4711), standsAt("own", 5183)], [], "other")],
    [
      "other_below_share",
      row(
        [standsAt("own", 4711), standsAt("other", 5000)],
        [standing("own", 1), standing("other", 9)],
        "other",
      ),
    ],
    [
      "other_nearer",
      row(
        [standsAt("other", 4711), standsAt("own", 5000)],
        [standing("own", 5), standing("other", 5)],
        "other",
      ),
    ],
  ] as const)("says %s", (outcome, match) => {
    expect(ownMatch(match, "own")?.outcome).toBe(outcome);
  });

  it("tells nothing of the others but how many there are, and nothing of the patient", () => {
    const match = row(
      [
        standsAt("other", 4711),
        standsAt("third", 4876),
        standsAt("own", 5000),
        standsAt("own", 0, { ...none, shiftId: "shift-own-2" }),
      ],
      [standing("own", 1), standing("other", 77_777)],
      "other",
    );
    const seen = ownMatch(match, "own");
    expect(seen).toMatchObject({ compared: 4, fitting: 3, place: 1 });
    expect(seen?.vehicles).toEqual([
      { shiftId: "shift-own", fits: true, addedMetres: 1200, emptyMetres: 300, against: [] },
      { shiftId: "shift-own-2", fits: false, addedMetres: 1200, emptyMetres: 300, against: ["bariatric"] },
    ]);
    for (const secret of ["other", "third", "4711", "4876", "5182", "77777", "133"])
      expect(JSON.stringify({ ...seen, outcome: "" })).not.toContain(secret);
  });

  it("is none where no vehicle of the operator was compared", () => {
    expect(ownMatch(row([standsAt("other", 1)], [], "other"), "own")).toBeNull();
  });
});
