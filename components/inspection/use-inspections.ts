"use client";

import { useQuery } from "@tanstack/react-query";
import type { OwnInspection } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import type { Entry } from "@/components/trip/outbox-entry";
import { useOutbox } from "@/components/trip/use-outbox";
import type { InspectionState } from "@/server/core/inspection";

const listedMilliseconds = 30_000;

/** How a shift stands with what still waits on this phone: an inspection kept here counts until the server has answered. */
export function stateWith(inspection: OwnInspection, entries: readonly Entry[]): InspectionState {
  const kept = entries.findLast(
    ({ tripId, failure, call }) =>
      tripId === inspection.shiftId && !failure && call.verb === "inspection.file",
  );
  if (kept?.call.verb !== "inspection.file") return inspection.state;
  const blocking = new Set(inspection.items.filter(({ blocks }) => blocks).map(({ id }) => id));
  const isBlocked = kept.call.input.answers.some((it) => it.result === "failed" && blocking.has(it.item));
  return isBlocked || inspection.faults.some(({ blocks }) => blocks) ? "blocked" : "done";
}

/** The inspections that own shifts ask for, with the state that this phone works from (`now`). */
export function useInspections() {
  const query = useQuery(
    useTRPC().inspection.own.queryOptions(undefined, {
      refetchInterval: listedMilliseconds,
      refetchOnWindowFocus: true,
    }),
  );
  const { entries } = useOutbox();
  const inspections = query.data?.map((it) => ({ ...it, now: stateWith(it, entries) }));
  return { query, inspections };
}
export type Inspection = NonNullable<ReturnType<typeof useInspections>["inspections"]>[number];
