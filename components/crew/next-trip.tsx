"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { NeedsBadges } from "@/components/trip/needs-badges";
import { NextMove } from "@/components/trip/next-move";
import { CallButton, NavigateButton, PlaceLines } from "@/components/trip/place-card";
import { StatusBadge, TripTimes } from "@/components/trip/trip-times";
import { useTrip } from "@/components/trip/use-trip";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { OwnTrip } from "./own-trip";

/** The trip that is next: when, where, whom, and its one big button. */
export function NextTrip({ trip }: { trip: OwnTrip }) {
  const t = useTranslations("crew.today");
  return (
    <section
      aria-labelledby={`next-${trip.id}`}
      className="grid gap-4 rounded-xl border-2 border-primary bg-surface p-4 shadow-raised"
    >
      <div className="flex items-center justify-between gap-3">
        <h2 id={`next-${trip.id}`} className="text-lg">
          {t(trip.now === "assigned" ? "next" : "current")}
        </h2>
        <StatusBadge status={trip.now} />
      </div>
      <TripTimes trip={{ ...trip, leaveBy: trip.now === "assigned" ? trip.leaveBy : null }} isLarge />
      <div className="grid gap-3">
        <PlaceLines end="from" {...trip.from} />
        <PlaceLines end="to" {...trip.to} />
      </div>
      <p className="font-bold text-xl">{trip.patientName ?? t("unnamed")}</p>
      <NeedsBadges trip={trip} />
      <Reach trip={trip} />
      <NextMove tripId={trip.id} shiftId={trip.shiftId} now={trip.now} />
      <LinkButton href={`/crew/trips/${trip.id}`} variant="secondary" size="touch" wide>
        {t("open")}
        <ChevronRight aria-hidden="true" />
      </LinkButton>
    </section>
  );
}

/** The way to the next door, and whom to call about it: the booker, or the ward where there is one. */
function Reach({ trip }: { trip: OwnTrip }) {
  const t = useTranslations("crew.today");
  const { trip: opened } = useTrip(trip.id);
  if (!opened) return <Skeleton className="h-16" />;
  const next = trip.now === "on_board" || trip.now === "at_dropoff" ? "to" : "from";
  const place = opened.ends[next];
  const phone = opened.phones[next];
  return (
    <div className="grid grid-cols-2 gap-3">
      <NavigateButton label={place.label} point={place} />
      <CallButton phone={phone ?? opened.people.bookerPhone} label={t(phone ? "callWard" : "callBooker")} />
    </div>
  );
}
