import { and, eq, lt, lte, or } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import type { Context, Tx } from "@/server/context";
import { isCertifiedAt } from "@/server/core/certification";
import { localDay } from "@/server/core/local-time";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { isAtWork } from "@/server/services/standard/at-work";
import { lapsesOn } from "@/server/services/standard/span";
import { type CertifiedSubject, loadSubjects } from "@/server/services/standard/subjects";
import { takeFromPlans } from "./end";
import type { CertificationRow } from "./subject";
import { tellLapse } from "./tell";

/** Certified on paper, with a date that is over: its own, or that of a paper that was looked at. */
function overdue(tx: Tx) {
  const today = localDay(tx.now, tx.region.timeZone);
  const isOver = or(lte(certification.validUntil, tx.now), lt(lapsesOn, today));
  return and(eq(certification.status, "certified"), isOver);
}

/** The instant from which it no longer counted by its dates; null while it counts, and where that was acted on. */
function openLapse({ row, span }: CertifiedSubject, now: Date): Date | null {
  const standing = isCertifiedAt(span, now.getTime());
  if (standing.certified || (standing.reason !== "expired" && standing.reason !== "paper_lapsed"))
    return null;
  const ends = [span.validUntil, span.papersLapseAt].filter((end) => end !== null);
  const lapsedAt = new Date(Math.min(...ends));
  return row.lapsedFor?.getTime() === lapsedAt.getTime() ? null : lapsedAt;
}

/** Take one certification that is due, as it stands under its lock: it may have been extended, or acted on, since it was found. */
async function claim(tx: Tx, id: string): Promise<{ row: CertificationRow; lapsedAt: Date } | null> {
  const isIt = and(eq(certification.regionId, tx.region.id), eq(certification.id, id));
  await tx.db.select({ id: certification.id }).from(certification).where(isIt).for("no key update");
  const [subject] = await loadSubjects(tx, eq(certification.id, id));
  const lapsedAt = subject ? openLapse(subject, tx.now) : null;
  if (!subject || !lapsedAt) return null;
  await tx.db.update(certification).set({ lapsedFor: lapsedAt }).where(isIt);
  return { row: subject.row, lapsedAt };
}

async function lapse(ctx: Context, id: string): Promise<boolean> {
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const claimed = await claim(p, id);
      if (!claimed) return false;
      const { row, lapsedAt } = claimed;
      const hit = await takeFromPlans(p, row, "lapsed");
      const after = { lapsedAt: lapsedAt.toISOString(), ...hit };
      await writeAudit(p, { verb: "certification.lapse", noun: "certification", nounId: row.id, after });
      // Who retired a vehicle or let a person go ended it by intent.
      if (await isAtWork(p, row)) await tellLapse(p, row, lapsedAt, hit.bookings.length);
      await wake(p, { orgs: [row.orgId] });
      return true;
    }),
  );
}

/**
 * What lapsed by date since the last round is acted on as a suspension is: recorded, plans read again, offers closed, bookings
 * put to others, the operator told. It blocked from its own instant on, whoever asked. Safe to repeat; answers how many. One
 * that fails does not keep the others from being done; its error is thrown when all were tried.
 */
export async function sweepLapsed(ctx: Context): Promise<number> {
  const due = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => loadSubjects(p, overdue(p))));
  const failures: unknown[] = [];
  let count = 0;
  for (const subject of due) {
    if (!openLapse(subject, ctx.now)) continue;
    const isDone = await lapse(ctx, subject.row.id).catch((error: unknown) => {
      failures.push(error);
      return false;
    });
    if (isDone) count += 1;
  }
  if (failures.length > 0) throw failures[0];
  return count;
}
