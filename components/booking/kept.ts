"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";

type Place = "local" | "session";

const listeners = new Set<() => void>();
/** What stands where the browser refuses to keep anything (private windows, full disks): lost with the tab, not before. */
const memory = new Map<string, string>();

function storeOf(place: Place): Storage | null {
  try {
    return place === "local" ? window.localStorage : window.sessionStorage;
  } catch {
    return null;
  }
}

/** What a key holds in this browser, or since it refuses to keep anything in this page; null where nothing does. */
export function readRaw(key: string, place: Place): string | null {
  return memory.get(key) ?? storeOf(place)?.getItem(key) ?? null;
}

/** Keep a text under a key, or drop it with null. A full or blocked store is no error: the text then lasts as long as the page. */
export function writeRaw(key: string, place: Place, raw: string | null): void {
  memory.delete(key);
  try {
    const store = storeOf(place);
    if (raw === null) store?.removeItem(key);
    else if (store) store.setItem(key, raw);
    else memory.set(key, raw);
  } catch {
    if (raw !== null) memory.set(key, raw);
  }
  for (const hear of listeners) hear();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Answers about somebody's health are not left lying in a browser for longer than a day. */
const longestMilliseconds = 86_400_000;

function parse<T extends object>(raw: string | null, initial: T): T {
  if (raw === null) return initial;
  try {
    const { at, value } = JSON.parse(raw) as { at: number; value: Partial<T> };
    return Date.now() - at > longestMilliseconds ? initial : { ...initial, ...value };
  } catch {
    return initial;
  }
}

/** What a page remembers, how to change part of it, and how to forget it. */
export interface Kept<T> {
  value: T;
  set: (change: Partial<T>) => void;
  forget: () => void;
}

/**
 * An object of answers that outlives reloads, the back button and a dead network. `local` also outlives the tab;
 * `session` ends with it, for what names a person. `initial` must keep its identity.
 */
export function useKept<T extends object>(key: string, place: Place, initial: T): Kept<T> {
  const raw = useSyncExternalStore(
    subscribe,
    () => readRaw(key, place),
    () => null,
  );
  const value = useMemo(() => parse(raw, initial), [raw, initial]);
  const set = useCallback(
    (change: Partial<T>) => {
      // Read again: two changes within one event must not undo each other.
      const latest = parse(readRaw(key, place), initial);
      writeRaw(key, place, JSON.stringify({ at: Date.now(), value: { ...latest, ...change } }));
    },
    [key, place, initial],
  );
  const forget = useCallback(() => writeRaw(key, place, null), [key, place]);
  return { value, set, forget };
}
