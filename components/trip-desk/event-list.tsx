"use client";

import { useTranslations } from "next-intl";
import type { TripRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Instant } from "@/components/ui/instant";
import { TimelineList } from "@/components/ui/timeline-list";
import { cannotCarryReasons, waitingCauses } from "@/server/core/trip-input";

type TripEvent = TripRecord["events"][number];
const alarming = new Set(["cannot_carry", "divert_120", "worse", "adverse_event"]);

const numberIn = (data: TripEvent["data"], name: string) => Number(data[name] ?? 0);

/** What an event carries, in words; free text as the crew wrote it. */
function useDetail() {
  const t = useTranslations("trip-desk.events");
  return ({ kind, data }: TripEvent): string => {
    const cause = waitingCauses.find((it) => it === data.causedBy);
    const reason = cannotCarryReasons.find((it) => it === data.reason);
    const known: Partial<Record<TripEvent["kind"], () => string>> = {
      waiting: () =>
        t("waiting", { minutes: numberIn(data, "minutes"), cause: cause ? t(`causes.${cause}`) : "" }),
      carry: () => t("carry", { floors: numberIn(data, "floors"), bearers: numberIn(data, "bearers") }),
      toll: () => t("toll", { yuan: (numberIn(data, "fen") / 100).toFixed(2) }),
      cannot_carry: () => (reason ? t(`cannot.${reason}`) : ""),
    };
    const written = [data.note, data.text, data.finding, data.caption].filter(
      (it) => typeof it === "string" && it,
    );
    return [known[kind]?.(), ...written].filter(Boolean).join(" · ");
  };
}

/** The trip as the crew's device told it, in order of time. */
export function EventList({ events }: { events: TripEvent[] }) {
  const t = useTranslations("trip-desk.events");
  const { timeZone, now } = useDesk();
  const detail = useDetail();
  if (events.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <TimelineList
      label={t("title")}
      items={events.map((event) => ({
        key: event.id,
        title: t(`kinds.${event.kind}`),
        at: <Instant at={event.happenedAt} timeZone={timeZone} now={now} />,
        description:
          [detail(event), event.late ? t("arrivedLate") : ""].filter(Boolean).join(" · ") || undefined,
        tone: alarming.has(event.kind) ? ("danger" as const) : ("done" as const),
      }))}
    />
  );
}
