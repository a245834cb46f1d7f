"use client";

import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { rideLooks } from "./ride-bar";

/** Stripes: the operator still confirms each job of such a shift. */
export const onOfferPattern = {
  background: "repeating-linear-gradient(135deg, var(--color-surface) 0 6px, var(--color-sunken) 6px 12px)",
};

const rides = ["assigned", "moving", "completed", "tight", "late", "reserved"] as const;

/** What the looks of the timeline mean. */
export function TimelineLegend() {
  const t = useTranslations("plan");
  return (
    <ul
      aria-label={t("legend.label")}
      className="mb-3 flex flex-wrap gap-x-5 gap-y-1.5 text-ink-soft text-sm"
    >
      <li className="flex items-center gap-2">
        <span className="h-4 w-7 rounded-sm border border-primary/30 bg-primary-soft" />
        {t("kinds.committed")}
      </li>
      <li className="flex items-center gap-2">
        <span className="h-4 w-7 rounded-sm border border-primary/30" style={onOfferPattern} />
        {t("kinds.on_offer")}
      </li>
      {rides.map((look) => (
        <li key={look} className="flex items-center gap-2">
          <span className={classNames("h-4 w-7 rounded-sm border", rideLooks[look])} />
          {t(`legend.${look}`)}
        </li>
      ))}
      <li className="flex items-center gap-2">
        <span className="h-1.5 w-7 rounded-full bg-wait-line" />
        {t("legend.rest")}
      </li>
    </ul>
  );
}
