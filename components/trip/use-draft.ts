"use client";

import { useState } from "react";

function read<T>(key: string): Partial<T> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<T>;
  } catch {
    return {};
  }
}

/** What a form holds, kept through a reload or a phone call until it was sent. Files and signatures are not in it. */
export function useDraft<T extends object>(name: string, initial: T) {
  const key = `anzhuan.crew.draft.${name}`;
  const [draft, setDraft] = useState<T>(() => ({ ...initial, ...read<T>(key) }));
  const change = (patch: Partial<T>) => {
    const next = { ...draft, ...patch };
    setDraft(next);
    try {
      sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Without storage the form still holds it until the page goes.
    }
  };
  return { draft, change, clear: () => sessionStorage.removeItem(key) };
}
