import type { Tx } from "@/server/context";
import type { CertificationMove } from "@/server/core/certification";
import type { DecideCertificationInput } from "@/server/core/certification-input";
import { DomainError } from "@/server/core/domain-error";
import { endOfDay } from "@/server/core/standard/day";
import { nextNumber } from "@/server/services/counter";
import { issueMarking } from "@/server/services/marking/issue";
import type { CertificationEvaluation } from "./evaluate";
import { assertNotFailedOnSite } from "./site-inspection";
import type { CertificationRow } from "./subject";

const granting: readonly CertificationMove[] = ["certify", "extend", "lift"];

/** Whether a move lets its subject work, from now on or again. */
export const isGranting = (move: CertificationMove): boolean => granting.includes(move);

/** What fails the standards is not certified; the reviewer hears which rule and why. */
function assertPasses(evaluation: CertificationEvaluation): void {
  const [first] = evaluation.fails;
  if (!first) return;
  throw new DomainError("bad_input", "certification.standard_fails", {
    count: evaluation.fails.length,
    rule: first.ruleId,
    textZh: first.textZh,
    textEn: first.textEn,
  });
}

/** A certified vehicle gets its marking's serial once: region, year, running number. */
async function serialFor(tx: Tx, row: CertificationRow): Promise<string | null> {
  if (row.subject !== "vehicle" || row.serial) return row.serial;
  return `${tx.region.id}-${await nextNumber(tx, "marking")}`;
}

export type Grant = Partial<
  Pick<CertificationRow, "validFrom" | "validUntil" | "serial" | "conditions" | "conditionsPublic">
>;

/**
 * What a move grants, if it does: only what passes the standards, was not failed on site, and ends in the future.
 * @throws DomainError bad_input `certification.standard_fails` and others; unavailable `certification.no_standards`
 */
export async function grantOf(
  tx: Tx,
  row: CertificationRow,
  input: DecideCertificationInput,
  evaluation: CertificationEvaluation | null,
): Promise<Grant> {
  if (!isGranting(input.move)) return {};
  if (input.move !== "lift" && !input.validUntil)
    throw new DomainError("bad_input", "certification.validity_missing");
  if (!evaluation) throw new DomainError("unavailable", "certification.no_standards");
  assertPasses(evaluation);
  await assertNotFailedOnSite(tx, row.id);
  const until = input.validUntil ? new Date(endOfDay(input.validUntil, tx.region.timeZone)) : row.validUntil;
  if (until && until <= tx.now) throw new DomainError("bad_input", "certification.validity_past");
  const serial = await serialFor(tx, row);
  return {
    validFrom: row.validFrom ?? tx.now,
    validUntil: until,
    serial,
    // Lifting a suspension leaves the grant as it was; a new grant says its conditions anew.
    ...(input.move === "lift"
      ? {}
      : {
          conditions: input.conditions,
          conditionsPublic: input.conditions !== null && input.conditionsPublic,
        }),
  };
}

/**
 * A newly certified vehicle gets its marking; one that was revoked before a new issue of it, so that the stickers of then
 * stay void.
 */
export async function markCertified(
  tx: Tx,
  row: CertificationRow,
  move: string,
  serial: string | null | undefined,
): Promise<void> {
  if (move !== "certify" || row.subject !== "vehicle" || !serial) return;
  const reason = row.serial === null ? "first" : "recertified";
  await issueMarking(tx, { orgId: row.orgId, vehicleId: row.subjectId, serial, reason });
}
