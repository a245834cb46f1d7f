"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { TimelineList } from "@/components/ui/timeline-list";
import { useCrewFrame } from "./crew-context";
import { entryName } from "./outbox-entry";
import { useKept } from "./use-outbox";
import type { Trip } from "./use-trip";

type Event = Trip["events"][number];

/** The key under `trip.sent`; a pickup hand-over is kept as a note of its own kind. */
const nameOf = ({ kind, data }: Event) => (data.handover === "pickup" ? "take_over" : kind);

function useDetail() {
  const t = useTranslations("trip");
  return ({ kind, data }: Event): string | null => {
    if (kind === "waiting") {
      const cause = t(`waiting.causes.${String(data.causedBy)}`);
      return t("record.waiting", { minutes: Number(data.minutes), cause });
    }
    if (kind === "carry")
      return t("record.carry", { floors: Number(data.floors), bearers: Number(data.bearers) });
    if (kind === "cannot_carry") return t(`cannotCarry.reasons.${String(data.reason)}`);
    if (kind === "adverse_event") return t(`adverse.kinds.${String(data.kind)}`);
    if (kind === "note" && typeof data.text === "string") return data.text;
    if (kind === "worse" || kind === "divert_120") return String(data.finding ?? "");
    return null;
  };
}

/** What was recorded so far, and what still waits on this phone. */
export function TripRecord({ trip }: { trip: Trip }) {
  const t = useTranslations("trip");
  const { timeZone } = useCrewFrame();
  const detailOf = useDetail();
  const kept = useKept(trip.id);
  const items = [
    ...trip.events.map((event) => ({
      key: event.id,
      title: t(`sent.${nameOf(event)}`),
      at: <Instant at={event.happenedAt} form="time" timeZone={timeZone} />,
      description: detailOf(event),
      tone: event.kind === "worse" || event.kind === "divert_120" ? ("danger" as const) : ("done" as const),
    })),
    ...kept.map((entry) => ({
      key: entry.id,
      title: t(`sent.${entryName(entry)}`),
      at: <Instant at={entry.madeAt} form="time" timeZone={timeZone} />,
      description: t(entry.failure ? "record.refused" : "record.waitingToSend"),
      tone: entry.failure ? ("danger" as const) : ("next" as const),
    })),
  ];
  return (
    <Card title={t("record.title")}>
      {items.length > 0 ? (
        <TimelineList label={t("record.title")} items={items} />
      ) : (
        <p className="text-ink-soft">{t("record.empty")}</p>
      )}
    </Card>
  );
}
