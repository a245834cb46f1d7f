import { describe, expect, it } from "vitest";
import { type CaseAlarm, type CaseStatus, caseAlarmDue } from "./case";

const hour = 3_600_000;
const due = 1_000 * hour;
const its = (status: CaseStatus, alarm: CaseAlarm | null = null, decideBy: number | null = null) => ({
  status,
  dueAt: due,
  decideBy,
  alarm,
});

describe("the alarm of a case", () => {
  it.each([
    ["long before", its("open"), due - 25 * hour, null],
    ["a day before", its("open"), due - 24 * hour, "reminded"],
    ["a day before, once", its("open", "reminded"), due - hour, null],
    ["at the deadline", its("open", "reminded"), due, "overdue"],
    ["never reminded, over it", its("open"), due + hour, "overdue"],
    ["already carried up", its("open", "overdue", due + 50 * hour), due + hour, null],
    ["still not decided", its("open", "overdue", due + 50 * hour), due + 50 * hour, "undecided"],
    ["answered in time", its("answered", "reminded", due + 50 * hour), due + hour, null],
    ["answered, not decided", its("answered", null, due + 50 * hour), due + 50 * hour, "undecided"],
    ["undecided, once", its("answered", "undecided", due + 50 * hour), due + 90 * hour, null],
    ["the regulator's own from the start", its("open", null, due), due, "undecided"],
    ["closed", its("closed", null, due), due + 90 * hour, null],
    ["withdrawn", its("withdrawn"), due + 90 * hour, null],
  ])("%s", (_, clock, at, expected) => {
    expect(caseAlarmDue(clock, 24, at)).toBe(expected);
  });
});
