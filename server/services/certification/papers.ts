import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { paper } from "@/db/schema/certification";
import { file } from "@/db/schema/file";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import type { AddPaperInput, CheckPaperInput } from "@/server/core/certification-input";
import { DomainError } from "@/server/core/domain-error";
import { sideOf } from "@/server/core/marking/photo";
import { maskResidentId } from "@/server/core/masking";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { bumpPlans } from "@/server/services/plan/route";
import { affectedBy } from "./affected";
import { findCertification } from "./find";
import type { CertificationRow } from "./subject";

/** The file of a paper was put by the same organization, as a paper or a photo of the marking. */
async function checkPaperFile(tx: Tx, fileId: string | null): Promise<void> {
  if (fileId === null) return;
  const [found] = await tx.db
    .select({ purpose: file.purpose })
    .from(file)
    .where(and(eq(file.regionId, tx.region.id), eq(file.id, fileId)));
  if (found?.purpose !== "paper" && found?.purpose !== "marking")
    throw new DomainError("not_found", "file.not_found");
}

/** Plans that rest on a certification are read again. */
async function bumpAffected(tx: Tx, row: CertificationRow): Promise<void> {
  const { shifts } = await affectedBy(tx, row);
  await asPlatform(tx, (p) =>
    bumpPlans(
      p,
      shifts.map(({ id }) => id),
    ),
  );
}

/** The number of a paper as it is kept: an identity number sealed, its mask in clear; any other as it is. */
export function keptNumber(tx: Tx, { kind, number }: Pick<AddPaperInput, "kind" | "number">) {
  if (kind !== "identity") return { number, numberSealed: null };
  return { number: maskResidentId(number), numberSealed: seal(number, `${tx.region.id}/paper/number`) };
}

/** Hand in a paper; an earlier one of the kind is kept as replaced. */
export async function addPaper(ctx: Context, input: AddPaperInput): Promise<{ paperId: string }> {
  const { certificationId, ...values } = input;
  return inTransaction(ctx, async (tx) => {
    const row = await findCertification(tx, certificationId);
    await checkPaperFile(tx, input.fileId);
    const mine = and(
      eq(paper.regionId, tx.region.id),
      eq(paper.certificationId, row.id),
      eq(paper.kind, input.kind),
    );
    await tx.db
      .update(paper)
      .set({ replaced: true })
      .where(and(mine, eq(paper.replaced, false)));
    const id = uuidv7();
    await tx.db.insert(paper).values({
      regionId: tx.region.id,
      id,
      orgId: row.orgId,
      certificationId,
      ...values,
      ...keptNumber(tx, input),
      createdAt: tx.now,
    });
    const after = { kind: input.kind, expiresOn: input.expiresOn, fileId: input.fileId };
    await writeAudit(tx, { verb: "certification.addPaper", noun: "paper", nounId: id, after });
    await bumpAffected(tx, row);
    await wake(tx, { orgs: [row.orgId] });
    return { paperId: id };
  }).catch((error: unknown) => {
    // Two people handed in the same paper at once.
    if (lostRace(error)) throw new DomainError("conflict", "certification.changed_meanwhile");
    throw error;
  });
}

/**
 * The reviewer has looked at a paper, or takes that back; plans that rest on it are read again. Photos of a marking go by
 * their own list (`marking.reviewPhoto`). @throws DomainError bad_input `marking.photo_by_list`
 */
export async function checkPaper(ctx: Context, input: CheckPaperInput): Promise<{ checked: boolean }> {
  return inTransaction(ctx, async (tx) => {
    const [changed] = await tx.db
      .update(paper)
      .set({ checked: input.checked })
      .where(and(eq(paper.regionId, tx.region.id), eq(paper.id, input.paperId), eq(paper.replaced, false)))
      .returning({ certificationId: paper.certificationId, kind: paper.kind });
    if (!changed) throw new DomainError("not_found", "certification.paper_not_found");
    if (sideOf(changed.kind)) throw new DomainError("bad_input", "marking.photo_by_list");
    const row = await findCertification(tx, changed.certificationId);
    await bumpAffected(tx, row);
    const after = { kind: changed.kind, checked: input.checked };
    await writeAudit(tx, { verb: "certification.checkPaper", noun: "paper", nounId: input.paperId, after });
    await wake(tx, { orgs: [row.orgId] });
    return { checked: input.checked };
  });
}
