import type { FieldValues } from "react-hook-form";
import { readRaw, writeRaw } from "@/components/booking/kept";

/** What was typed into the form of a draft, on top of which saved revision of it. */
export interface Typed {
  revision: number;
  values: FieldValues;
}

const keyOf = (ruleVersionId: string) => `rule-draft:${ruleVersionId}`;

/** What was typed in this tab and not saved; null where nothing was. */
export function readTyped(ruleVersionId: string): Typed | null {
  const text = readRaw(keyOf(ruleVersionId), "session");
  try {
    return text ? (JSON.parse(text) as Typed) : null;
  } catch {
    return null;
  }
}

/** Keep what was typed; a browser that keeps nothing never gets into the way of typing. */
export function keepTyped(ruleVersionId: string, typed: Typed): void {
  writeRaw(keyOf(ruleVersionId), "session", JSON.stringify(typed));
}

/** It was saved, or thrown away. */
export function dropTyped(ruleVersionId: string): void {
  writeRaw(keyOf(ruleVersionId), "session", null);
}
