"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { ApiProvider, useTRPC } from "@/components/api/provider";
import { type CrewFrame, CrewFrameProvider } from "@/components/trip/crew-context";
import { crewOutbox } from "@/components/trip/crew-outbox";
import { usePositionReports } from "@/components/trip/own-position";
import { useOutbox } from "@/components/trip/use-outbox";
import { useToday } from "@/components/trip/use-trip";
import type { TripStatus } from "@/server/core/trip";

const underWay: readonly TripStatus[] = ["en_route", "at_pickup", "on_board", "at_dropoff"];

/** Send what waits: at once, when the network is back, when the phone is looked at again. */
function useSending(owner: string): void {
  useEffect(() => {
    const outbox = crewOutbox();
    const flush = () => void outbox.flush();
    const seen = () => {
      if (document.visibilityState === "visible") flush();
    };
    void outbox.open(owner);
    window.addEventListener("online", flush);
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [owner]);
}

/** Whenever something was answered, what is on screen is read anew. */
function useFreshAfterSending(): void {
  const { entries } = useOutbox();
  const before = useRef(entries.length);
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  useEffect(() => {
    if (entries.length < before.current) {
      void queryClient.invalidateQueries(trpc.trip.pathFilter());
      void queryClient.invalidateQueries(trpc.billing.pathFilter());
      void queryClient.invalidateQueries(trpc.cash.pathFilter());
      void queryClient.invalidateQueries(trpc.inspection.pathFilter());
    }
    before.current = entries.length;
  }, [entries.length, queryClient, trpc]);
}

function Work({ owner }: { owner: string }) {
  const { data = [] } = useToday();
  const riding = data.find(({ status }) => underWay.includes(status));
  useSending(owner);
  useFreshAfterSending();
  usePositionReports(riding?.shiftId ?? null);
  return null;
}

/** What goes on behind every screen of the crew's phone: calls, the outbox, positions while a trip is under way. */
export function CrewDesk({
  frame,
  region,
  children,
}: {
  frame: CrewFrame;
  region: string;
  children: ReactNode;
}) {
  return (
    <ApiProvider region={region}>
      <CrewFrameProvider frame={frame}>
        <Work owner={frame.owner} />
        {children}
      </CrewFrameProvider>
    </ApiProvider>
  );
}
