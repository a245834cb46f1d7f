import { and, eq, inArray } from "drizzle-orm";
import { complaint, complaintEntry, complaintEvidence, rating } from "@/db/schema/case";
import { file } from "@/db/schema/file";
import { reliefClaim } from "@/db/schema/relief";
import { adverseEntry, adverseEvent } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { dropFiles } from "@/server/services/file";

/** Files that were only shown in a complaint: what a hand-over or an adverse event also rests on belongs to the record of care. */
async function shownInCases(p: Tx, bookingId: string): Promise<string[]> {
  const here = p.region.id;
  const entries = await p.db
    .select({ files: complaintEntry.files })
    .from(complaintEntry)
    .where(and(eq(complaintEntry.regionId, here), eq(complaintEntry.bookingId, bookingId)));
  const events = await p.db
    .select({ files: adverseEntry.files })
    .from(adverseEntry)
    .innerJoin(
      adverseEvent,
      and(eq(adverseEvent.regionId, adverseEntry.regionId), eq(adverseEvent.id, adverseEntry.adverseId)),
    )
    .where(and(eq(adverseEvent.regionId, here), eq(adverseEvent.bookingId, bookingId)));
  const kept = new Set(events.flatMap(({ files }) => files));
  const ids = entries.flatMap(({ files }) => files).filter((id) => !kept.has(id));
  if (ids.length === 0) return [];
  const found = await p.db
    .select({ id: file.id })
    .from(file)
    .where(and(eq(file.regionId, here), inArray(file.id, ids), eq(file.purpose, "evidence")));
  return found.map(({ id }) => id);
}

/**
 * What was said about a ride by those who took it: the words and photos of complaints that are over, what was attached to them, and
 * the words of the rating. Number, topic, dates, finding and score stay, and the hash of each attached piece. Run as the platform.
 */
export async function blankCases(p: Tx, bookingId: string): Promise<void> {
  const here = p.region.id;
  const photos = await shownInCases(p, bookingId);
  await p.db
    .update(complaint)
    .set({ text: "", outcome: null, contactSealed: null })
    .where(and(eq(complaint.regionId, here), eq(complaint.bookingId, bookingId)));
  await p.db
    .update(complaintEntry)
    .set({ text: "", files: [] })
    .where(and(eq(complaintEntry.regionId, here), eq(complaintEntry.bookingId, bookingId)));
  await p.db
    .update(complaintEvidence)
    .set({ data: {} })
    .where(and(eq(complaintEvidence.regionId, here), eq(complaintEvidence.bookingId, bookingId)));
  await p.db
    .update(rating)
    .set({ text: "" })
    .where(and(eq(rating.regionId, here), eq(rating.bookingId, bookingId)));
  await dropFiles(p, photos);
}

/** Adverse events belong to the record of care: their words go with it; kind, dates and who was told stay. Run as the platform. */
export async function blankAdverse(p: Tx, bookingId: string): Promise<void> {
  const here = p.region.id;
  const events = await p.db
    .update(adverseEvent)
    .set({ description: "", outcome: null, peopleSealed: null })
    .where(and(eq(adverseEvent.regionId, here), eq(adverseEvent.bookingId, bookingId)))
    .returning({ id: adverseEvent.id });
  const ids = events.map(({ id }) => id);
  if (ids.length === 0) return;
  const its = and(eq(adverseEntry.regionId, here), inArray(adverseEntry.adverseId, ids));
  const entries = await p.db.select({ files: adverseEntry.files }).from(adverseEntry).where(its);
  await p.db.update(adverseEntry).set({ text: "", files: [] }).where(its);
  await dropFiles(
    p,
    entries.flatMap(({ files }) => files),
  );
}

/** Every photo, signature and paper that was kept of one booking. Run as the platform. */
export async function blankFiles(p: Tx, bookingId: string): Promise<void> {
  const here = p.region.id;
  await p.db
    .update(reliefClaim)
    .set({ fileId: null, forgottenAt: p.now })
    .where(and(eq(reliefClaim.regionId, here), eq(reliefClaim.bookingId, bookingId)));
  const files = await p.db
    .select({ id: file.id })
    .from(file)
    .where(and(eq(file.regionId, here), eq(file.bookingId, bookingId)));
  await dropFiles(
    p,
    files.map(({ id }) => id),
  );
}
