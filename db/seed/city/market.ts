import type { OperatorRecord } from "@/server/core/allocation";
import type { Sale } from "./sell";
import type { SeedShift } from "./shifts";

/** A booking that an operator took: on which shift, since when. */
export interface Assignment {
  sale: Sale;
  shift: SeedShift;
  acceptedAt: Date;
  /** The account that accepted, and what it was promised to be planned for. */
  acceptedBy: string;
  plannedPickupAt: Date;
  plannedDropoffAt: Date;
}

/** What the allocation rule looks back on: every shift of the seed and the trips given out so far. */
export interface Market {
  shifts: readonly SeedShift[];
  operatorIds: readonly string[];
  /** When each trip was given, by operator. */
  given: { operatorId: string; at: number }[];
  /** The account that answers for an operator. */
  dispatchers: ReadonlyMap<string, string>;
}

/** Every operator over the last days: shift time at the region's disposal, and trips it was given. */
export function operatorRecords(market: Market, at: Date, days: number): OperatorRecord[] {
  const [from, until] = [at.getTime() - days * 86_400_000, at.getTime()];
  return [...market.operatorIds].sort().map((operatorId) => {
    let capacityMs = 0;
    for (const { row } of market.shifts) {
      if (row.orgId !== operatorId) continue;
      capacityMs += Math.max(
        0,
        Math.min(row.endsAt.getTime(), until) - Math.max(row.startsAt.getTime(), from),
      );
    }
    const assignedTrips = market.given.filter(
      (it) => it.operatorId === operatorId && it.at > from && it.at <= until,
    ).length;
    return { operatorId, capacitySeconds: Math.round(capacityMs / 1000), assignedTrips };
  });
}
