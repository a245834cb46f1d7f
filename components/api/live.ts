"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

let source: EventSource | undefined;
let users = 0;
const listeners = new Set<() => void>();

function open(url: string): void {
  source = new EventSource(url);
  source.onmessage = () => {
    for (const hear of listeners) hear();
  };
  // After a lost connection anything may have changed meanwhile.
  source.onopen = () => {
    for (const hear of listeners) hear();
  };
}

/**
 * Keep a page live: one stream per tab, shared; each event refetches what is on screen. `token` is the booking link of
 * a guest's page.
 */
export function useLive(token?: string): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const refetch = () => void queryClient.invalidateQueries({ refetchType: "active" });
    listeners.add(refetch);
    users += 1;
    if (!source) open(token ? `/api/live?token=${encodeURIComponent(token)}` : "/api/live");
    return () => {
      listeners.delete(refetch);
      users -= 1;
      if (users > 0) return;
      source?.close();
      source = undefined;
    };
  }, [queryClient, token]);
}
