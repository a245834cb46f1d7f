"use client";

import { useTranslations } from "next-intl";

/** Words for a failed check of a field: our checks carry a key of `errors`, all others mean that the entry cannot be read. */
export function useFieldError(): (error: { message?: string } | undefined) => string | undefined {
  const t = useTranslations("errors");
  return (error) => {
    if (!error) return undefined;
    const key = error.message ?? "";
    return /^[a-z_]+(\.[a-z_]+)+$/.test(key) && t.has(key) ? t(key) : t("fleet.entry");
  };
}
