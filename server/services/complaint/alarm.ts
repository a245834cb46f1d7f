import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { complaint } from "@/db/schema/case";
import type { Context, Tx } from "@/server/context";
import { type CaseAlarm, caseAlarmDue } from "@/server/core/case";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { settingsInForce } from "@/server/services/rule";
import { addEntry } from "./case";
import { decideBy } from "./deadline";
import { type CaseDesk, tellComplainant, tellDesk } from "./tell";

type ComplaintRow = typeof complaint.$inferSelect;

/** So many cases a round; the next one takes the rest. */
const perRound = 200;
const desks: Record<CaseAlarm, CaseDesk[]> = {
  reminded: ["operator"],
  overdue: ["operator", "regulator"],
  undecided: ["regulator", "region_admin"],
};

function dueAlarm(row: ComplaintRow, remindHours: number, now: Date): CaseAlarm | null {
  const { status, alarm } = row;
  const clock = { status, alarm, dueAt: row.dueAt.getTime(), decideBy: row.decideBy?.getTime() ?? null };
  return caseAlarmDue(clock, remindHours, now.getTime());
}

/** Claim one alarm: of two rounds at once, one raises it. */
async function claim(tx: Tx, row: ComplaintRow, alarm: CaseAlarm): Promise<ComplaintRow | null> {
  const turn = alarm === "overdue" && row.decideBy === null ? { decideBy: await decideBy(tx) } : {};
  const [raised] = await tx.db
    .update(complaint)
    .set({ alarm, alarmAt: tx.now, ...turn })
    .where(
      and(
        eq(complaint.regionId, tx.region.id),
        eq(complaint.id, row.id),
        eq(complaint.status, row.status),
        row.alarm === null ? isNull(complaint.alarm) : eq(complaint.alarm, row.alarm),
      ),
    )
    .returning();
  return raised ?? null;
}

async function raise(tx: Tx, seen: ComplaintRow, alarm: CaseAlarm): Promise<boolean> {
  const row = await claim(tx, seen, alarm);
  if (!row) return false;
  const entryId = await addEntry(tx, row, { kind: alarm, text: "", files: [] });
  for (const desk of desks[alarm]) await tellDesk(tx, row, desk, alarm, entryId);
  await tellComplainant(tx, row, { id: entryId, kind: alarm, text: "" });
  await writeAudit(tx, {
    verb: "complaint.escalate",
    noun: "complaint",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { alarm: seen.alarm },
    after: { alarm, status: row.status, told: desks[alarm] },
  });
  await wake(tx, { orgs: row.viewerOrgs, ...(row.bookingId ? { booking: row.bookingId } : {}) });
  return true;
}

/**
 * The round that carries cases up: an operator is reminded before its deadline, an unanswered case goes to the regulator and
 * whoever complained hears so, an undecided one to the region's administration. Each once, with its entry in the case.
 * Safe to repeat; answers how many were raised.
 */
export async function escalateComplaints(ctx: Context): Promise<number> {
  const due = await inTransaction(ctx, async (tx) => {
    const { complaints } = await settingsInForce(tx);
    const rows = await tx.db
      .select()
      .from(complaint)
      .where(and(eq(complaint.regionId, tx.region.id), inArray(complaint.status, ["open", "answered"])))
      .orderBy(asc(complaint.dueAt));
    return rows.flatMap((row) => {
      const alarm = dueAlarm(row, complaints.remindHoursBefore, tx.now);
      return alarm ? [{ row, alarm }] : [];
    });
  });
  let raised = 0;
  for (const { row, alarm } of due.slice(0, perRound)) {
    const isRaised = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => raise(p, row, alarm)));
    raised += isRaised ? 1 : 0;
  }
  return raised;
}
