"use client";

import { useCallback, useSyncExternalStore } from "react";

const key = "anzhuan.licence";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): string {
  try {
    return window.localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** The clinician's licence number as this browser remembers it, and how to remember another. */
export function useLicence(): [string, (licence: string) => void] {
  const licence = useSyncExternalStore(subscribe, read, () => "");
  const remember = useCallback((next: string) => {
    try {
      window.localStorage.setItem(key, next);
    } catch {
      // A browser that keeps nothing asks again next time.
    }
    for (const hear of listeners) hear();
  }, []);
  return [licence, remember];
}
