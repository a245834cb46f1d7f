"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/provider";
import type { TripStatus } from "@/server/core/trip";
import { statusWith } from "./outbox-entry";
import { useSaid } from "./use-outbox";

/** Opening a trip is a read of patient data that is audited: it is repeated after own events, not every few seconds. */
const openedMilliseconds = 120_000;
const listedMilliseconds = 30_000;

/** One trip in clear, and the status that this phone works from (`now`): what waits to be sent counts. */
export function useTrip(tripId: string) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.trip.get.queryOptions(
      { tripId },
      { staleTime: openedMilliseconds, refetchInterval: openedMilliseconds, retry: 2 },
    ),
  );
  const said = useSaid(tripId);
  const now: TripStatus | null = query.data ? statusWith(query.data.status, said) : null;
  return { query, trip: query.data, now };
}
export type Trip = NonNullable<ReturnType<typeof useTrip>["trip"]>;

/** Own trips of today, with those of earlier days that are still under way; kept fresh, masked. */
export function useToday(day?: string) {
  const trpc = useTRPC();
  return useQuery(
    trpc.trip.today.queryOptions(day ? { day } : {}, {
      refetchInterval: listedMilliseconds,
      refetchOnWindowFocus: true,
    }),
  );
}
export type ListedTrip = NonNullable<ReturnType<typeof useToday>["data"]>[number];
