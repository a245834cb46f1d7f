import { and, eq, gte, inArray, isNotNull, lte, ne, or, sql } from "drizzle-orm";
import { audit, chainEntry } from "@/db/schema/audit";
import { complaint } from "@/db/schema/case";
import { decision, decisionPart } from "@/db/schema/dispatch";
import { finding } from "@/db/schema/finding";
import { auditSampleTrip } from "@/db/schema/sample";
import { adverseEvent, trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { ErasureObstacle } from "@/server/core/record-input";
import type { BookingRow } from "@/server/services/booking/row";
import { stateOfOne } from "@/server/services/booking/status";
import { rowsAbout } from "./rows-about";

const over = ["draft", "completed", "cancelled", "failed", "unserved", "handed_to_120"];
const dayMs = 86_400_000;
/** So long after the hours asked for nobody is under way any more, whatever was never told. */
const surelyOverMs = 7 * dayMs;

/** What an erasure of one booking would take out of the record. */
export interface Erasable {
  /** Audit rows whose values still stand, with their place in the chain (null: not sealed yet). */
  rows: { id: string; at: Date; seq: number | null }[];
  decisions: (typeof decision.$inferSelect)[];
  /** Hashes of shifts as matches met them with this booking on board. */
  parts: string[];
}

async function rowsOf(tx: Tx, row: BookingRow): Promise<Erasable["rows"]> {
  const about = await rowsAbout(tx, row);
  if (about.length === 0) return [];
  return tx.db
    .select({ id: audit.id, at: audit.at, seq: chainEntry.seq })
    .from(audit)
    .leftJoin(chainEntry, and(eq(chainEntry.regionId, audit.regionId), eq(chainEntry.auditId, audit.id)))
    .where(
      and(
        eq(audit.regionId, tx.region.id),
        // The instants are the key's second part: without them every month would be opened for every row.
        inArray(
          audit.at,
          [...new Set(about.map(({ at }) => at.getTime()))].map((at) => new Date(at)),
        ),
        inArray(
          audit.id,
          about.map(({ id }) => id),
        ),
        // What an erasure took is said in its own row, which therefore stays.
        ne(audit.verb, "record.erase"),
        or(isNotNull(audit.before), isNotNull(audit.after)),
      ),
    );
}

/** Parts that still hold this booking: made between its making and some days after it was over, when no plan holds it. */
async function partsOf(tx: Tx, row: BookingRow): Promise<string[]> {
  const [its] = await tx.db
    .select({ endedAt: trip.endedAt })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, row.id)));
  const ends = [row.wantedUntil, row.cancelledAt, row.unservedAt, its?.endedAt].map(
    (at) => at?.getTime() ?? 0,
  );
  const rows = await tx.db
    .select({ hash: decisionPart.hash })
    .from(decisionPart)
    .where(
      and(
        eq(decisionPart.regionId, tx.region.id),
        gte(decisionPart.createdAt, new Date(row.createdAt.getTime() - dayMs)),
        lte(decisionPart.createdAt, new Date(Math.max(...ends) + 3 * dayMs)),
        sql`${row.id}::uuid = ANY (${decisionPart.bookingIds})`,
        isNotNull(decisionPart.content),
      ),
    );
  return rows.map(({ hash }) => hash);
}

/** Everything about one booking that an erasure would take, as the platform sees it. */
export async function erasableOf(tx: Tx, row: BookingRow): Promise<Erasable> {
  const decisions = await tx.db
    .select()
    .from(decision)
    .where(and(eq(decision.regionId, tx.region.id), eq(decision.bookingId, row.id)));
  return {
    rows: await rowsOf(tx, row),
    decisions: decisions.filter(({ basis }) => basis.erased !== true),
    parts: await partsOf(tx, row),
  };
}

/** Why the values are still needed: the trip is to come or under way, or somebody is looking into it. */
export async function obstaclesOf(tx: Tx, row: BookingRow): Promise<ErasureObstacle[]> {
  const here = tx.region.id;
  const { status } = await stateOfOne(tx, row);
  const cases = await tx.db
    .select({ id: complaint.id })
    .from(complaint)
    .where(
      and(
        eq(complaint.regionId, here),
        inArray(complaint.status, ["open", "answered"]),
        eq(complaint.bookingId, row.id),
      ),
    );
  const events = await tx.db
    .select({ id: adverseEvent.id })
    .from(adverseEvent)
    .where(
      and(
        eq(adverseEvent.regionId, here),
        inArray(adverseEvent.status, ["open", "reported"]),
        eq(adverseEvent.bookingId, row.id),
      ),
    );
  const findings = await tx.db
    .select({ id: finding.id })
    .from(finding)
    .where(and(eq(finding.regionId, here), eq(finding.status, "open"), eq(finding.bookingId, row.id)));
  const drawn = await tx.db
    .select({ tripId: auditSampleTrip.tripId })
    .from(auditSampleTrip)
    .innerJoin(trip, and(eq(trip.regionId, auditSampleTrip.regionId), eq(trip.id, auditSampleTrip.tripId)))
    .where(and(eq(trip.regionId, here), eq(trip.bookingId, row.id), sql`${auditSampleTrip.outcome} is null`));
  const met: [ErasureObstacle, boolean][] = [
    ["not_over", !over.includes(status) && row.wantedUntil.getTime() + surelyOverMs > tx.now.getTime()],
    ["complaint", cases.length > 0],
    ["adverse_event", events.length > 0],
    ["finding", findings.length > 0],
    ["sample", drawn.length > 0],
  ];
  return met.flatMap(([obstacle, isMet]) => (isMet ? [obstacle] : []));
}
