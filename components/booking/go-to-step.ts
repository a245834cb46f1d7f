"use client";

import { useSyncExternalStore } from "react";
import type { Step } from "./answers";

/**
 * The steps live in the address alone: the back button goes one question back, a reload stays, and no request is made,
 * so that a dead network stops nobody from answering. Read from the browser itself and not from the router, whose
 * transitions may wait for the server.
 */
const listeners = new Set<() => void>();
let isMoving = false;

function announce(): void {
  isMoving = true;
  for (const hear of listeners) hear();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", announce);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("popstate", announce);
  };
}

/** The address's query. `initial` is what the server saw of it. */
export function useSearch(initial = ""): URLSearchParams {
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => initial,
  );
  return new URLSearchParams(search);
}

/** Whether this screen was come to by a step, not by opening the page: only then the focus follows. */
export function hasStepped(): boolean {
  return isMoving;
}

/** Move on to a step; the present one stays behind the back button. */
export function goToStep(step: Step, query: Record<string, string> = {}): void {
  window.history.pushState(null, "", `?${new URLSearchParams({ step, ...query })}`);
  announce();
  window.scrollTo({ top: 0 });
}

/** Show a step instead of the present one. */
export function replaceStep(step: Step): void {
  window.history.replaceState(null, "", `?${new URLSearchParams({ step })}`);
  announce();
}
