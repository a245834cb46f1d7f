"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/provider";
import { dayIn } from "@/components/booking/local-clock";
import { useDesk } from "@/components/plan/desk";
import { useNow } from "@/components/plan/use-now";
import type { BookingRow, TrackView } from "@/server/core/booking-view";

export const directions = ["departures", "arrivals"] as const;
export type Direction = (typeof directions)[number];

export interface Move extends BookingRow {
  direction: Direction;
  arrival: TrackView["arrival"];
}

/** As the server saw the day when the page was made. */
export type InitialMoves = Record<Direction, BookingRow[]>;

const moving = new Set(["en_route", "on_board"]);

/** One direction's moves of a calendar day of the region, confirmed ones only. */
export const dayOf = (direction: Direction, day: string) => ({
  direction,
  fromDay: day,
  untilDay: day,
  stage: "confirmed" as const,
  limit: 200,
});

/** The day's moves, live; those on the road with the range of their arrival. */
export function useMoves(initial: InitialMoves) {
  const trpc = useTRPC();
  const now = useNow();
  const { now: madeAt, timeZone } = useDesk();
  const day = dayIn(now, timeZone);
  const isFirstDay = day === dayIn(madeAt, timeZone);
  const listOf = (direction: Direction) => ({
    ...trpc.booking.list.queryOptions(dayOf(direction, day)),
    ...(isFirstDay ? { initialData: { rows: initial[direction], next: null } } : {}),
    refetchInterval: 60_000,
  });
  const departures = useQuery(listOf("departures"));
  const arrivals = useQuery(listOf("arrivals"));
  const rows = [
    ...(departures.data?.rows ?? []).map((row) => ({ ...row, direction: "departures" as const })),
    ...(arrivals.data?.rows ?? []).map((row) => ({ ...row, direction: "arrivals" as const })),
  ];
  const onRoad = [
    ...new Set(rows.filter(({ tripStatus }) => moving.has(tripStatus ?? "")).map(({ id }) => id)),
  ];
  const tracks = useQueries({
    queries: onRoad.map((bookingId) => ({
      ...trpc.booking.track.queryOptions({ bookingId }),
      refetchInterval: 60_000,
    })),
  });
  const ranges = new Map(tracks.map(({ data }) => [data?.bookingId, data?.arrival ?? null]));
  const moves: Move[] = rows.map((row) => ({ ...row, arrival: ranges.get(row.id) ?? null }));
  const error = departures.error ?? arrivals.error;
  return { moves, now, day, error };
}
