import type { Context } from "@/server/context";
import { isCertifiedAt, openCertificationMoves, paperDue, papersFor } from "@/server/core/certification";
import { localDay } from "@/server/core/local-time";
import { inTransaction } from "@/server/scope";
import { settingsInForce } from "@/server/services/rule";
import { affectedBy } from "./affected";
import { evaluateCertification } from "./evaluate";
import { findCertification } from "./find";
import { inspectionsOf } from "./site-inspection";
import { factsAndSpan, papersOf } from "./subject";

/**
 * One certification with how it stands now, its papers, how many days the photo of a marking may hold, the evaluation as of now, the moves open to the reviewer, what hangs
 * on it and what was found on site.
 */
export async function getCertification(ctx: Context, input: { certificationId: string }) {
  return inTransaction(ctx, async (tx) => {
    const row = await findCertification(tx, input.certificationId);
    const { facts: subject, span } = await factsAndSpan(tx, row);
    const day = localDay(tx.now, tx.region.timeZone);
    const papers = (await papersOf(tx, row.id)).map((paper) => ({
      ...paper,
      due: paperDue(paper.expiresOn, day),
    }));
    const asker =
      subject.kind === "operator"
        ? { subject: "operator" as const, carriesCareTransfer: subject.facts.carriesCareTransfer }
        : subject.kind === "crew"
          ? { subject: "crew" as const, duties: subject.facts.duties }
          : { subject: "vehicle" as const };
    const { markings } = await settingsInForce(tx);
    const evaluation = await evaluateCertification(tx, row);
    return {
      ...row,
      standing: isCertifiedAt(span, tx.now.getTime()),
      papers,
      paperKinds: papersFor(asker),
      photoDays: markings.photoDays,
      subjectFacts: subject,
      current: evaluation,
      moves: openCertificationMoves(row.status),
      affected: await affectedBy(tx, row),
      inspections: await inspectionsOf(tx, row.id),
    };
  });
}
