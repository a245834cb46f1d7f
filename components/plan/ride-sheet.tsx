"use client";

import { useTranslations } from "next-intl";
import type { PlanStop } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant, TimeRange } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { Sheet } from "@/components/ui/sheet";
import type { PlannedRide } from "./blocks";
import { useDesk } from "./desk";
import { tripTones } from "./trip-tone";
import { usePlaceName } from "./use-place-name";

/** One ride of the plan: what was promised, what is expected, who drives, and the way to its record. */
export function RideSheet({ ride, onClose }: { ride: PlannedRide | null; onClose: () => void }) {
  const t = useTranslations("plan");
  const trip = ride?.pickup.trip ?? null;
  return (
    <Sheet
      side="end"
      open={ride !== null}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={trip ? t("rideTitle", { number: trip.bookingNumber }) : t("reserved")}
    >
      {ride ? <RideDetails ride={ride} /> : null}
    </Sheet>
  );
}

function RideDetails({ ride }: { ride: PlannedRide }) {
  const t = useTranslations("plan");
  const fleet = useTranslations("fleet");
  const { trip } = ride.pickup;
  const nameOf = usePlaceName();
  const crew = ride.crew.map(({ duty, name }) => `${fleet(`duties.${duty}`)} ${name}`).join(t("comma"));
  return (
    <div className="grid gap-5">
      {trip ? (
        <div className="flex flex-wrap gap-2">
          <Badge tone={tripTones[trip.status]}>{t(`statuses.${trip.status}`)}</Badge>
          {ride.standing === "on_time" ? null : (
            <Badge tone={ride.standing === "late" ? "late" : "wait"}>{t(`standings.${ride.standing}`)}</Badge>
          )}
        </div>
      ) : (
        <Alert>{t("reservedText")}</Alert>
      )}
      {trip ? (
        <DescriptionList
          items={[
            {
              term: t("facts.patient"),
              value: `${trip.patientName ?? "–"} · ${t(`mobilities.${trip.mobility}`)}`,
            },
            { term: t("facts.from"), value: nameOf(trip.from.label) },
            { term: t("facts.to"), value: nameOf(trip.to.label) },
            {
              term: t("facts.distance"),
              value: t("kilometres", { km: (trip.distanceMetres / 1000).toFixed(1) }),
            },
          ]}
        />
      ) : null}
      <DescriptionList
        items={[
          { term: t("facts.plate"), value: ride.plate },
          { term: t("facts.crew"), value: crew },
        ]}
      />
      <StopTimes stop={ride.pickup} />
      {ride.dropoff ? <StopTimes stop={ride.dropoff} /> : null}
      {trip ? (
        <LinkButton href={`/operator/trips/${trip.id}`} wide>
          {t("openTrip")}
        </LinkButton>
      ) : (
        <LinkButton href="/operator/offers" variant="secondary" wide>
          {t("toOffers")}
        </LinkButton>
      )}
    </div>
  );
}

function StopTimes({ stop }: { stop: PlanStop }) {
  const t = useTranslations("plan");
  const { timeZone } = useDesk();
  const { promisedFrom, promisedUntil } = stop;
  const promised =
    promisedFrom && promisedUntil ? (
      <TimeRange from={promisedFrom} to={promisedUntil} timeZone={timeZone} withoutDay />
    ) : promisedUntil ? (
      <>
        {t("noLaterThan")} <Instant at={promisedUntil} form="time" timeZone={timeZone} />
      </>
    ) : (
      "–"
    );
  const reached = stop.arrivedAt ?? stop.expectedAt;
  return (
    <section className="rounded-md border border-line p-3.5">
      <h3 className="mb-2">{t(`stops.${stop.kind}`)}</h3>
      <DescriptionList
        items={[
          { term: t("facts.promised"), value: promised },
          {
            term: t("facts.planned"),
            value: <Instant at={stop.plannedAt} form="time" timeZone={timeZone} />,
          },
          {
            term: t(stop.arrivedAt ? "facts.arrived" : "facts.expected"),
            value: <Instant at={reached} form="time" timeZone={timeZone} />,
          },
        ]}
      />
    </section>
  );
}
