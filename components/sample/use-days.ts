"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatInstant } from "@/components/ui/instant";

/** A sample's days as people write them; a calendar day has no zone. */
export function useDays(): (sample: { fromDay: string; untilDay: string }) => string {
  const t = useTranslations("sample");
  const locale = useLocale();
  const day = (it: string) => formatInstant(`${it}T00:00:00Z`, "calendarDate", "UTC", locale);
  return ({ fromDay, untilDay }) => t("days", { from: day(fromDay), until: day(untilDay) });
}
