"use client";

import { useEffect, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";

interface Kept {
  revision: number;
  values: FieldValues;
}

function read(key: string): Kept | null {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Kept) : null;
  } catch {
    return null;
  }
}

const pauseMs = 400;

/**
 * What was typed and not yet saved outlasts a reload and a lost connection: it is kept in this tab, and comes back as long
 * as nobody saved the draft meanwhile.
 */
export function useKeptTyping(
  form: UseFormReturn<FieldValues>,
  ruleVersionId: string,
  revision: number,
): { isRestored: boolean; forget: () => void } {
  const key = `rule-draft:${ruleVersionId}`;
  const [isRestored, setRestored] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form appears
  useEffect(() => {
    const kept = read(key);
    if (!kept || kept.revision !== revision) return;
    form.reset(kept.values, { keepDefaultValues: true });
    setRestored(true);
  }, []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const subscription = form.watch((_values, { name }) => {
      // Without a name the whole form was set anew: nobody typed.
      if (name === undefined) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        sessionStorage.setItem(key, JSON.stringify({ revision, values: form.getValues() }));
      }, pauseMs);
    });
    return () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    };
  }, [form, key, revision]);
  const forget = () => {
    sessionStorage.removeItem(key);
    setRestored(false);
  };
  // A newer revision was saved from here: what was kept for the one before is done with.
  useEffect(() => {
    const kept = read(key);
    if (kept && kept.revision < revision) sessionStorage.removeItem(key);
  }, [key, revision]);
  return { isRestored, forget };
}
