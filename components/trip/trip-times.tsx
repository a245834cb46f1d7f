"use client";

import { useTranslations } from "next-intl";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Instant, TimeRange } from "@/components/ui/instant";
import type { TripStatus } from "@/server/core/trip";
import { useCrewFrame } from "./crew-context";
import type { ListedTrip } from "./use-trip";

const tones: Record<TripStatus, NonNullable<BadgeProps["tone"]>> = {
  assigned: "neutral",
  en_route: "info",
  at_pickup: "wait",
  on_board: "primary",
  at_dropoff: "wait",
  completed: "ok",
  cancelled: "danger",
  failed: "danger",
  to_120: "emergency",
};

export function StatusBadge({ status }: { status: TripStatus }) {
  const t = useTranslations("trip.status");
  return (
    <Badge tone={tones[status]} className="min-h-9! px-3! text-base!">
      {t(status)}
    </Badge>
  );
}

type Timed = Pick<ListedTrip, "plannedPickupAt" | "plannedDropoffAt" | "promise"> &
  Partial<Pick<ListedTrip, "leaveBy" | "readyAt" | "boardedAt">>;

/** When to be at the door: the plan large, the promise to the booker beside it. */
export function TripTimes({ trip, isLarge }: { trip: Timed; isLarge?: boolean }) {
  const t = useTranslations("trip.times");
  const { timeZone } = useCrewFrame();
  return (
    <div className="grid gap-0.5">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <Instant
          at={trip.plannedPickupAt}
          form="time"
          timeZone={timeZone}
          className={isLarge ? "font-bold text-4xl" : "font-bold text-2xl"}
        />
        <span className="text-ink-soft">{t("pickup")}</span>
      </p>
      {trip.promise ? (
        <p>
          {t("promised")}{" "}
          <TimeRange
            from={trip.promise.pickupFrom}
            to={trip.promise.pickupUntil}
            timeZone={timeZone}
            withoutDay
            className="font-semibold"
          />
        </p>
      ) : null}
      {trip.readyAt && !trip.boardedAt ? (
        <p className="font-semibold text-ok">
          {t("ready")} <Instant at={trip.readyAt} form="time" timeZone={timeZone} />
        </p>
      ) : null}
      {trip.leaveBy ? (
        <p>
          {t("leaveBy")}{" "}
          <Instant at={trip.leaveBy} form="time" timeZone={timeZone} className="font-semibold" />
        </p>
      ) : null}
      <p>
        {t("dropoff")}{" "}
        <Instant
          at={trip.promise?.dropoffBy ?? trip.plannedDropoffAt}
          form="time"
          timeZone={timeZone}
          className="font-semibold"
        />
      </p>
    </div>
  );
}
