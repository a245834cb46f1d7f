import { z } from "zod";
import { DomainError } from "./domain-error";
import type { RuleKind, RuleStatus } from "./rule";

/** What may happen to a version of a tariff, a standard or a triage (decisions.md, Price: one lifecycle). */
export const ruleMoves = ["announce", "put_in_force", "supersede", "withdraw"] as const;
export const ruleMove = z.enum(ruleMoves);
export type RuleMove = z.infer<typeof ruleMove>;

const table: Record<RuleStatus, Partial<Record<RuleMove, RuleStatus>>> = {
  draft: { announce: "notice", withdraw: "withdrawn" },
  notice: { put_in_force: "in_force", withdraw: "withdrawn" },
  in_force: { supersede: "superseded", withdraw: "withdrawn" },
  superseded: {},
  withdrawn: {},
};

/** The status after a move; a move that the table does not know is a conflict. */
export function nextRuleStatus(status: RuleStatus, move: RuleMove): RuleStatus {
  const next = table[status][move];
  if (!next) throw new DomainError("conflict", "rule.move_not_allowed", { status, move });
  return next;
}

/** The moves open at a status. */
export function openRuleMoves(status: RuleStatus): RuleMove[] {
  return ruleMoves.filter((move) => table[status][move] !== undefined);
}

export interface PublishCheck {
  id: string;
  passed: boolean;
}
export type PublishRefusal =
  | { reason: "no_checks" }
  | { reason: "check_failed"; checkId: string }
  | { reason: "note_missing" };

/** Kinds whose thresholds a regulator has to review; publishing them unreviewed takes a note that says why. */
const reviewedKinds: readonly RuleKind[] = ["standard", "triage", "needs"];

/**
 * Whether a version may be announced or put in force, with every reason against it. What fails its own checks can
 * be used for a preview and not published (decisions.md, Price); no checks at all is a failure, not a pass.
 */
export function canPublish(
  kind: RuleKind,
  checks: readonly PublishCheck[],
  reviewed: boolean,
  note: string | null,
): { allowed: boolean; refusals: PublishRefusal[] } {
  const refusals: PublishRefusal[] = checks
    .filter((check) => !check.passed)
    .map((check) => ({ reason: "check_failed", checkId: check.id }));
  if (checks.length === 0) refusals.push({ reason: "no_checks" });
  const noteNeeded = reviewedKinds.includes(kind) && !reviewed;
  if (noteNeeded && (note ?? "").trim() === "") refusals.push({ reason: "note_missing" });
  return { allowed: refusals.length === 0, refusals };
}

/** What decides when a version holds; instants in epoch milliseconds, `validUntil` excluded. */
export interface RuleSpan {
  status: RuleStatus;
  /** 试行: in force like any other, and said to be on trial. */
  trial: boolean;
  validFrom: number | null;
  validUntil: number | null;
}

/**
 * The version in force at an instant, null when there is none. A superseded version, and one withdrawn after it came
 * into force, still answers for its own time, so that old bills and decisions can be recomputed; such a version
 * without an end answers for nothing. Where two overlap the later one counts, so that an announced version holds from its
 * very instant.
 */
export function versionInForce<V extends RuleSpan>(versions: readonly V[], atInstant: number): V | null {
  let found: V | null = null;
  for (const version of versions) {
    if (!coversInstant(version, atInstant)) continue;
    if (found === null || (version.validFrom ?? 0) >= (found.validFrom ?? 0)) found = version;
  }
  return found;
}

function coversInstant(version: RuleSpan, atInstant: number): boolean {
  if (version.status === "draft") return false;
  if (version.validFrom === null || version.validFrom > atInstant) return false;
  // From its day on a version in notice counts, whether or not the job that writes so has run.
  if (version.validUntil === null) return version.status === "in_force" || version.status === "notice";
  return atInstant < version.validUntil;
}
