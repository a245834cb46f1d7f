import { and, eq, isNull, lt, lte, ne, or } from "drizzle-orm";
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
import { tellLapse } from "./tell";

/** Certified on paper, with a date that is over: its own, or that of a paper that was looked at. */
function overdue(tx: Tx) {
  const today = localDay(tx.now, tx.region.timeZone);
  const isOver = or(lte(certification.validUntil, tx.now), lt(lapsesOn, today));
  return and(eq(certification.status, "certified"), isOver);
}

/** The instant from which it no longer counted by its dates; null while it counts. */
function lapseOf({ span }: CertifiedSubject, now: Date): Date | null {
  const standing = isCertifiedAt(span, now.getTime());
  if (standing.certified || (standing.reason !== "expired" && standing.reason !== "paper_lapsed"))
    return null;
  const ends = [span.validUntil, span.papersLapseAt].filter((end) => end !== null);
  return new Date(Math.min(...ends));
}

/** Claim one lapse: of two rounds at once, one acts. */
async function claim(tx: Tx, id: string, lapsedAt: Date): Promise<boolean> {
  const [row] = await tx.db
    .update(certification)
    .set({ lapsedFor: lapsedAt })
    .where(
      and(
        eq(certification.regionId, tx.region.id),
        eq(certification.id, id),
        eq(certification.status, "certified"),
        or(isNull(certification.lapsedFor), ne(certification.lapsedFor, lapsedAt)),
      ),
    )
    .returning({ id: certification.id });
  return row !== undefined;
}

async function lapse(ctx: Context, subject: CertifiedSubject, lapsedAt: Date): Promise<boolean> {
  const { row } = subject;
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      if (!(await claim(p, row.id, lapsedAt))) return false;
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
 * put to others, the operator told. It blocked from its own instant on, whoever asked. Safe to repeat; answers how many.
 */
export async function sweepLapsed(ctx: Context): Promise<number> {
  const due = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => loadSubjects(p, overdue(p))));
  let count = 0;
  for (const subject of due) {
    const lapsedAt = lapseOf(subject, ctx.now);
    if (!lapsedAt || subject.row.lapsedFor?.getTime() === lapsedAt.getTime()) continue;
    if (await lapse(ctx, subject, lapsedAt)) count += 1;
  }
  return count;
}
