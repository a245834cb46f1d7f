"use client";

import { useTranslations } from "next-intl";

/** The name of a line of a bill in the reader's language; a code without a name shows the tariff's own words. */
export function LineName({ code, label }: { code: string; label?: string }) {
  const t = useTranslations("price");
  if (t.has(`lines.${code}`)) return t(`lines.${code}`);
  return t.has(`cancellation.${code}`) ? t(`cancellation.${code}`) : (label ?? code);
}
