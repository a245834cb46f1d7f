import { and, eq } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { trip } from "@/db/schema/trip";
import type { Context } from "@/server/context";
import { hashSecret, linkToken, linkTokenMatches, readLinkToken } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { getRegion, type Region, regionContext } from "./region";

/** A link ends this long after its trip. */
export const linkDays = 7;
const manageMinutes = 30;

export type LinkPurpose = "draft" | "track";

export interface Guest {
  bookingId: string;
  link: LinkPurpose;
  manage: boolean;
  region: Region;
}

/** The link of a booking: `draft` for the browser that asks, `track` for whoever is handed it. */
export function bookingLink(
  regionId: string,
  bookingId: string,
  generation: number,
  purpose: LinkPurpose,
): string {
  return linkToken(regionId, bookingId, generation, purpose);
}

/** What a verified one-time code buys: changes to one booking for half an hour. */
export function manageToken(bookingId: string, now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + manageMinutes * 60;
  return `${until}.${hashSecret(String(until), `manage:${bookingId}`)}`;
}

function managing(bookingId: string, token: string | null, now: Date): boolean {
  const [until, mac] = token?.split(".") ?? [];
  if (!until || !mac || Number(until) * 1000 < now.getTime()) return false;
  return mac === hashSecret(until, `manage:${bookingId}`);
}

/** The guest that a link token stands for; null when it is forged, revoked or over. */
export async function guestOf(
  pool: Context["pool"],
  token: string,
  manage: string | null,
  now: Date,
): Promise<Guest | null> {
  const read = readLinkToken(token);
  if (!read) return null;
  const region = await getRegion(pool, read.regionId).catch(() => null);
  if (!region) return null;
  const { bookingId } = read;
  const ctx: Context = { pool, now, region: regionContext(region), actor: { kind: "system", job: "link" } };
  const [row] = await inTransaction(ctx, (tx) =>
    tx.db
      .select({ generation: booking.linkGeneration, endedAt: trip.endedAt, cancelledAt: booking.cancelledAt })
      .from(booking)
      .leftJoin(trip, and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id)))
      .where(and(eq(booking.regionId, region.id), eq(booking.id, bookingId))),
  );
  if (!row) return null;
  const purpose = (["draft", "track"] as const).find((name) => linkTokenMatches(token, row.generation, name));
  const over = row.endedAt ?? row.cancelledAt;
  if (!purpose || (over && now.getTime() > over.getTime() + linkDays * 86_400_000)) return null;
  return { bookingId, link: purpose, manage: managing(bookingId, manage, now), region };
}
