"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant, TimeRange } from "@/components/ui/instant";
import type { Moment } from "@/server/core/trip-history";
import { useNames, useWord } from "./names";

const tones: Partial<Record<Moment["status"], "ok" | "late" | "danger" | "neutral" | "wait">> = {
  completed: "ok",
  cancelled: "neutral",
  draft: "neutral",
  failed: "danger",
  unserved: "late",
  to_120: "danger",
  handed_to_120: "danger",
  offered: "wait",
  in_review: "wait",
  held: "wait",
};

/** Status, operator, vehicle, promise and last known place of one moment. */
export function MomentState({ record, state }: { record: OversightRecord; state: Moment }) {
  const t = useTranslations("record.moment");
  const { timeZone } = useDesk();
  const { operator } = useNames(record);
  const trip = useWord("trip.status");
  const booking = useWord("record.bookingStatuses");
  const { status, orgId, plate, promise, position } = state;
  const items = [
    {
      term: t("status"),
      value: <Badge tone={tones[status] ?? "primary"}>{trip(status, booking(status, status))}</Badge>,
    },
    { term: t("vehicle"), value: plate },
    { term: t("operator"), value: orgId ? operator(orgId) : null },
    {
      term: t("promise"),
      value: promise ? (
        <TimeRange from={promise.pickupFrom} to={promise.pickupUntil} timeZone={timeZone} />
      ) : null,
    },
    {
      term: t("position"),
      value: position ? (
        <>
          {`${position.lat.toFixed(4)}, ${position.lon.toFixed(4)} `}
          <span className="text-ink-soft text-sm">
            {t("seen")} <Instant at={position.at} form="time" timeZone={timeZone} />
          </span>
        </>
      ) : null,
    },
  ];
  return (
    <DescriptionList items={items.map((it) => ({ ...it, value: it.value ?? t("notYet") }))} look="rows" />
  );
}
