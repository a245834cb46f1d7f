import { and, eq, inArray, isNull } from "drizzle-orm";
import type { z } from "zod";
import { adverseEvent, disinfection } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import type { adverseAdd, adverseClose, adverseTellInsurer } from "@/server/core/adverse-input";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { bookingOf, tellBooker, trackUrl } from "@/server/services/trip/tell";
import { checkEvidence } from "./evidence";
import { type AdverseRow, addEntry } from "./tell";

async function findAdverse(tx: Tx, id: string): Promise<AdverseRow> {
  const [row] = await tx.db
    .select()
    .from(adverseEvent)
    .where(and(eq(adverseEvent.regionId, tx.region.id), eq(adverseEvent.id, id)));
  if (!row) throw new DomainError("not_found", "adverse.not_found");
  return row;
}

async function change(
  tx: Tx,
  verb: string,
  adverseId: string,
  from: AdverseRow["status"][],
  set: Partial<AdverseRow>,
): Promise<AdverseRow> {
  const before = await findAdverse(tx, adverseId);
  const [row] = await tx.db
    .update(adverseEvent)
    .set(set)
    .where(
      and(
        eq(adverseEvent.regionId, tx.region.id),
        eq(adverseEvent.id, adverseId),
        inArray(adverseEvent.status, from),
      ),
    )
    .returning();
  if (!row) throw new DomainError("conflict", "adverse.already", { status: before.status });
  await writeAudit(tx, {
    verb,
    noun: "adverse_event",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: before.status },
    after: { status: row.status, insurer: row.insurer },
  });
  await wake(tx, { orgs: [row.orgId], booking: row.bookingId });
  return row;
}

/** The operator's insurer was told: the event counts as reported. */
export function tellInsurer(ctx: Context, input: z.infer<typeof adverseTellInsurer>) {
  const { adverseId, insurer } = input;
  return inTransaction(ctx, async (tx) => {
    const set = { status: "reported" as const, insurer, insurerToldAt: tx.now };
    const row = await change(tx, "adverse.tellInsurer", adverseId, ["open"], set);
    await addEntry(tx, row, { kind: "told", party: "insurer", text: insurer });
    return { adverseId, status: row.status };
  });
}

/**
 * What was found out or done since, with photos; or that somebody was told of it by word of mouth (`party`).
 * @throws DomainError not_found `adverse.not_found`, `file.not_found`; conflict `adverse.already`
 */
export function addToAdverse(ctx: Context, input: z.infer<typeof adverseAdd>) {
  const { adverseId, text, files, party } = input;
  return inTransaction(ctx, async (tx) => {
    await checkEvidence(tx, files);
    const row = await findAdverse(tx, adverseId);
    if (row.status === "closed") throw new DomainError("conflict", "adverse.already", { status: row.status });
    await addEntry(tx, row, party ? { kind: "told", party, text, files } : { kind: "added", text, files });
    await writeAudit(tx, {
      verb: "adverse.add",
      noun: "adverse_event",
      nounId: row.id,
      bookingId: row.bookingId,
      after: { party: party ?? null, files: files.length },
    });
    await wake(tx, { orgs: [row.orgId] });
    return { adverseId };
  });
}

/** Nothing is settled while somebody or something still waits for disinfection. */
async function assertDisinfected(tx: Tx, adverseId: string): Promise<void> {
  const waiting = await tx.db
    .select({ id: disinfection.id })
    .from(disinfection)
    .where(
      and(
        eq(disinfection.regionId, tx.region.id),
        eq(disinfection.adverseId, adverseId),
        isNull(disinfection.doneAt),
      ),
    );
  if (waiting.length > 0)
    throw new DomainError("conflict", "adverse.disinfection_open", { count: waiting.length });
}

/**
 * The regulator closes it with its outcome; the ward or family that reported it is told.
 * @throws DomainError not_found `adverse.not_found`; conflict `adverse.already`, `adverse.disinfection_open`
 */
export function closeAdverse(ctx: Context, input: z.infer<typeof adverseClose>) {
  const { adverseId, outcome } = input;
  return inTransaction(ctx, async (tx) => {
    await assertDisinfected(tx, adverseId);
    const set = { status: "closed" as const, outcome, closedAt: tx.now };
    const row = await change(tx, "adverse.close", adverseId, ["open", "reported"], set);
    const entryId = await addEntry(tx, row, { kind: "closed", text: outcome });
    if (row.reporter === "family" || row.reporter === "ward") {
      const booked = await bookingOf(tx, row.bookingId);
      const data = { bookingNumber: booked.number, kind: row.kind, outcome, trackUrl: trackUrl(booked) };
      await tellBooker(tx, booked, "adverse_event_closed", data, `adverse_closed:${entryId}`);
      await addEntry(tx, row, { kind: "told", party: "booker", told: 1 });
    }
    return { adverseId, status: row.status };
  });
}
