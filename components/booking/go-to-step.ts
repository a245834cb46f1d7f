"use client";

import type { Step } from "./answers";

/**
 * Move to a step by the address alone: the back button goes one question back, and no request is made, so that a dead
 * network does not stop anybody from answering.
 */
export function goToStep(step: Step, query: Record<string, string> = {}): void {
  const search = new URLSearchParams({ step, ...query });
  window.history.pushState(null, "", `?${search}`);
  window.scrollTo({ top: 0 });
}
