"use client";

import { useTranslations } from "next-intl";
import { InspectionNote } from "./inspection-note";
import { useInspections } from "./use-inspections";

/** A shift is prepared for from so long before it begins. */
const aheadMilliseconds = 12 * 3_600_000;

/** The shift at work, or the next one of today: its vehicle to be inspected, inspected, or off the road. */
export function CrewInspections() {
  const t = useTranslations("inspection");
  const { inspections = [] } = useInspections();
  const near = inspections.filter(({ startsAt }) => startsAt.getTime() - Date.now() < aheadMilliseconds);
  if (near.length === 0) return null;
  return (
    <section aria-label={t("title")} className="mb-6 grid gap-3">
      {near.map((it) => (
        <InspectionNote key={it.shiftId} inspection={it} />
      ))}
    </section>
  );
}
