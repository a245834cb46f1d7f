"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { TimelineList } from "@/components/ui/timeline-list";
import { useNames, useWord } from "./names";

type Trip = OversightRecord["trips"][number];

const grave = ["worse", "divert_120", "adverse_event", "cannot_carry", "cancel"];

/** Minutes after the range that was promised first; a promise moved later does not make it punctual. */
function lateMinutes(record: OversightRecord, trip: Trip): number | null {
  const [first] = record.promises.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  if (!first || !trip.arrivedPickupAt) return null;
  return Math.max(0, Math.ceil((trip.arrivedPickupAt.getTime() - first.pickupUntil.getTime()) / 60_000));
}

function TripFacts({ record, trip }: { record: OversightRecord; trip: Trip }) {
  const t = useTranslations("record");
  const { timeZone } = useDesk();
  const { operator } = useNames(record);
  const duty = useWord("fleet.duties");
  const late = lateMinutes(record, trip);
  const crew = trip.crew.map((it) => t("trip.duty", { name: it.name, duty: duty(it.duty, it.duty) }));
  const way = (metres: number | null) =>
    metres === null ? null : t("kilometres", { km: (metres / 1000).toFixed(1) });
  const items = [
    { term: t("facts.operator"), value: operator(trip.orgId) },
    { term: t("facts.plate"), value: trip.plate },
    { term: t("trip.crew"), value: crew.join(t("comma")) },
    { term: t("trip.planned"), value: <Instant at={trip.plannedPickupAt} timeZone={timeZone} /> },
    {
      term: t("trip.arrived"),
      value: trip.arrivedPickupAt ? (
        <span className="grid justify-items-start gap-1">
          <Instant at={trip.arrivedPickupAt} timeZone={timeZone} />
          {late === null ? null : (
            <Badge tone={late > 0 ? "late" : "ok"}>
              {late > 0 ? t("trip.late", { count: late }) : t("trip.onTime")}
            </Badge>
          )}
        </span>
      ) : null,
    },
    { term: t("trip.driven"), value: way(trip.drivenMetres) },
    { term: t("trip.empty"), value: way(trip.emptyMetres) },
  ];
  return <DescriptionList items={items} look="tiles" className="mb-5" />;
}

function useDetail() {
  const t = useTranslations("record.trip");
  const word = useWord("trip");
  return ({ kind, data }: OversightRecord["events"][number]): string | null => {
    if (kind === "waiting") {
      const by = String(data.causedBy);
      return t("waiting", { minutes: Number(data.minutes), cause: word(`waiting.causes.${by}`, by) });
    }
    if (kind === "carry") return t("carry", { floors: Number(data.floors), bearers: Number(data.bearers) });
    const reason = typeof data.reason === "string" ? data.reason : null;
    if (kind === "cannot_carry" && reason) return word(`cannotCarry.reasons.${reason}`, reason);
    if (kind === "adverse_event") return word(`adverse.kinds.${String(data.kind)}`, String(data.kind ?? ""));
    return typeof data.text === "string" ? data.text : reason;
  };
}

function Events({ record }: { record: OversightRecord }) {
  const t = useTranslations("record.trip");
  const { timeZone } = useDesk();
  const word = useWord("trip.sent");
  const detail = useDetail();
  const items = record.events
    .toSorted((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime())
    .map((event) => ({
      key: event.id,
      title: word(event.data.handover === "pickup" ? "take_over" : event.kind, event.kind),
      at: <Instant at={event.happenedAt} form="exact" timeZone={timeZone} />,
      description: (
        <>
          {detail(event)}{" "}
          <span className="text-ink-soft text-xs">
            {t("received")} <Instant at={event.receivedAt} form="time" timeZone={timeZone} />
          </span>
        </>
      ),
      tone: grave.includes(event.kind) ? ("danger" as const) : ("done" as const),
    }));
  if (items.length === 0) return <p className="text-ink-soft">{t("noEvents")}</p>;
  return <TimelineList items={items} />;
}

/** The trip as it went: vehicle and crew, each event as the crew's device told it, every boarding check. */
export function TripPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record");
  const { timeZone } = useDesk();
  return (
    <Card title={t("parts.trip")}>
      {record.trips.map((trip) => (
        <TripFacts key={trip.id} record={record} trip={trip} />
      ))}
      <Events record={record} />
      {record.boardingAttempts.length > 0 ? (
        <div className="mt-5">
          <h3 className="font-medium">{t("trip.attempts")}</h3>
          <ul>
            {record.boardingAttempts.map((it) => (
              <li key={it.id}>
                <Instant at={it.at} form="exact" timeZone={timeZone} />{" "}
                <Badge tone={it.succeeded ? "ok" : "danger"}>
                  {t(it.succeeded ? "trip.attemptOk" : "trip.attemptFailed")}
                </Badge>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {record.emergencies.length > 0 ? (
        <div className="mt-5">
          <h3 className="font-medium">{t("trip.emergencies")}</h3>
          <ul>
            {record.emergencies.map((it) => (
              <li key={it.id} className="flex flex-wrap gap-x-3">
                <Instant at={it.createdAt} form="exact" timeZone={timeZone} />
                <span>{t("trip.emergency", { reference: it.reference })}</span>
                <Badge tone={it.acknowledgedAt ? "ok" : "danger"}>
                  {it.acknowledgedBy
                    ? t("trip.acknowledged", { name: it.acknowledgedBy })
                    : t("trip.unacknowledged")}
                </Badge>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Card>
  );
}
