"use client";

import type { Step } from "./answers";

let isMoving = false;

/** Whether this screen was come to by a step, not by opening the page: only then the focus follows. */
export function hasStepped(): boolean {
  return isMoving;
}

/** Listen for the browser's own back and forward, which are steps too. */
export function watchBackButton(): () => void {
  const heed = () => {
    isMoving = true;
  };
  window.addEventListener("popstate", heed);
  return () => window.removeEventListener("popstate", heed);
}

/**
 * Move to a step by the address alone: the back button goes one question back, and no request is made, so that a dead
 * network does not stop anybody from answering.
 */
export function goToStep(step: Step, query: Record<string, string> = {}): void {
  isMoving = true;
  const search = new URLSearchParams({ step, ...query });
  window.history.pushState(null, "", `?${search}`);
  window.scrollTo({ top: 0 });
}
