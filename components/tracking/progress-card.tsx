"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { type TimelineItem, TimelineList } from "@/components/ui/timeline-list";
import type { BookingEvent } from "@/server/core/booking-view";
import type { TrackPart } from "./part";
import { isOngoing, phaseOf } from "./phase";

const usual = ["confirmed", "assigned", "depart", "arrive_pickup", "board", "arrive_dropoff", "hand_over"];
const bad = new Set(["cancelled", "cancel", "unserved", "cannot_carry", "divert_120"]);

function toneOf(kind: string): TimelineItem["tone"] {
  if (bad.has(kind)) return "danger";
  return kind === "promise_moved" ? "late" : "done";
}

/** What has happened, and while it goes on what is still to come. */
export function ProgressCard({ view, region, now }: TrackPart) {
  const t = useTranslations("tracking.events");
  const words = (kind: string) => (t.has(kind) ? t(kind) : t("other"));
  const done = view.events.map((event: BookingEvent, index) => ({
    key: `${event.kind}-${index}`,
    title: words(event.kind),
    at: <Instant at={event.at} timeZone={region.timeZone} now={now} />,
    tone: toneOf(event.kind),
    icon: bad.has(event.kind) ? undefined : <Check />,
  }));
  const happened = new Set(view.events.map(({ kind }) => kind));
  const missing = isOngoing(phaseOf(view)) ? usual.filter((kind) => !happened.has(kind)) : [];
  const coming = missing.map((kind, index) => ({
    key: kind,
    title: words(`next_${kind}`),
    tone: index === 0 ? ("current" as const) : ("next" as const),
  }));
  return (
    <Card title={t("title")}>
      <TimelineList label={t("title")} items={[...done, ...coming]} />
    </Card>
  );
}
