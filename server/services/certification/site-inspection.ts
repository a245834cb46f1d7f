import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { account } from "@/db/schema/account";
import { siteInspection } from "@/db/schema/certification";
import { file } from "@/db/schema/file";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import type { InspectionOutcome } from "@/server/core/certification";
import type { InspectInput } from "@/server/core/certification-input";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { displayName } from "@/server/services/account/person";
import { writeAudit } from "@/server/services/audit";
import { findCertification } from "./find";
import { tellInspection } from "./tell";

/** Photos that this reviewer put as evidence and that hang on no booking; from now on the operator sees them too. */
async function shareWith(tx: Tx, fileIds: readonly string[], by: string, orgId: string): Promise<void> {
  const rows = await tx.db
    .update(file)
    .set({ viewerOrgs: sql`array_append(${file.viewerOrgs}, ${orgId})` })
    .where(
      and(
        eq(file.regionId, tx.region.id),
        inArray(file.id, [...fileIds]),
        eq(file.purpose, "evidence"),
        sql`${file.bookingId} IS NULL AND ${by} = ANY (${file.viewerUsers})`,
      ),
    )
    .returning({ id: file.id });
  if (rows.length !== fileIds.length) throw new DomainError("not_found", "file.not_found");
}

function assertDays(tx: Tx, input: InspectInput): void {
  const today = localDay(tx.now, tx.region.timeZone);
  if (input.inspectedOn > today) throw new DomainError("bad_input", "certification.inspected_later");
  if (input.outcome === "remedy" && (input.remedyBy === null || input.remedyBy < today))
    throw new DomainError("bad_input", "certification.remedy_day");
}

/**
 * Keep what a visit on site found, with its photos; the operator is told. Nothing is suspended by it: that is a decision of
 * its own, and after a failed visit nothing is granted before another one.
 * @throws DomainError not_found `certification.not_found` | `file.not_found`; bad_input where the days cannot be
 */
export async function inspectOnSite(ctx: Context, input: InspectInput): Promise<{ inspectionId: string }> {
  const by = accountIdOf(ctx) ?? "";
  return inTransaction(ctx, async (tx) => {
    const row = await findCertification(tx, input.certificationId);
    assertDays(tx, input);
    const { inspectedOn, outcome, findings } = input;
    const fileIds = [...new Set(input.fileIds)];
    const remedyBy = outcome === "remedy" ? input.remedyBy : null;
    await shareWith(tx, fileIds, by, row.orgId);
    const id = uuidv7();
    const said = { inspectedOn, outcome, findings, remedyBy, fileIds };
    await tx.db.insert(siteInspection).values({
      regionId: tx.region.id,
      id,
      orgId: row.orgId,
      certificationId: row.id,
      ...said,
      inspectedBy: by,
      createdAt: tx.now,
    });
    const about = { noun: "certification", nounId: row.id };
    await writeAudit(tx, { verb: "certification.inspect", ...about, after: { inspectionId: id, ...said } });
    await tellInspection(tx, row, { id, outcome, findings, remedyBy });
    await wake(tx, { orgs: [row.orgId] });
    return { inspectionId: id };
  });
}

export interface SiteInspectionView {
  id: string;
  inspectedOn: string;
  outcome: InspectionOutcome;
  findings: string;
  remedyBy: string | null;
  fileIds: string[];
  /** The official who went there. */
  inspector: string;
  createdAt: Date;
}

/** Visits on site to a certification's subject, newest first. */
export async function inspectionsOf(tx: Tx, certificationId: string): Promise<SiteInspectionView[]> {
  const rows = await tx.db
    .select()
    .from(siteInspection)
    .where(
      and(eq(siteInspection.regionId, tx.region.id), eq(siteInspection.certificationId, certificationId)),
    )
    .orderBy(desc(siteInspection.createdAt), desc(siteInspection.id));
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ inspectedBy }) => inspectedBy))];
  const people = await asPlatform(tx, (p) => p.db.select().from(account).where(inArray(account.id, ids)));
  const names = new Map(people.map((row) => [row.id, displayName(row)]));
  return rows.map(({ id, inspectedOn, outcome, findings, remedyBy, fileIds, inspectedBy, createdAt }) => ({
    id,
    inspectedOn,
    outcome,
    findings,
    remedyBy,
    fileIds,
    inspector: names.get(inspectedBy) ?? "",
    createdAt,
  }));
}

/** What failed on site is granted only after another visit. @throws DomainError conflict `certification.failed_on_site` */
export async function assertNotFailedOnSite(tx: Tx, certificationId: string): Promise<void> {
  const [newest] = await inspectionsOf(tx, certificationId);
  if (newest?.outcome === "failed")
    throw new DomainError("conflict", "certification.failed_on_site", { on: newest.inspectedOn });
}
