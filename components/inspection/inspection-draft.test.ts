import { describe, expect, it } from "vitest";
import type { OwnInspection } from "@/components/api/outputs";
import type { Entry } from "@/components/trip/outbox-entry";
import type { InspectionItem } from "@/server/core/inspection";
import { emptyDraft, filledOf, problemOfItem, problemOfOdometer } from "./inspection-draft";
import { stateWith } from "./use-inspections";

const item = (id: string, change: Partial<InspectionItem> = {}): InspectionItem => ({
  id,
  titleZh: id,
  titleEn: id,
  photo: false,
  blocks: true,
  ...change,
});
const items = [item("brakes"), item("body", { photo: true, blocks: false })];
const file = {
  fileId: "0199f5a0-0000-7000-8000-000000000009",
  purpose: "photo" as const,
  content: new Blob(),
};
const whole = { results: { brakes: "ok", body: "ok" } as const, notes: {}, odometer: "42012" };

describe("the list on the crew's phone", () => {
  it("is sent only when it is whole, as the server asks", () => {
    expect(filledOf(items, emptyDraft, {}, 42_000)).toBeNull();
    expect(filledOf(items, whole, {}, 42_000)).toBeNull();
    expect(filledOf(items, whole, { body: file }, 42_013)).toBeNull();
    expect(filledOf(items, whole, { body: file }, 42_000)).toEqual({
      odometerKm: 42_012,
      answers: [
        { item: "brakes", result: "ok", note: "", fileIds: [] },
        { item: "body", result: "ok", note: "", fileIds: [file.fileId] },
      ],
    });
  });

  it("says of each item what is missing", () => {
    const [brakes, body] = items as [InspectionItem, InspectionItem];
    expect(problemOfItem(brakes, emptyDraft, false)).toBe("unanswered");
    expect(problemOfItem(body, whole, false)).toBe("photo");
    const wrong = { ...whole, results: { brakes: "failed" } as const };
    expect(problemOfItem(brakes, wrong, false)).toBe("note");
    expect(problemOfItem(brakes, { ...wrong, notes: { brakes: "soft" } }, false)).toBeNull();
  });

  it.each([
    ["", "odometer"],
    ["12.5", "odometer"],
    ["41999", "odometerBack"],
    ["420120", "odometerFar"],
    [" 42000 ", null],
  ])("takes an odometer of %j: %s", (typed, problem) => {
    expect(problemOfOdometer(typed, 42_000)).toBe(problem);
  });
});

describe("the state that a phone works from", () => {
  const shiftId = "0199f5a0-0000-7000-8000-000000000002";
  const inspection = { shiftId, state: "due", items, faults: [] } as unknown as OwnInspection;
  const kept = (result: "ok" | "failed", of: string, failure: Entry["failure"] = null): Entry => ({
    id: of + result,
    owner: "m",
    tripId: shiftId,
    madeAt: 0,
    files: [],
    failure,
    call: {
      verb: "inspection.file",
      input: {
        inspectionId: shiftId,
        shiftId,
        inspectedAt: "2026-11-22T08:00:00Z",
        odometerKm: 1,
        answers: [{ item: of, result, note: "", fileIds: [] }],
      },
    },
  });

  it("counts what waits to be sent, and not what was refused", () => {
    expect(stateWith(inspection, [])).toBe("due");
    expect(stateWith(inspection, [kept("ok", "brakes")])).toBe("done");
    expect(stateWith(inspection, [kept("failed", "body")])).toBe("done");
    expect(stateWith(inspection, [kept("failed", "brakes")])).toBe("blocked");
    const refused = kept("ok", "brakes", {
      code: "conflict",
      key: "inspection.id_used",
      data: {},
      fields: [],
    });
    expect(stateWith(inspection, [refused])).toBe("due");
    expect(stateWith({ ...inspection, shiftId: "another" }, [kept("ok", "brakes")])).toBe("due");
  });
});
