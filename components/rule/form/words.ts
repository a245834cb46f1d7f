"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { rowTitle } from "./row-title";

/** Where the words of closed lists stand; the first place that knows every word of a list names them all. */
const places = [
  "fleet.classes",
  "fleet.equipment",
  "fleet.duties",
  "paper.kinds",
  "certification.markings.items",
  "record.mobilities",
  "record.levels",
  "record.triage.outcomes",
  "review.parties",
  "review.form.isolations",
  "review.form.cares",
  "ruleForm.options",
];

/** What people call the fields, options and rows of a rule's content. */
export function useFormWords() {
  const t = useTranslations();
  const isEnglish = useLocale() === "en";
  return useMemo(() => {
    const has = (key: string) => t.has(key);
    const option = (value: string, list: readonly string[] = [value]): string => {
      const place = places.find((it) => list.every((word) => has(`${it}.${word}`)));
      const key = `${place ?? "ruleForm.options"}.${value}`;
      return has(key) ? t(key) : value;
    };
    const field = (name: string): string =>
      has(`ruleForm.fields.${name}`) ? t(`ruleForm.fields.${name}`) : option(name);
    const hint = (name: string): string | undefined =>
      has(`ruleForm.hints.${name}`) ? t(`ruleForm.hints.${name}`) : undefined;
    const row = (value: unknown): string => rowTitle(value, { isEnglish, option, comma: t("rule.comma") });
    const ui = (key: string, of = {}): string => t(`ruleForm.ui.${key}`, of);
    return { isEnglish, option, field, hint, row, ui };
  }, [t, isEnglish]);
}
