"use client";

import { useTranslations } from "next-intl";
import { AgainButtons } from "@/components/booking/again-buttons";
import { Card } from "@/components/ui/card";
import type { TrackPart } from "./part";
import { isOngoing, phaseOf } from "./phase";
import { useGuarded } from "./use-guarded";

/** A ride that is over, or that nobody took: the same again, or back. Messages lead here (`#rebook`). */
export function RebookCard(part: TrackPart) {
  const t = useTranslations("again");
  const { guard, dialog } = useGuarded(part);
  const phase = phaseOf(part.view);
  if (isOngoing(phase) || phase === "handed_to_120") return null;
  return (
    <div id="rebook" className="no-print scroll-mt-4">
      <Card title={t(phase === "unserved" || phase === "failed" ? "titleOther" : "title")}>
        <p className="mb-3 text-ink-soft">{t("lead")}</p>
        <AgainButtons regionId={part.region.id} bookingId={part.view.bookingId} guard={guard} />
        {dialog}
      </Card>
    </div>
  );
}
