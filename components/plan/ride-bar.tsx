"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { formatInstant } from "@/components/ui/instant";
import type { PlannedRide } from "./blocks";
import { type DaySpan, percentOf } from "./blocks";
import { useDesk } from "./desk";
import { usePlaceName } from "./use-place-name";

/** One look per state that a dispatcher acts upon. */
export const rideLooks = {
  reserved: "border-dashed border-control bg-surface text-ink-soft",
  assigned: "border-info/50 bg-info-soft text-info",
  moving: "border-primary bg-primary text-white",
  completed: "border-ok/40 bg-ok-soft text-ok",
  tight: "border-wait-line bg-wait-soft text-wait",
  late: "border-late bg-late-soft text-late",
};
type RideLook = keyof typeof rideLooks;

function lookOf({ pickup, standing }: PlannedRide): RideLook {
  if (!pickup.trip) return "reserved";
  if (pickup.trip.status === "completed") return "completed";
  if (standing !== "on_time") return standing;
  return pickup.trip.status === "assigned" ? "assigned" : "moving";
}

/** The ride in one sentence, for the ear and for the pointer. */
export function useRideWords(): (ride: PlannedRide) => string {
  const t = useTranslations("plan");
  const locale = useLocale();
  const { timeZone } = useDesk();
  const nameOf = usePlaceName();
  return ({ pickup, startsAt, endsAt, standing }) => {
    const times = {
      from: formatInstant(startsAt, "time", timeZone, locale),
      until: formatInstant(endsAt, "time", timeZone, locale),
    };
    if (!pickup.trip) return t("reservedRide", times);
    const { bookingNumber: number, from, to, status } = pickup.trip;
    const risk = standing === "on_time" ? "" : t(`standings.${standing}`);
    return t("ride", {
      number,
      way: `${nameOf(from.label)} → ${nameOf(to.label)}`,
      ...times,
      status: t(`statuses.${status}`),
      risk,
    });
  };
}

interface RideBarProps {
  ride: PlannedRide;
  span: DaySpan;
  now: number;
  onOpen: () => void;
}

export function RideBar({ ride, span, onOpen }: RideBarProps) {
  const t = useTranslations("plan");
  const words = useRideWords()(ride);
  const nameOf = usePlaceName();
  const start = percentOf(ride.startsAt, span);
  const width = percentOf(ride.endsAt, span) - start;
  const look = lookOf(ride);
  const Icon =
    look === "late" || look === "tight" ? TriangleAlert : look === "completed" ? CircleCheck : null;
  return (
    <li
      className="@container absolute z-[5] min-w-6"
      style={{ insetInlineStart: `${start}%`, width: `${width}%`, top: `${ride.lane * 2.5 + 0.5}rem` }}
    >
      <button
        type="button"
        aria-label={words}
        title={words}
        onClick={onOpen}
        className={classNames(
          "flex h-8.5 w-full items-center gap-1 overflow-hidden whitespace-nowrap rounded-md border px-1.5 text-start text-xs hover:shadow-raised",
          rideLooks[look],
        )}
      >
        {Icon ? <Icon aria-hidden="true" className="size-3.5 shrink-0" /> : null}
        <span className="hidden truncate @min-[2.5rem]:inline">
          {ride.pickup.trip ? nameOf(ride.pickup.trip.to.label) : t("reserved")}
        </span>
      </button>
    </li>
  );
}
