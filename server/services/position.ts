import { and, desc, eq, gte, isNotNull, lt, lte, or } from "drizzle-orm";
import type { booking } from "@/db/schema/booking";
import { shift } from "@/db/schema/fleet";
import { position, trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { type ArrivalRange, arrivalRange } from "@/server/core/arrival";
import { DomainError } from "@/server/core/domain-error";
import { delayAt, estimateLeg, roadClock } from "@/server/core/road-estimate";
import { followedAt, ownSpans, type TripSpan, thinFixes } from "@/server/core/track";
import { bandOfHour, travelLaw } from "@/server/core/travel-correction";
import { estimateLaw } from "@/server/core/travel-times";
import type { TripReport } from "@/server/core/trip-input";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { newestTravel } from "./plan/travel";
import { settingsInForce } from "./rule";
import type { TripRow } from "./trip/load";
import { crewOfShift } from "./trip/shift";

type BookingEnds = Pick<typeof booking.$inferSelect, "fromLat" | "fromLon" | "toLat" | "toLon">;

/** Fixes older or further ahead than this are no positions of this shift's work. */
const oldestMs = 24 * 3_600_000;
const aheadMs = 60_000;

/** The trips of a shift that set out, which decide with whom each fix is shared. */
async function underWay(tx: Tx, shiftId: string): Promise<TripRow[]> {
  return tx.db
    .select()
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.shiftId, shiftId), isNotNull(trip.departedAt)));
}

const spanOf = ({ id, departedAt, boardedAt, endedAt }: TripRow): TripSpan => ({
  id,
  departedAt: departedAt?.getTime() ?? null,
  boardedAt: boardedAt?.getTime() ?? null,
  endedAt: endedAt?.getTime() ?? null,
});

function sharedWith(trips: readonly TripRow[], at: number): TripRow | undefined {
  const [first] = followedAt(trips.map(spanOf), at);
  return trips.find((row) => row.id === first);
}

async function newestAt(tx: Tx, vehicleId: string): Promise<number | null> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select({ at: position.at })
      .from(position)
      .where(and(eq(position.regionId, tx.region.id), eq(position.vehicleId, vehicleId)))
      .orderBy(desc(position.at))
      .limit(1),
  );
  return row?.at.getTime() ?? null;
}

/** The shift of a crew member who is on it; anybody else's is not found. */
async function ownShift(tx: Tx, shiftId: string) {
  const [row] = await tx.db
    .select()
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, shiftId), crewOfShift(tx)));
  if (!row) throw new DomainError("not_found", "shift.not_found");
  return row;
}

/**
 * Keep a batch of positions: thinned to one per five seconds, bad fixes left out, each shared with the booking that was
 * on its way at that moment. Sent again it changes nothing.
 * @throws DomainError not_found `shift.not_found`
 */
export async function reportPositions(ctx: Context, input: TripReport): Promise<{ kept: number }> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownShift(tx, input.shiftId);
    const now = tx.now.getTime();
    const fixes = input.positions
      .map(({ at, lat, lon, accuracyMetres, speedKmh }) => ({
        at: Date.parse(at),
        lat,
        lon,
        accuracyMetres: accuracyMetres ?? null,
        speedKmh: speedKmh ?? null,
      }))
      .filter((fix) => fix.at > now - oldestMs && fix.at < now + aheadMs);
    const trips = await underWay(tx, row.id);
    const rows = thinFixes(fixes, null).map((fix) => {
      const shared = sharedWith(trips, fix.at);
      return {
        regionId: tx.region.id,
        at: new Date(fix.at),
        vehicleId: row.vehicleId,
        shiftId: row.id,
        bookingId: shared?.bookingId ?? null,
        lat: fix.lat,
        lon: fix.lon,
        accuracyMetres: fix.accuracyMetres === null ? null : Math.round(fix.accuracyMetres),
        speedKmh: fix.speedKmh === null ? null : Math.round(fix.speedKmh),
        viewerOrgs: shared?.viewerOrgs ?? [row.orgId],
        viewerUsers: shared?.viewerUsers ?? [],
      };
    });
    if (rows.length === 0) return { kept: 0 };
    const newest = await newestAt(tx, row.vehicleId);
    const kept = await tx.db
      .insert(position)
      .values(rows)
      .onConflictDoNothing()
      .returning({ at: position.at });
    const fresh = rows.find((each) => each.at.getTime() > (newest ?? 0));
    if (fresh)
      await wake(tx, { orgs: fresh.viewerOrgs, ...(fresh.bookingId ? { booking: fresh.bookingId } : {}) });
    return { kept: kept.length };
  });
}

export interface LastPosition {
  lat: number;
  lon: number;
  at: Date;
}

/**
 * Where the vehicle of a trip under way was last while it drove for this trip; null before departure and once it ended. A
 * vehicle carries several bookings a day: what it did for another one, before or between, is never told here.
 */
export async function latestPosition(tx: Tx, row: TripRow): Promise<LastPosition | null> {
  if (!row.departedAt || row.endedAt) return null;
  const [last] = await asPlatform(tx, async (p) => {
    const spans = ownSpans((await underWay(p, row.shiftId)).map(spanOf), row.id, p.now.getTime() + aheadMs);
    if (spans.length === 0) return [];
    const own = spans.map((span) =>
      and(gte(position.at, new Date(span.from)), lt(position.at, new Date(span.until))),
    );
    return p.db
      .select({ lat: position.lat, lon: position.lon, at: position.at })
      .from(position)
      .where(
        and(
          eq(position.regionId, tx.region.id),
          eq(position.vehicleId, row.vehicleId),
          eq(position.shiftId, row.shiftId),
          or(...own),
        ),
      )
      .orderBy(desc(position.at))
      .limit(1);
  });
  return last ?? null;
}

/** Fixes of a trip's vehicle between two instants, for measuring the way. */
export async function fixesBetween(tx: Tx, vehicleId: string, from: Date, until: Date) {
  const rows = await asPlatform(tx, (p) =>
    p.db
      .select({
        at: position.at,
        lat: position.lat,
        lon: position.lon,
        accuracyMetres: position.accuracyMetres,
      })
      .from(position)
      .where(
        and(
          eq(position.regionId, tx.region.id),
          eq(position.vehicleId, vehicleId),
          gte(position.at, from),
          lte(position.at, until),
        ),
      )
      .orderBy(position.at),
  );
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

export interface TripArrival {
  earliest: Date;
  latest: Date;
  /** In percent: how often such a range holds. */
  probability: ArrivalRange["probability"];
  at: "pickup" | "dropoff";
}

/**
 * When the vehicle will be at the next door: from its last position, or, while none is known, from the planned times.
 * Null when nobody is being driven to.
 */
export async function tripArrival(tx: Tx, row: TripRow, ends: BookingEnds): Promise<TripArrival | null> {
  const at = row.status === "en_route" ? "pickup" : row.status === "on_board" ? "dropoff" : null;
  if (!at) return null;
  const target =
    at === "pickup" ? { lat: ends.fromLat, lon: ends.fromLon } : { lat: ends.toLat, lon: ends.toLon };
  const last = await latestPosition(tx, row);
  const now = tx.now.getTime();
  const settings = await settingsInForce(tx);
  const { roads } = settings;
  const planned = at === "pickup" ? row.plannedPickupAt : row.plannedDropoffAt;
  const fromAt = last?.at.getTime() ?? now;
  const band = bandOfHour(roadClock(roads, fromAt).hour);
  const left = last
    ? {
        estimateSeconds: estimateLeg(last, target, roads, delayAt(roads, fromAt)).seconds,
        law: estimateLaw(await newestTravel(tx, settings), last, target, band),
      }
    : {
        // The plan's times are corrected already: nothing but the usual spread is around them.
        estimateSeconds: Math.max(0, (planned.getTime() - now) / 1000),
        law: travelLaw(null, "", "", band),
      };
  const range = arrivalRange({ fromAt, nowAt: now, ...left });
  return {
    earliest: new Date(range.earliestAt),
    latest: new Date(range.latestAt),
    probability: range.probability,
    at,
  };
}
