import { and, eq, inArray, isNull } from "drizzle-orm";
import { chainEntry, type dayRoot } from "@/db/schema/audit";
import { decision, decisionInput, decisionPart } from "@/db/schema/dispatch";
import type { Context, Tx } from "@/server/context";
import { digest } from "@/server/core/audit-chain";
import { decisionText } from "@/server/core/decision-input";
import { addDays, localDay } from "@/server/core/local-time";
import { namesOthers } from "@/server/core/own-reasons";
import {
  namedHashes,
  namedParts,
  type RecordDocument,
  type RecordEntry,
  recordWriter,
} from "@/server/core/record-lines";
import { sign } from "@/server/gateways/key-ring";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { type BookingRow, visibleBooking } from "@/server/services/booking/row";
import { entryLines, headOf, mayTake } from "./lines";
import { pathsIn } from "./paths";
import { rootsBetween } from "./published";
import { rowsAbout } from "./rows-about";

type Root = typeof dayRoot.$inferSelect;

/**
 * All chain entries about a booking in the chain's order: by their thread, and those from before threads were kept by the rows
 * they are about. Each is looked up by a key; how long the chain is does not matter.
 */
async function entriesOf(tx: Tx, booking: BookingRow) {
  const here = eq(chainEntry.regionId, tx.region.id);
  const threaded = await tx.db
    .select()
    .from(chainEntry)
    .where(and(here, eq(chainEntry.bookingId, booking.id)));
  const known = new Set(threaded.map(({ auditId }) => auditId));
  const others = (await rowsAbout(tx, booking)).flatMap(({ id }) => (known.has(id) ? [] : [id]));
  if (others.length === 0) return threaded.sort((a, b) => a.seq - b.seq);
  const older = await tx.db
    .select()
    .from(chainEntry)
    .where(and(here, inArray(chainEntry.auditId, others), isNull(chainEntry.bookingId)));
  return [...older, ...threaded].sort((a, b) => a.seq - b.seq);
}

/** Every entry with its way up to the root of its day; what lies under no root yet stays without. */
async function proven(tx: Tx, entries: RecordEntry[], roots: readonly Root[]): Promise<RecordEntry[]> {
  const paths = new Map<number, string[]>();
  for (const root of roots) {
    const its = entries.filter(({ seq }) => root.firstSeq <= seq && seq <= root.lastSeq);
    if (its.length === 0) continue;
    const pathOf = await pathsIn(
      tx,
      root,
      its.map(({ seq }) => seq),
    );
    for (const { seq } of its) paths.set(seq, pathOf(seq));
  }
  return entries.map((entry) => {
    const path = paths.get(entry.seq);
    return path ? { ...entry, path } : entry;
  });
}

type Name = RecordDocument["name"];
const documentOf = (name: Name, content: string): RecordDocument => ({
  kind: "document",
  name,
  hash: digest(content),
  content,
});
const withheld = (name: Name, hash: string): RecordDocument => ({
  kind: "document",
  name,
  hash,
  withheld: "other_people",
});

/** The decision itself; one of the first days that names others in its reasons by its hash. */
function decisionDocument(row: typeof decision.$inferSelect): RecordDocument {
  const text = decisionText(row);
  const isOwn = !namesOthers(row.candidates, row.bookingId);
  return isOwn ? documentOf("decision", text) : withheld("decision", digest(text));
}

/** The parts of inputs: those on which nobody but this booking's patient rides, the others by their hash. */
async function partsOf(tx: Tx, bookingId: string, hashes: string[]): Promise<RecordDocument[]> {
  if (hashes.length === 0) return [];
  const { regionId, hash, bookingIds, content } = decisionPart;
  const rows = await tx.db
    .select({ hash, bookingIds, content })
    .from(decisionPart)
    .where(and(eq(regionId, tx.region.id), inArray(hash, hashes)));
  return rows.map((row) =>
    row.content !== null && row.bookingIds.every((id) => id === bookingId)
      ? documentOf("decision_part", row.content)
      : withheld("decision_part", row.hash),
  );
}

/** The decisions that the entries name, and what they were worked out from, as far as it is about this booking. */
async function documentsOf(
  tx: Tx,
  bookingId: string,
  entries: readonly RecordEntry[],
): Promise<RecordDocument[]> {
  const { id: regionId } = tx.region;
  const made = await tx.db
    .select({ decision, input: decisionInput.content })
    .from(decision)
    .leftJoin(
      decisionInput,
      and(eq(decisionInput.regionId, decision.regionId), eq(decisionInput.decisionId, decision.id)),
    )
    .where(and(eq(decision.regionId, regionId), eq(decision.bookingId, bookingId)));
  const named = new Set(entries.flatMap(({ row }) => namedHashes(row)));
  const documents = made.flatMap(({ decision: row, input }) => [
    decisionDocument(row),
    ...(input ? [documentOf("decision_input", input)] : []),
  ]);
  const kept = documents.filter(({ hash }) => named.has(hash));
  const wanted = new Set(kept.flatMap(({ content }) => namedParts(content ?? "")));
  return [...kept, ...(await partsOf(tx, bookingId, [...wanted]))];
}

/** The roots over some entries, from the first day to the last without a gap. */
async function rootsOver(tx: Tx, entries: readonly RecordEntry[]): Promise<Root[]> {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) return [];
  // A row is sealed in the day of its deed or later.
  const from = addDays(localDay(new Date(first.auditAt), tx.region.timeZone), -1);
  const all = await rootsBetween(tx, from, "9999-12-31");
  return all.filter((root) => root.lastSeq >= first.seq && root.firstSeq <= last.seq);
}

/**
 * Everything in the chain about one booking as lines of text, each entry with the proof that it lies under the published root
 * of its day, and the documents that the entries name. The export is audited.
 */
export async function exportTrip(ctx: Context, input: { bookingId: string }): Promise<string> {
  mayTake(ctx, "record.exportTrip");
  return inTransaction(ctx, async (tx) => {
    const booking = await visibleBooking(tx, input);
    const { id: bookingId, number } = booking;
    const entries = await entryLines(tx, await entriesOf(tx, booking), "scattered");
    const roots = await rootsOver(tx, entries);
    const lines = await proven(tx, entries, roots);
    const documents = await documentsOf(tx, bookingId, lines);
    await writeAudit(tx, { verb: "record.exportTrip", noun: "booking", nounId: bookingId, bookingId });
    const writer = recordWriter(sign);
    const head = headOf(tx, { kind: "trip", bookingId, number }, lines.length, roots);
    return [head, ...lines, ...documents].map(writer.write).join("") + writer.end(lines.length);
  });
}
