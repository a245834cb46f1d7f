import { and, eq, gte, inArray } from "drizzle-orm";
import { audit } from "@/db/schema/audit";
import { booking, consent } from "@/db/schema/booking";
import { actorName, type Tx } from "@/server/context";
import { localDay, startOfDay } from "@/server/core/local-time";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import type { TripRow } from "./load";

/** How long after its end a crew still reads its trip in clear: for what was left in the vehicle, and to end its papers (assumed). */
const afterEndHours = 24;

/** Bookings whose people took back that their data are used, or had them erased. */
async function takenBack(tx: Tx, bookingIds: string[]): Promise<Set<string>> {
  return asPlatform(tx, async (p) => {
    const rows = await p.db
      .select({ bookingId: consent.bookingId, withdrawnAt: consent.withdrawnAt })
      .from(consent)
      .where(
        and(
          eq(consent.regionId, p.region.id),
          inArray(consent.bookingId, bookingIds),
          eq(consent.purpose, "transfer_health_data"),
        ),
      );
    const erased = await p.db
      .select({ id: booking.id, at: booking.personalErasedAt })
      .from(booking)
      .where(and(eq(booking.regionId, p.region.id), inArray(booking.id, bookingIds)));
    const standing = new Set(rows.filter((row) => !row.withdrawnAt).map(({ bookingId }) => bookingId));
    const withdrawn = rows.filter(({ bookingId }) => !standing.has(bookingId));
    return new Set([
      ...withdrawn.map(({ bookingId }) => bookingId),
      ...erased.filter(({ at }) => at).map(({ id }) => id),
    ]);
  });
}

/**
 * Which of its trips the acting crew reads in clear: those to be carried and, for a day after their end, those carried,
 * unless the people took their consent back. Nobody else reads any in clear.
 */
export async function clearTrips(tx: Tx, rows: readonly TripRow[]): Promise<ReadonlySet<string>> {
  if (tx.actor.kind !== "user" || tx.actor.role !== "crew") return new Set();
  const since = tx.now.getTime() - afterEndHours * 3_600_000;
  const near = rows.filter(({ endedAt }) => !endedAt || endedAt.getTime() > since);
  const over = near.filter(({ endedAt }) => endedAt).map(({ bookingId }) => bookingId);
  const gone = over.length > 0 ? await takenBack(tx, over) : new Set<string>();
  return new Set(near.filter(({ bookingId }) => !gone.has(bookingId)).map(({ id }) => id));
}

/** A list that names doors was read: one audit row per booking, reader and day, however often the page asks again. */
export async function auditDoors(tx: Tx, bookingIds: string[]): Promise<void> {
  if (bookingIds.length === 0) return;
  const from = startOfDay(localDay(tx.now, tx.region.timeZone), tx.region.timeZone);
  const known = await asPlatform(tx, (p) =>
    p.db
      .select({ bookingId: audit.bookingId })
      .from(audit)
      .where(
        and(
          eq(audit.regionId, p.region.id),
          inArray(audit.bookingId, bookingIds),
          eq(audit.verb, "trip.today"),
          eq(audit.actor, actorName(tx.actor)),
          gte(audit.at, from),
        ),
      ),
  );
  const seen = new Set(known.map(({ bookingId }) => bookingId));
  for (const bookingId of bookingIds.filter((id) => !seen.has(id)))
    await writeAudit(tx, {
      verb: "trip.today",
      noun: "booking",
      nounId: bookingId,
      bookingId,
      after: { read: ["from", "to"] },
    });
}
