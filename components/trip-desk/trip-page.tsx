"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { TripRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { HistoryCard } from "@/components/notice/history-card";
import { useDesk } from "@/components/plan/desk";
import { tripTones } from "@/components/plan/trip-tone";
import { usePlaceName } from "@/components/plan/use-place-name";
import { GlassCard } from "@/components/privacy/glass-card";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { AdverseReport } from "./adverse-report";
import { ComplaintList } from "./complaint-list";
import { EventList } from "./event-list";
import { MoneyCard } from "./money-card";

/** One trip of the operator: who, where, what happened, what it costs, who complained. */
export function TripPage({ initial }: { initial: TripRecord }) {
  const t = useTranslations("trip-desk");
  const plan = useTranslations("plan");
  const trpc = useTRPC();
  const nameOf = usePlaceName();
  const { timeZone } = useDesk();
  const { data: trip } = useQuery({
    ...trpc.trip.get.queryOptions({ tripId: initial.id }),
    initialData: initial,
  });
  const { data: complaints } = useQuery(trpc.complaint.list.queryOptions({ bookingId: trip.bookingId }));
  return (
    <>
      <PageHeader
        title={t("tripTitle", { number: trip.bookingNumber })}
        lead={`${nameOf(trip.from.label)} → ${nameOf(trip.to.label)}`}
        meta={<Badge tone={tripTones[trip.status]}>{plan(`statuses.${trip.status}`)}</Badge>}
        back={{ href: "/operator/trips", label: t("title") }}
        actions={<AdverseReport tripId={trip.id} />}
      />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Facts trip={trip} />
        <Card title={t("events.title")}>
          <EventList events={trip.events} />
        </Card>
        <GlassCard bookingId={trip.bookingId} />
        <MoneyCard bookingId={trip.bookingId} />
        <HistoryCard bookingId={trip.bookingId} timeZone={timeZone} />
        <section>
          <h2 className="mb-3 text-lg">{t("tabs.complaints")}</h2>
          <ComplaintList rows={complaints} />
        </section>
      </div>
    </>
  );
}

/** As they happened: taken over at the pickup, handed on at the drop-off. */
const inOrder = (a: TripRecord["handovers"][number], b: typeof a) =>
  Number(a.end === "dropoff") - Number(b.end === "dropoff");

function Facts({ trip }: { trip: TripRecord }) {
  const t = useTranslations("trip-desk");
  const plan = useTranslations("plan");
  const fleet = useTranslations("fleet");
  const { timeZone, now } = useDesk();
  const crew = trip.crew.map(({ duty, name }) => `${fleet(`duties.${duty}`)} ${name}`).join(plan("comma"));
  const person = `${trip.people.patientName ?? "–"} · ${plan(`mobilities.${trip.mobility}`)}`;
  return (
    <Card title={t("facts.title")}>
      <DescriptionList
        items={[
          { term: t("columns.patient"), value: person },
          {
            term: t("facts.booker"),
            value: [trip.people.bookerName, trip.people.bookerPhone].filter(Boolean).join(" · ") || "–",
          },
          { term: t("columns.plate"), value: trip.plate },
          { term: t("facts.crew"), value: crew },
          {
            term: t("facts.ready"),
            value: trip.readyAt ? <Instant at={trip.readyAt} timeZone={timeZone} now={now} /> : null,
          },
          {
            term: t("facts.plannedPickup"),
            value: <Instant at={trip.plannedPickupAt} timeZone={timeZone} now={now} />,
          },
          {
            term: t("facts.plannedDropoff"),
            value: <Instant at={trip.plannedDropoffAt} timeZone={timeZone} now={now} />,
          },
          {
            term: t("facts.distance"),
            value: plan("kilometres", { km: (trip.distanceMetres / 1000).toFixed(1) }),
          },
          ...[...trip.handovers].sort(inOrder).map((it) => ({
            term: t(`facts.handover.${it.end}`),
            value: `${it.giverName} → ${it.receiverName}`,
          })),
        ]}
      />
    </Card>
  );
}
