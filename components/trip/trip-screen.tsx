"use client";

import { CircleCheck, ClipboardPen } from "lucide-react";
import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import type { TripStatus } from "@/server/core/trip";
import { NextMove } from "./next-move";
import { PatientCard } from "./patient-card";
import { CallButton, NavigateButton, PlaceLines } from "./place-card";
import { PositionCard } from "./position-card";
import { TripActions, WorseButton } from "./trip-actions";
import { CrewHead, TripMissing } from "./trip-frame";
import { TripRecord } from "./trip-record";
import { StatusBadge, TripTimes } from "./trip-times";
import { type Trip, useTrip } from "./use-trip";

const withPatient: readonly TripStatus[] = ["on_board", "at_dropoff", "completed"];

/** One trip on the crew's phone: where to, whom, what next. */
export function TripScreen({ tripId }: { tripId: string }) {
  const t = useTranslations("trip");
  const { query, trip, now } = useTrip(tripId);
  const title = trip ? t("title", { number: trip.bookingNumber }) : t("loading");
  return (
    <>
      <CrewHead back="/crew" backLabel={t("backToToday")} title={title} />
      {trip && now ? <TripBody trip={trip} now={now} /> : <TripMissing query={query} />}
    </>
  );
}

function TripBody({ trip, now }: { trip: Trip; now: TripStatus }) {
  return (
    <div className="grid gap-4">
      <div className="flex items-start justify-between gap-3">
        <TripTimes trip={trip} isLarge />
        <StatusBadge status={now} />
      </div>
      <EndedNote now={now} />
      <Places trip={trip} now={now} />
      <WorseButton tripId={trip.id} now={now} />
      <PatientCard trip={trip} />
      <TakeOver trip={trip} now={now} />
      <PositionCard now={now} />
      <TripActions tripId={trip.id} now={now} />
      <TripRecord trip={trip} />
      <div className="sticky bottom-0 z-10 -mx-4 border-line border-t bg-paper px-4 pt-3 pb-[max(0.5rem,env(safe-area-inset-bottom))] empty:hidden">
        <NextMove tripId={trip.id} shiftId={trip.shiftId} now={now} />
      </div>
    </div>
  );
}

/** A trip that ended otherwise than by a hand-over says so first. */
function EndedNote({ now }: { now: TripStatus }) {
  const t = useTranslations("trip.ended");
  if (now !== "cancelled" && now !== "failed" && now !== "to_120") return null;
  return <Alert tone="warn" title={t(now)} />;
}

/** Both ends: the one to drive to large, with the way there and whom to call. */
function Places({ trip, now }: { trip: Trip; now: TripStatus }) {
  const t = useTranslations("trip.place");
  const next = withPatient.includes(now) ? "to" : "from";
  const place = trip.ends[next];
  const other = next === "from" ? "to" : "from";
  return (
    <Card>
      <div className="grid gap-4">
        <PlaceLines end={next} label={place.label} door={place} isLarge />
        <div className="grid auto-cols-fr grid-flow-col gap-3">
          <NavigateButton label={place.label} point={place} />
          <CallButton phone={trip.phones[next]} label={t("call")} />
        </div>
        <div className="border-line border-t pt-3">
          <PlaceLines end={other} label={trip.ends[other].label} door={trip.ends[other]} />
        </div>
      </div>
    </Card>
  );
}

/** The hand-over at the pickup: asked for at the door, and until it is done. */
function TakeOver({ trip, now }: { trip: Trip; now: TripStatus }) {
  const t = useTranslations("trip.takeOver");
  if (trip.handovers.some(({ end }) => end === "pickup")) {
    return (
      <p className="flex items-center gap-2 font-medium text-ok">
        <CircleCheck aria-hidden="true" className="size-6" />
        {t("done")}
      </p>
    );
  }
  if (now !== "at_pickup" && now !== "on_board") return null;
  return (
    <Alert
      tone="info"
      title={t("missing")}
      action={
        <LinkButton href={`/crew/trips/${trip.id}/take-over`} variant="secondary" size="touch" wide>
          <ClipboardPen aria-hidden="true" />
          {t("open")}
        </LinkButton>
      }
    >
      {t("text")}
    </Alert>
  );
}
