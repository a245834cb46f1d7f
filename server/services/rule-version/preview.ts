import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import { type NeedsTable, needsTable } from "@/server/core/needs";
import type { PreviewRuleInput } from "@/server/core/rule-input";
import type { RuleFailed } from "@/server/core/standard/evaluate";
import { type StandardSet, standardSet } from "@/server/core/standard/rules";
import { inTransaction } from "@/server/scope";
import { findInForce } from "@/server/services/rule";
import {
  certifiedAtWork,
  holdAgainst,
  namesOf,
  type SubjectName,
} from "@/server/services/standard/hold-against";
import type { CertifiedSubject } from "@/server/services/standard/subjects";
import { type AffectedTrip, affectedTrips, shiftsFrom } from "./affected";
import { stamped } from "./draft";
import { findVersion, type RuleRow } from "./find";
import { effectiveAt } from "./publish";

/** Somebody or something certified that a version would not let work. */
export interface FailingSubject extends SubjectName {
  certificationId: string;
  subject: "operator" | "vehicle" | "crew";
  subjectId: string;
  fails: Pick<RuleFailed, "ruleId" | "textZh" | "textEn">[];
  /** It fails the version that holds now as well. */
  failsAlready: boolean;
}

/** What a version would change on the day it holds. */
export interface RulePreview {
  at: Date;
  /** Certified and at work today, by kind: out of how many. */
  certified: Record<"operator" | "vehicle" | "crew", number>;
  failing: FailingSubject[];
  trips: AffectedTrip[];
  shiftCount: number;
  /** Rows of the table from needs to vehicle for which no certified vehicle would be there; null for other kinds. */
  withoutVehicle: string[] | null;
}

type Names = ReadonlyMap<string, SubjectName>;

function countBySubject(subjects: readonly CertifiedSubject[]): RulePreview["certified"] {
  const of = (kind: string) => subjects.filter(({ row }) => row.subject === kind).length;
  return { operator: of("operator"), vehicle: of("vehicle"), crew: of("crew") };
}

async function failingUnder(
  tx: Tx,
  set: StandardSet,
  subjects: readonly CertifiedSubject[],
  names: Names,
  at: Date,
): Promise<FailingSubject[]> {
  const present = await findInForce(tx, "standard");
  const before = present ? holdAgainst(present.content, subjects, at) : new Map();
  const after = holdAgainst(set, subjects, at);
  return subjects.flatMap(({ row }): FailingSubject[] => {
    const name = names.get(row.subjectId);
    const fails = after.get(row.subjectId)?.fails ?? [];
    if (!name || fails.length === 0) return [];
    return [
      {
        ...name,
        certificationId: row.id,
        subject: row.subject,
        subjectId: row.subjectId,
        fails: fails.map(({ ruleId, textZh, textEn }) => ({ ruleId, textZh, textEn })),
        failsAlready: before.get(row.subjectId)?.passes === false,
      },
    ];
  });
}

async function previewStandard(tx: Tx, row: RuleRow, content: unknown, at: Date): Promise<RulePreview> {
  const read = standardSet.safeParse(content);
  if (!read.success) throw new DomainError("bad_input", "rule.not_readable");
  const names = await namesOf(tx);
  const subjects = await certifiedAtWork(tx);
  const failing = await failingUnder(tx, read.data, subjects, names, at);
  const fails = new Map(failing.map((it) => [it.subjectId, it.fails.map(({ ruleId }) => ruleId)]));
  const standards = { set: read.data, versionId: row.id };
  const { shiftIds, trips } = await affectedTrips(tx, standards, await shiftsFrom(tx, at), fails, at);
  const certified = countBySubject(subjects);
  return { at, certified, failing, trips, shiftCount: shiftIds.length, withoutVehicle: null };
}

/** Rows of the table that no certified vehicle could serve: its class is not there, or nobody of it has the equipment. */
function unserved(table: NeedsTable, subjects: readonly CertifiedSubject[]): string[] {
  const vehicles = subjects.flatMap(({ facts }) => (facts?.kind === "vehicle" ? [facts.facts] : []));
  const serves = ({ allowedClasses, equipment }: NeedsTable["combinations"][number]) =>
    vehicles.some(
      (it) => allowedClasses.includes(it.class) && equipment.every((item) => (it.equipment[item] ?? 0) > 0),
    );
  return table.combinations.filter((row) => !serves(row)).map(({ id }) => id);
}

async function previewOther(tx: Tx, row: RuleRow, content: unknown, at: Date): Promise<RulePreview> {
  const subjects = await certifiedAtWork(tx);
  const table = row.kind === "needs" ? needsTable.safeParse(content) : null;
  if (table && !table.success) throw new DomainError("bad_input", "rule.not_readable");
  return {
    at,
    certified: countBySubject(subjects),
    failing: [],
    trips: [],
    shiftCount: 0,
    withoutVehicle: table ? unserved(table.data, subjects) : null,
  };
}

/**
 * Who and what certified today would fail a version from its day on, and which promised trips that would hit. Quotes,
 * assessments and needs that were given keep the version they cite, so that other kinds of rules hit no promise.
 * @throws DomainError bad_input `rule.not_readable`, `rule.day_past`
 */
export async function previewRule(ctx: Context, input: PreviewRuleInput): Promise<RulePreview> {
  return inTransaction(ctx, async (tx) => {
    const row = await findVersion(tx, input.ruleVersionId);
    const given =
      row.status === "notice" && row.validFrom ? row.validFrom : effectiveAt(tx, input.effectiveOn);
    const at = given > tx.now ? given : tx.now;
    const day = localDay(at, tx.region.timeZone);
    const content = stamped(tx, row, { day, reviewed: row.reviewed, noticeRef: row.noticeRef });
    if (row.kind === "standard") return previewStandard(tx, row, content, at);
    return previewOther(tx, row, content, at);
  });
}
