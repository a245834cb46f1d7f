import type { OversightRecord } from "@/components/api/outputs";
import type { History } from "@/server/core/trip-history";

const plate = (said: Record<string, unknown> | null): string | null =>
  typeof said?.plate === "string" ? said.plate : null;

/** What a record says about when things began and ended, to be asked how they stood at a moment. */
export function historyOf({ facts, ...record }: OversightRecord): History {
  const { createdAt, confirmedAt, cancelledAt, unservedAt } = facts;
  return {
    ...{ createdAt, confirmedAt, cancelledAt, unservedAt },
    reviews: record.reviews,
    holds: record.holds,
    offers: record.offers,
    promises: record.promises,
    trip: record.trips[0] ?? null,
    reassigned: record.audit
      .filter(({ verb }) => verb === "trip.reassign")
      .map(({ at, before, after }) => ({ at, from: plate(before), to: plate(after) })),
    events: record.events,
    track: record.track,
  };
}
