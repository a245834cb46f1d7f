"use client";

import { useLocale } from "next-intl";
import { useCallback } from "react";
import { useDesk } from "./desk";

/** The name of an end as an operator may read it: a facility by its own, a home (told by its district's code) by the district. */
export function usePlaceName(): (label: string) => string {
  const { districts } = useDesk();
  const locale = useLocale();
  return useCallback(
    (label: string) => {
      const district = districts.find(({ code }) => code === label);
      if (!district) return label;
      return locale === "en" ? district.nameEn : district.nameZh;
    },
    [districts, locale],
  );
}
