"use client";

import { useEffect, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { dropTyped, keepTyped, readTyped } from "./typed";

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
  const [isRestored, setRestored] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form appears
  useEffect(() => {
    const kept = readTyped(ruleVersionId);
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
      timer = setTimeout(() => keepTyped(ruleVersionId, { revision, values: form.getValues() }), pauseMs);
    });
    return () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    };
  }, [form, ruleVersionId, revision]);
  const forget = () => {
    dropTyped(ruleVersionId);
    setRestored(false);
  };
  // A newer revision was saved from here: what was kept for the one before is done with.
  useEffect(() => {
    const kept = readTyped(ruleVersionId);
    if (kept && kept.revision < revision) dropTyped(ruleVersionId);
  }, [ruleVersionId, revision]);
  return { isRestored, forget };
}
