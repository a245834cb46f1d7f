import { and, eq, gt, inArray, isNotNull, isNull, lte } from "drizzle-orm";
import { certification, paper } from "@/db/schema/certification";
import { vehicle } from "@/db/schema/fleet";
import type { Context, Tx } from "@/server/context";
import { paperDue, type ReminderDays } from "@/server/core/certification";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { inTransaction } from "@/server/scope";
import { isAtWork } from "@/server/services/standard/at-work";
import type { CertificationRow } from "./subject";
import { tellEnding, tellPaperLapsing } from "./tell";

const lookAheadDays = 60;
/** Nobody renews the papers of what was refused or revoked: it is applied for anew. */
const alive = ["applied", "in_review", "more_asked", "certified", "suspended"] as const;

function papersUntil(tx: Tx, from: string, until: string) {
  return tx.db
    .select({ paper, row: certification })
    .from(paper)
    .innerJoin(
      certification,
      and(eq(certification.regionId, paper.regionId), eq(certification.id, paper.certificationId)),
    )
    .where(
      and(
        eq(paper.regionId, tx.region.id),
        eq(paper.replaced, false),
        isNotNull(paper.expiresOn),
        gt(paper.expiresOn, addDays(from, -1)),
        lte(paper.expiresOn, until),
        inArray(certification.status, [...alive]),
      ),
    );
}

/** Grants that end soon; a vehicle that its operator retires ends by intent. */
async function grantsUntil(tx: Tx, until: Date): Promise<CertificationRow[]> {
  const rows = await tx.db
    .select({ row: certification })
    .from(certification)
    .leftJoin(
      vehicle,
      and(eq(vehicle.regionId, certification.regionId), eq(vehicle.id, certification.subjectId)),
    )
    .where(
      and(
        eq(certification.regionId, tx.region.id),
        inArray(certification.status, ["certified", "suspended"]),
        gt(certification.validUntil, tx.now),
        lte(certification.validUntil, until),
        isNull(vehicle.retiresOn),
      ),
    );
  return rows.map(({ row }) => row);
}

/** The reminder that a last day asks for on a day; null when none does. */
function bucketOn(lastDay: string, today: string): { daysLeft: number; bucket: ReminderDays } | null {
  const due = paperDue(lastDay, today);
  if (!due || due.lapsed || due.bucket === null) return null;
  return { daysLeft: due.daysLeft, bucket: due.bucket };
}

async function remindOfPapers(tx: Tx, today: string): Promise<void> {
  for (const { paper: it, row } of await papersUntil(tx, today, addDays(today, lookAheadDays))) {
    const due = it.expiresOn ? bucketOn(it.expiresOn, today) : null;
    if (!due || !it.expiresOn || !(await isAtWork(tx, row))) continue;
    const { id, kind, expiresOn } = it;
    await tellPaperLapsing(tx, row, { id, kind, expiresOn, ...due });
  }
}

async function remindOfGrants(tx: Tx, today: string): Promise<void> {
  const { timeZone } = tx.region;
  for (const row of await grantsUntil(tx, startOfDay(addDays(today, lookAheadDays + 1), timeZone))) {
    if (!row.validUntil || !(await isAtWork(tx, row))) continue;
    const due = bucketOn(localDay(new Date(row.validUntil.getTime() - 1), timeZone), today);
    if (due) await tellEnding(tx, row, row.validUntil, due.bucket);
  }
}

/**
 * Say at 60, 30 and 7 days and on the last day which paper lapses and which grant ends, once each: to the operator's
 * dispatchers, and to the person whose own it is.
 */
export async function remindPapers(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const today = localDay(tx.now, tx.region.timeZone);
    await remindOfPapers(tx, today);
    await remindOfGrants(tx, today);
  });
}
