import { and, desc, eq, gt, isNotNull, isNull, or } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { marking, markingScan } from "@/db/schema/marking";
import { actorName, type Context, type Tx } from "@/server/context";
import type { UncertifiedReason } from "@/server/core/certification";
import type { Copy, ScanOutcome } from "@/server/core/marking/scan";
import type { VehicleClass } from "@/server/core/vehicle";
import type { VerifyInput } from "@/server/core/verify-input";
import { blindIndex } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { countAgainst, senderOf } from "@/server/services/rate-limit";
import { regionContext } from "@/server/services/region";
import { settingsInForce } from "@/server/services/rule";
import { type Look, lookAt, type Mark, readMark, regionOfMark } from "./look";
import { type TripCheck, tripInHand } from "./trip-in-hand";

/** High enough for a hospital's gate where many people share one network address. */
const perSenderAnHour = 120;
/** The same look again within these minutes is the same look: a page that was read again. */
const sameLookMinutes = 10;

interface Told {
  outcome: ScanOutcome;
  scanId: string;
  /** The region that keeps the scan. */
  regionId: string;
  /** When it was looked up: a picture of this answer proves nothing about tomorrow. */
  at: Date;
  supervisionPhone: string;
  hotline: string;
  /** How far apart its code was scanned within how short a time, while a copy seems to be about; says nothing about who is certified. */
  copy: Omit<Copy, "of"> | null;
  /** With a tracking link in hand: whether this is its vehicle. */
  trip: TripCheck | null;
}

/** What anybody may know of a vehicle by its mark. */
export type VehicleVerdict =
  | (Told & { known: false })
  | (Told & {
      known: true;
      /** The vehicle and its operator are certified, and the mark is good. */
      certified: boolean;
      /** Why not; null while certified, and where it is the mark that is not good. */
      reason: UncertifiedReason | null;
      failing: "vehicle" | "operator" | null;
      plate: string;
      serial: string | null;
      vehicleClass: VehicleClass;
      operatorZh: string;
      operatorEn: string;
      validUntil: Date | null;
      /** Under what conditions it may carry, where they concern whoever rides; in the reviewer's words. */
      conditions: string | null;
    });

/** Who looked, so that two browsers are told apart and nothing else: an account is no more readable there than a browser. */
const lookerOf = ({ actor, region }: Context): string =>
  actor.kind === "visitor" || actor.kind === "guest"
    ? actor.browserIndex
    : blindIndex(region.id, "looker", actorName(actor));

type ScanRow = typeof markingScan.$inferSelect;

interface Looked {
  read: Mark;
  look: Look;
  trip: TripCheck | null;
  bookingId: string | null;
}

/** The same browser's same look of the last minutes. */
async function knownScan(tx: Tx, { read, look, trip }: Looked) {
  const since = new Date(tx.now.getTime() - sameLookMinutes * 60_000);
  // The page is answered first without, then with the link that its browser holds.
  const sameTrip = trip && or(eq(markingScan.tripMatch, trip.match), isNull(markingScan.tripMatch));
  const [row] = await tx.db
    .select()
    .from(markingScan)
    .where(
      and(
        eq(markingScan.regionId, tx.region.id),
        eq(markingScan.browserIndex, lookerOf(tx)),
        eq(markingScan.mark, read.mark),
        eq(markingScan.way, read.way),
        eq(markingScan.outcome, look.outcome),
        sameTrip ?? undefined,
        gt(markingScan.scannedAt, since),
        // Phones of one make behind one address look alike: who has told a place is done.
        isNull(markingScan.placedAt),
      ),
    )
    .orderBy(desc(markingScan.scannedAt))
    .limit(1);
  return row ?? null;
}

/**
 * While the issue that counts was scanned in two places at once, everybody who looks at its vehicle hears so. Only the
 * scans that show it keep it up: who is warned meanwhile does not.
 */
async function copyAbout(tx: Tx, { outcome, vehicle }: Look): Promise<Told["copy"]> {
  if (outcome !== "right" || !vehicle?.serial) return null;
  const { markings } = await settingsInForce(tx);
  const since = new Date(tx.now.getTime() - markings.copiedMinutes * 60_000);
  const [row] = await tx.db
    .select({ metres: markingScan.copyMetres, seconds: markingScan.copySeconds })
    .from(markingScan)
    .innerJoin(
      marking,
      and(
        eq(marking.regionId, markingScan.regionId),
        eq(marking.serial, markingScan.serial),
        eq(marking.generation, markingScan.generation),
        isNull(marking.supersededAt),
      ),
    )
    .where(
      and(
        eq(markingScan.regionId, tx.region.id),
        eq(markingScan.serial, vehicle.serial),
        isNotNull(markingScan.copyOf),
        gt(markingScan.scannedAt, since),
      ),
    )
    .orderBy(desc(markingScan.scannedAt))
    .limit(1);
  if (!row || row.metres === null || row.seconds === null) return null;
  return { metres: row.metres, seconds: row.seconds };
}

/** One row for one look; what is not as it should be also stands in the audit. */
async function record(tx: Tx, looked: Looked): Promise<ScanRow> {
  const { read, trip, bookingId } = looked;
  const known = await knownScan(tx, looked);
  if (known && (known.tripMatch !== null || !trip)) return known;
  const row = known ? await addTrip(tx, known.id, looked) : await insert(tx, looked);
  const isTrouble = known ? false : row.outcome !== "right";
  if (isTrouble || (trip !== null && trip.match !== "right")) {
    const after = { outcome: row.outcome, reason: row.reason, trip: row.tripMatch, way: row.way };
    const about = { noun: "marking", nounId: read.mark, bookingId };
    await writeAudit(tx, { verb: "certification.verify", ...about, after });
  }
  return row;
}

async function addTrip(tx: Tx, scanId: string, { trip, bookingId }: Looked): Promise<ScanRow> {
  const [row] = await tx.db
    .update(markingScan)
    .set({ tripMatch: trip?.match ?? null, bookingId })
    .where(and(eq(markingScan.regionId, tx.region.id), eq(markingScan.id, scanId)))
    .returning();
  if (!row) throw new Error("A scan was not written");
  return row;
}

async function insert(tx: Tx, { read, look, trip, bookingId }: Looked): Promise<ScanRow> {
  const [row] = await tx.db
    .insert(markingScan)
    .values({
      regionId: tx.region.id,
      id: uuidv7(),
      scannedAt: tx.now,
      mark: read.mark,
      way: read.way,
      generation: read.generation,
      outcome: look.outcome,
      reason: look.vehicle?.reason ?? null,
      serial: look.vehicle?.serial ?? null,
      vehicleId: look.vehicle?.vehicleId ?? null,
      orgId: look.vehicle?.orgId ?? null,
      bookingId,
      tripMatch: trip?.match ?? null,
      browserIndex: lookerOf(tx),
    })
    .returning();
  if (!row) throw new Error("A scan was not written");
  return row;
}

/**
 * Whether the vehicle with a serial or plate is certified right now, in the region that its serial names; with the code's
 * signature checked where a code was read, and held against a trip where its link is in hand. Anybody may ask, and every
 * look is kept for the regulator. Nothing is said about where the vehicle is or whom it carries.
 * @throws DomainError too_many `rate.too_many`: the marks of a city are not to be read off one after another
 */
export async function verifyVehicle(ctx: Context, input: VerifyInput): Promise<VehicleVerdict> {
  const read = readMark(input);
  const home = await regionOfMark(ctx, read.mark);
  const there: Context = { ...ctx, region: regionContext(home) };
  const look = await inTransaction(there, async (tx) => {
    const sender = senderOf(tx);
    if (sender) await countAgainst(tx, `verify-from/${sender}`, perSenderAnHour, 3600);
    return asPlatform(tx, async (p) => {
      const seen = await lookAt(p, read);
      return { ...seen, copy: await copyAbout(p, seen) };
    });
  });
  const isHere = home.id === ctx.region.id;
  const trip = await tripInHand(ctx, isHere ? (look.vehicle?.vehicleId ?? null) : null);
  const bookingId = isHere && ctx.actor.kind === "guest" ? ctx.actor.bookingId : null;
  const scan = await inTransaction(there, (tx) =>
    asPlatform(tx, (p) => record(p, { read, look, trip, bookingId })),
  );
  return verdict(look, scan, {
    copy: look.copy,
    at: ctx.now,
    supervisionPhone: home.supervisionPhone,
    hotline: home.hotline,
    trip,
  });
}

function verdict(
  { vehicle }: Look,
  scan: ScanRow,
  told: Pick<Told, "copy" | "at" | "supervisionPhone" | "hotline" | "trip">,
): VehicleVerdict {
  const { outcome } = scan;
  const all = { ...told, outcome, scanId: scan.id, regionId: scan.regionId };
  if (!vehicle) return { known: false, ...all };
  const { vehicleId: _, orgId: __, ...shown } = vehicle;
  return { known: true, ...all, certified: outcome === "right", ...shown };
}
