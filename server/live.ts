import { sql } from "drizzle-orm";
import { listen } from "@/db/client";
import type { Tx } from "./context";
import type { Role } from "./core/member";
import { env } from "./env";

const channel = "anzhuan_live";

/** Who should look again: everybody of the region's officials, some organizations, the booking's guests. */
export interface LiveEvent {
  region: string;
  orgs: string[];
  booking?: string;
}

/** Who hears: somebody by its bookings (a link's guest, a family), or a member by role and organization. */
export type Listener =
  | { kind: "bookings"; region: string; bookings: ReadonlySet<string> }
  | { kind: "member"; region: string; role: Role; orgId: string | null };

const officials: readonly Role[] = ["regulator", "seat", "clinician", "region_admin", "platform_admin"];

/** Whether an event concerns a listener: nothing of another region, organization or booking does. */
export function concerns(listener: Listener, event: LiveEvent): boolean {
  if (event.region !== listener.region) return false;
  if (listener.kind === "bookings")
    return event.booking !== undefined && listener.bookings.has(event.booking);
  const { role, orgId } = listener;
  return officials.includes(role) || (orgId !== null && event.orgs.includes(orgId));
}

/** Wake the live pages when the transaction commits. Only a wake-up: the pages read what they may see. */
export async function wake(
  tx: Tx,
  about: { orgs?: (string | null | undefined)[]; booking?: string },
): Promise<void> {
  const orgs = (about.orgs ?? []).filter((org): org is string => Boolean(org));
  const event: LiveEvent = {
    region: tx.region.id,
    orgs,
    ...(about.booking ? { booking: about.booking } : {}),
  };
  await tx.db.execute(sql`SELECT pg_notify(${channel}, ${JSON.stringify(event)})`);
}

const kept = globalThis as {
  anzhuanLive?: { hearers: Set<(event: LiveEvent) => void>; started: Promise<unknown> };
};

/** Hear every event of this process's one listening connection; returns the way to stop. */
export function hear(hearer: (event: LiveEvent) => void): () => void {
  if (!kept.anzhuanLive) {
    const hearers = new Set<(event: LiveEvent) => void>();
    const started = listen(env().APP_DATABASE_URL, channel, (payload) => {
      const event = JSON.parse(payload) as LiveEvent;
      for (const each of hearers) each(event);
    });
    kept.anzhuanLive = { hearers, started };
  }
  const { hearers } = kept.anzhuanLive;
  hearers.add(hearer);
  return () => hearers.delete(hearer);
}

/** One account or link has few tabs; many families may sit behind one address. */
const perAccountOrLink = 20;
const perAddress = 200;

/**
 * Against what a stream is counted: a signed-in account for itself only, since a whole call centre or hospital sits behind
 * one address (and everybody behind a proxy that nobody named); who merely has a link by the link and the address.
 */
export function placesOf(
  who: { account: string } | { booking: string; addressIndex: string },
): { key: string; limit: number }[] {
  if ("account" in who) return [{ key: `account:${who.account}`, limit: perAccountOrLink }];
  return [
    { key: `booking:${who.booking}`, limit: perAccountOrLink },
    { key: `address:${who.addressIndex}`, limit: perAddress },
  ];
}

const taken = new Map<string, number>();

/**
 * Take a place for one stream under every key, as long as each has fewer than its limit in this process; returns the way
 * to give it back (more than once changes nothing), or null where one is full.
 */
export function takePlace(places: { key: string; limit: number }[]): (() => void) | null {
  if (places.some(({ key, limit }) => (taken.get(key) ?? 0) >= limit)) return null;
  for (const { key } of places) taken.set(key, (taken.get(key) ?? 0) + 1);
  let isTaken = true;
  return () => {
    if (!isTaken) return;
    isTaken = false;
    for (const { key } of places) {
      const left = (taken.get(key) ?? 1) - 1;
      if (left > 0) taken.set(key, left);
      else taken.delete(key);
    }
  };
}
