import { sql } from "drizzle-orm";
import { listen } from "@/db/client";
import type { Tx } from "./context";
import { env } from "./env";

const channel = "anzhuan_live";

/** Who should look again: everybody of the region's officials, some organizations, the booking's guests. */
export interface LiveEvent {
  region: string;
  orgs: string[];
  booking?: string;
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
