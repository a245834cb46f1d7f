import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { complaint, complaintEntry } from "@/db/schema/case";
import { file } from "@/db/schema/file";
import { organization } from "@/db/schema/organization";
import { trip } from "@/db/schema/trip";
import { actorName, actorRole, type Context, type Tx } from "@/server/context";
import type {
  complaintAdd,
  complaintAnswer,
  complaintClose,
  complaintList,
  complaintRef,
  complaintReopen,
} from "@/server/core/complaint-input";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { answerBy, decideBy } from "./deadline";
import { attachEvidence, evidenceOf } from "./evidence";
import { limitComplaint, subjectOfCase } from "./limit";
import { tellComplainant, tellDesk } from "./tell";

type ComplaintRow = typeof complaint.$inferSelect;
type Entry = Pick<typeof complaintEntry.$inferInsert, "kind" | "text" | "files">;

/** Files named as evidence exist and are the actor's to show. */
export async function checkEvidence(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx.db
    .select({ id: file.id })
    .from(file)
    .where(and(eq(file.regionId, tx.region.id), inArray(file.id, [...ids])));
  if (found.length !== new Set(ids).size) throw new DomainError("not_found", "file.not_found");
}

/** A case that the actor is part of. */
async function findCase(tx: Tx, id: string): Promise<ComplaintRow> {
  const [row] = await tx.db
    .select()
    .from(complaint)
    .where(and(eq(complaint.regionId, tx.region.id), eq(complaint.id, id)));
  if (!row) throw new DomainError("not_found", "complaint.not_found");
  return row;
}

/** Append what was said, for the same viewers as the case; answers with its id. */
export async function addEntry(tx: Tx, row: ComplaintRow, entry: Entry): Promise<string> {
  const id = uuidv7();
  await tx.db.insert(complaintEntry).values({
    ...entry,
    regionId: row.regionId,
    id,
    complaintId: row.id,
    bookingId: row.bookingId,
    by: actorName(tx.actor),
    createdAt: tx.now,
    viewerOrgs: row.viewerOrgs,
    viewerUsers: row.viewerUsers,
  });
  return id;
}

/** Move a case from one of the statuses it may be in, say why in an entry, tell the complainant, wake everybody in it. */
async function move(
  ctx: Context,
  verb: string,
  id: string,
  from: ComplaintRow["status"][],
  set: (tx: Tx) => Promise<Partial<ComplaintRow>>,
  entry: Entry,
) {
  return inTransaction(ctx, async (tx) => {
    const before = await findCase(tx, id);
    if (verb === "complaint.reopen") await limitComplaint(tx, "reopen", subjectOfCase(before));
    await checkEvidence(tx, entry.files);
    const [row] = await tx.db
      .update(complaint)
      .set(await set(tx))
      .where(and(eq(complaint.regionId, tx.region.id), eq(complaint.id, id), inArray(complaint.status, from)))
      .returning();
    if (!row) throw new DomainError("conflict", "complaint.already", { status: before.status });
    const entryId = await addEntry(tx, row, entry);
    await tellComplainant(tx, row, { id: entryId, kind: entry.kind, text: entry.text });
    if (entry.kind === "reopened" || entry.kind === "closed")
      await tellDesk(tx, row, "operator", entry.kind, entryId);
    const evidence = await attachEvidence(tx, row);
    await writeAudit(tx, {
      verb,
      noun: "complaint",
      nounId: id,
      bookingId: row.bookingId,
      before: { status: before.status },
      after: { status: row.status, decision: row.decision, ...(evidence.length > 0 ? { evidence } : {}) },
    });
    await wake(tx, { orgs: row.viewerOrgs, ...(row.bookingId ? { booking: row.bookingId } : {}) });
    return { complaintId: id, number: row.number, status: row.status };
  });
}

/** The operator's answer; the case then waits for the regulator. */
export async function answerComplaint(ctx: Context, input: z.infer<typeof complaintAnswer>) {
  return move(
    ctx,
    "complaint.answer",
    input.complaintId,
    ["open"],
    async (tx) => ({ status: "answered", answeredAt: tx.now, decideBy: await decideBy(tx) }),
    { kind: "answer", text: input.text, files: input.files },
  );
}

/** The regulator's finding and outcome, also without an answer. */
export async function closeComplaint(ctx: Context, input: z.infer<typeof complaintClose>) {
  const { complaintId, decision, outcome } = input;
  const set = { status: "closed" as const, decision, outcome, closedAt: ctx.now };
  return move(ctx, "complaint.close", complaintId, ["open", "answered"], async () => set, {
    kind: "closed",
    text: outcome,
    files: [],
  });
}

/** The complainant, or the regulator, is not content with how it ended: back to the operator, with a new deadline. */
export async function reopenComplaint(ctx: Context, input: z.infer<typeof complaintReopen>) {
  const afresh = { status: "open" as const, answeredAt: null, closedAt: null, decision: null, alarm: null };
  const set = async (tx: Tx) => {
    const due = await answerBy(tx);
    const before = await findCase(tx, input.complaintId);
    return { ...afresh, dueAt: due, decideBy: before.orgId ? null : due };
  };
  return move(ctx, "complaint.reopen", input.complaintId, ["answered", "closed"], set, {
    kind: "reopened",
    text: input.reason,
    files: input.files,
  });
}

/** A further message or evidence; the status stays. */
export async function addToComplaint(
  ctx: Context,
  input: z.infer<typeof complaintAdd>,
): Promise<{ complaintId: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await findCase(tx, input.complaintId);
    if (row.status === "closed" || row.status === "withdrawn")
      throw new DomainError("conflict", "complaint.already", { status: row.status });
    await limitComplaint(tx, "add", subjectOfCase(row));
    await checkEvidence(tx, input.files);
    await addEntry(tx, row, { kind: "message", text: input.text, files: input.files });
    await writeAudit(tx, {
      verb: "complaint.add",
      noun: "complaint",
      nounId: row.id,
      bookingId: row.bookingId,
    });
    await wake(tx, { orgs: row.viewerOrgs, ...(row.bookingId ? { booking: row.bookingId } : {}) });
    return { complaintId: row.id };
  });
}

/** Over the deadline of whoever's turn it is. */
function isLate({ status, dueAt, decideBy: decide }: ComplaintRow, now: Date): boolean {
  if (status === "open") return dueAt < now;
  return status === "answered" && decide !== null && decide < now;
}

function viewOf(
  tx: Tx,
  row: ComplaintRow,
  names: { zh: string | null; en: string | null },
  plate: string | null,
) {
  const { id, number, bookingId, orgId, topic, source, status, text, createdAt } = row;
  const { dueAt, answeredAt, decideBy, alarm, decision, outcome, closedAt } = row;
  const late = isLate(row, tx.now);
  return {
    id,
    number,
    bookingId,
    orgId,
    operatorZh: names.zh,
    operatorEn: names.en,
    plate: row.plate ?? plate,
    topic,
    source,
    status,
    text,
    dueAt,
    answeredAt,
    decideBy,
    alarm,
    late,
    decision,
    outcome,
    closedAt,
    createdAt,
  };
}

function withOperator(tx: Tx) {
  return tx.db
    .select({ row: complaint, zh: organization.nameZh, en: organization.nameEn, plate: trip.plate })
    .from(complaint)
    .leftJoin(
      organization,
      and(eq(organization.regionId, complaint.regionId), eq(organization.id, complaint.orgId)),
    )
    .leftJoin(trip, and(eq(trip.regionId, complaint.regionId), eq(trip.bookingId, complaint.bookingId)));
}

/** Cases as the actor may see them, newest first; the regulator sees all of the region. */
export async function listComplaints(ctx: Context, input: z.infer<typeof complaintList>) {
  return inTransaction(ctx, async (tx) => {
    const rows = await withOperator(tx)
      .where(
        and(
          eq(complaint.regionId, tx.region.id),
          input.status ? eq(complaint.status, input.status) : undefined,
          input.bookingId ? eq(complaint.bookingId, input.bookingId) : undefined,
        ),
      )
      .orderBy(desc(complaint.createdAt))
      .limit(500);
    return rows.map(({ row, zh, en, plate }) => viewOf(tx, row, { zh, en }, plate));
  });
}

/** One case with all that was said. Who said it is told by part, not by name. */
export async function getComplaint(ctx: Context, input: z.infer<typeof complaintRef>) {
  return inTransaction(ctx, async (tx) => {
    const [found] = await withOperator(tx).where(
      and(eq(complaint.regionId, tx.region.id), eq(complaint.id, input.complaintId)),
    );
    if (!found) throw new DomainError("not_found", "complaint.not_found");
    const entries = await tx.db
      .select({
        id: complaintEntry.id,
        kind: complaintEntry.kind,
        by: complaintEntry.by,
        text: complaintEntry.text,
        files: complaintEntry.files,
        createdAt: complaintEntry.createdAt,
      })
      .from(complaintEntry)
      .where(
        and(eq(complaintEntry.regionId, tx.region.id), eq(complaintEntry.complaintId, input.complaintId)),
      )
      .orderBy(asc(complaintEntry.createdAt), asc(complaintEntry.id));
    const mine = actorName(tx.actor);
    const isDesk = ["dispatcher", "regulator", "seat"].includes(actorRole(tx.actor));
    return {
      ...viewOf(tx, found.row, { zh: found.zh, en: found.en }, found.plate),
      entries: entries.map(({ by, ...entry }) => ({ ...entry, mine: by === mine })),
      /** For those who answer and decide; whoever complains has the trip's own page. */
      evidence: isDesk ? await evidenceOf(tx, input.complaintId) : [],
    };
  });
}
