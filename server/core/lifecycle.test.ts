import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canPublish,
  nextRuleStatus,
  openRuleMoves,
  type RuleSpan,
  ruleMoves,
  versionInForce,
} from "./lifecycle";
import { ruleStatuses } from "./rule";

describe("the life of a rule version", () => {
  const allowed: Record<string, string> = {
    "draft announce": "notice",
    "draft withdraw": "withdrawn",
    "notice put_in_force": "in_force",
    "notice withdraw": "withdrawn",
    "in_force supersede": "superseded",
    "in_force withdraw": "withdrawn",
  };
  const cases = ruleStatuses.flatMap((status) => ruleMoves.map((move) => ({ status, move })));
  it.each(cases)("$status × $move", ({ status, move }) => {
    const next = allowed[`${status} ${move}`];
    expect(openRuleMoves(status).includes(move)).toBe(next !== undefined);
    if (next) expect(nextRuleStatus(status, move)).toBe(next);
    else expect(() => nextRuleStatus(status, move)).toThrow(expect.objectContaining({ code: "conflict" }));
  });
});

describe("canPublish", () => {
  const good = [{ id: "sums", passed: true }];
  it.each([
    ["tariff", good, false, null, []],
    ["triage", good, true, null, []],
    ["triage", good, false, "first season, thresholds under review", []],
    ["triage", good, false, "  ", [{ reason: "note_missing" }]],
    ["standard", good, false, null, [{ reason: "note_missing" }]],
    [
      "tariff",
      [...good, { id: "gap", passed: false }],
      true,
      "anyway",
      [{ reason: "check_failed", checkId: "gap" }],
    ],
    ["tariff", [], true, "anyway", [{ reason: "no_checks" }]],
  ] as const)("%s, checks %j, reviewed %s, note %s", (kind, checks, reviewed, note, refusals) => {
    expect(canPublish(kind, checks, reviewed, note)).toEqual({ allowed: refusals.length === 0, refusals });
  });
});

describe("versionInForce", () => {
  const span = (status: RuleSpan["status"], validFrom: number | null, validUntil: number | null = null) => ({
    status,
    trial: false,
    validFrom,
    validUntil,
  });
  const old = span("superseded", 100, 200);
  const now = { ...span("in_force", 200), trial: true };
  const next = span("notice", 300);
  const all = [next, now, old, span("draft", 0), span("withdrawn", 150), span("superseded", 0)];

  it.each([
    [99, null],
    [100, old],
    [199, old],
    [200, now],
    [299, now],
    [300, next],
    [1000, next],
  ])("at %i", (at, version) => {
    expect(versionInForce(all, at)).toBe(version);
  });

  it("lets a version withdrawn from force answer for its own time only", () => {
    const pulled = span("withdrawn", 100, 150);
    expect(versionInForce([pulled], 149)).toBe(pulled);
    expect(versionInForce([pulled], 150)).toBeNull();
  });

  it("never depends on the order of versions that follow one another", () => {
    const starts = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(starts, fc.integer({ min: 0, max: 1100 }), (given, at) => {
        const sorted = [...given].sort((a, b) => a - b);
        const versions = sorted.map((from, index) =>
          span(index === sorted.length - 1 ? "in_force" : "superseded", from, sorted[index + 1] ?? null),
        );
        const expected = versions.filter((version) => (version.validFrom ?? 0) <= at).at(-1) ?? null;
        expect(versionInForce(versions, at)).toBe(expected);
        expect(versionInForce([...versions].reverse(), at)).toBe(expected);
      }),
    );
  });
});
