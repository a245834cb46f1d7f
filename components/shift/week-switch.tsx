"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { dayAfter, mondayOf } from "./local-time";

/** Go through the weeks. */
export function WeekSwitch({ monday, today }: { monday: string; today: string }) {
  const t = useTranslations("shift");
  const to = (target: string) => `/operator/shifts?week=${target}`;
  const near = [
    { monday: mondayOf(today), label: t("thisWeek") },
    { monday: dayAfter(mondayOf(today), 7), label: t("nextWeek") },
  ];
  return (
    <>
      {near.map((it) => (
        <LinkButton
          key={it.monday}
          href={to(it.monday)}
          variant={it.monday === monday ? "primary" : "secondary"}
          aria-current={it.monday === monday ? "true" : undefined}
        >
          {it.label}
        </LinkButton>
      ))}
      <div className="flex items-center gap-2">
        <LinkButton
          href={to(dayAfter(monday, -7))}
          variant="secondary"
          size="icon"
          aria-label={t("weekBefore")}
        >
          <ChevronLeft aria-hidden="true" />
        </LinkButton>
        <LinkButton
          href={to(dayAfter(monday, 7))}
          variant="secondary"
          size="icon"
          aria-label={t("weekAfter")}
        >
          <ChevronRight aria-hidden="true" />
        </LinkButton>
      </div>
    </>
  );
}
