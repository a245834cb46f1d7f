"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { OversightRecord } from "@/components/api/outputs";

/** What people call the operators, shifts and rules that a record points at. */
export function useNames(record: OversightRecord) {
  const isEnglish = useLocale() === "en";
  return useMemo(() => {
    const orgs = new Map(record.orgs.map((it) => [it.id, isEnglish ? it.nameEn : it.nameZh]));
    const shifts = new Map(record.shifts.map((it) => [it.id, it]));
    const rules = new Map(record.rules.map((it) => [it.id, it]));
    return {
      isEnglish,
      operator: (id: string | null) => orgs.get(id ?? "") ?? "—",
      plate: (shiftId: string | null) => shifts.get(shiftId ?? "")?.plate ?? "—",
      vehicleClass: (shiftId: string) => shifts.get(shiftId)?.vehicleClass,
      rule: (id: string) => {
        const found = rules.get(id);
        return found && { ...found, title: isEnglish ? found.titleEn : found.titleZh };
      },
    };
  }, [record, isEnglish]);
}

/** A stored word in the reader's language; a word that has no translation stands as it was stored. */
export function useWord(namespace: string): (key: string, stored: string) => string {
  const t = useTranslations(namespace);
  return (key, stored) => (t.has(key) ? t(key) : stored);
}
