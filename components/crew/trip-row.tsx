"use client";

import { ArrowRight, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCrewFrame } from "@/components/trip/crew-context";
import { NeedsBadges } from "@/components/trip/needs-badges";
import { StatusBadge } from "@/components/trip/trip-times";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/messages/navigation";
import { isLive } from "@/server/core/trip";
import type { OwnTrip } from "./own-trip";

/** One trip in the list: when, from where to where, whom. */
export function TripRow({ trip }: { trip: OwnTrip }) {
  const t = useTranslations("crew.today");
  const { timeZone } = useCrewFrame();
  return (
    <li>
      <Link
        href={`/crew/trips/${trip.id}`}
        className="grid grid-cols-[1fr_auto] items-center gap-2 rounded-lg border border-control bg-surface p-4 hover:border-primary"
      >
        <div className="grid min-w-0 gap-2">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <Instant
              at={trip.plannedPickupAt}
              form="time"
              timeZone={timeZone}
              className="font-bold text-2xl"
            />
            <StatusBadge status={trip.now} />
          </div>
          <div className="flex flex-wrap items-center gap-x-2 font-medium">
            <span className="break-words">{trip.from.label}</span>
            <ArrowRight aria-hidden="true" className="size-5 shrink-0 text-ink-soft" />
            <span className="sr-only">{t("goesTo")}</span>
            <span className="break-words">{trip.to.label}</span>
          </div>
          <p className="text-ink-soft">{trip.patientName ?? t("unnamed")}</p>
          {isLive(trip.now) ? <NeedsBadges trip={trip} /> : null}
        </div>
        <ChevronRight aria-hidden="true" className="size-6 text-primary" />
      </Link>
    </li>
  );
}
