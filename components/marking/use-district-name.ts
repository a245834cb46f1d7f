"use client";

import { useLocale, useTranslations } from "next-intl";
import { useDesk } from "@/components/plan/desk";

/** The name of a district by its code; whatever is none of the region's lies outside of it. */
export function useDistrictName(): (code: string) => string {
  const t = useTranslations("marking.scans");
  const isEnglish = useLocale() === "en";
  const { districts } = useDesk();
  return (code) => {
    const found = districts.find((it) => it.code === code);
    if (!found) return t("outside");
    return isEnglish ? found.nameEn : found.nameZh;
  };
}
