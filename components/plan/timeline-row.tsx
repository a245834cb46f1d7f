"use client";

import { useLocale, useTranslations } from "next-intl";
import { memo, useMemo } from "react";
import type { PlanShift, PlanVehicle } from "@/components/api/outputs";
import { formatInstant } from "@/components/ui/instant";
import { Link } from "@/messages/navigation";
import type { PlannedRide } from "./blocks";
import { type DaySpan, percentOf, ridesOf } from "./blocks";
import { useDesk } from "./desk";
import { RideBar } from "./ride-bar";
import { onOfferPattern } from "./timeline-legend";

const hour = 3_600_000;
const laneRem = 2.5;

interface TimelineRowProps {
  vehicle: PlanVehicle;
  span: DaySpan;
  now: number;
  onRide: (ride: PlannedRide) => void;
}

/** One vehicle's day. Rows outside the window are laid out but not drawn, so that two hundred stay quick. */
export const TimelineRow = memo(function TimelineRow({ vehicle, span, now, onRide }: TimelineRowProps) {
  const fleet = useTranslations("fleet");
  // What begins after midnight stands on the next day's page.
  const rides = useMemo(
    () => ridesOf(vehicle).filter(({ startsAt }) => startsAt < span.until),
    [vehicle, span],
  );
  const lanes = Math.max(1, ...rides.map(({ lane }) => lane + 1));
  const height = `${lanes * laneRem + 1.25}rem`;
  return (
    <li className="flex [contain-intrinsic-size:auto_4rem] [content-visibility:auto]">
      <div className="sticky start-0 z-20 w-28 shrink-0 sm:w-40 border-line border-e bg-surface px-3 py-2">
        <Link href={`/operator/fleet/${vehicle.id}`} className="font-semibold tabular-nums hover:underline">
          {vehicle.plate}
        </Link>
        <span className="block text-ink-soft text-xs">{fleet(`classes.${vehicle.vehicleClass}`)}</span>
      </div>
      <div className="relative me-4 grow" style={{ minHeight: height, ...gridLines(span) }}>
        {vehicle.shifts.map((shift) => (
          <ShiftBar key={shift.id} shift={shift} span={span} />
        ))}
        <ul>
          {rides.map((ride) => (
            <RideBar key={ride.key} ride={ride} span={span} now={now} onOpen={() => onRide(ride)} />
          ))}
        </ul>
      </div>
    </li>
  );
});

function gridLines({ from, until }: DaySpan) {
  const step = (100 * hour) / (until - from);
  return {
    backgroundImage: "linear-gradient(to right, var(--color-line) 1px, transparent 1px)",
    backgroundSize: `${step}% 100%`,
  };
}

function ShiftBar({ shift, span }: { shift: PlanShift; span: DaySpan }) {
  const t = useTranslations("plan");
  const locale = useLocale();
  const { timeZone } = useDesk();
  const place = (from: Date, until: Date) => {
    const start = percentOf(from.getTime(), span);
    return { insetInlineStart: `${start}%`, width: `${percentOf(until.getTime(), span) - start}%` };
  };
  const time = (at: Date) => formatInstant(at, "time", timeZone, locale);
  const words = t("shift", {
    kind: t(`kinds.${shift.kind}`),
    from: time(shift.startsAt),
    until: time(shift.endsAt),
    crew: shift.crew.map(({ name }) => name).join(t("comma")),
  });
  return (
    <>
      <div
        title={words}
        className="absolute inset-y-1.5 rounded-md border border-primary/30"
        style={{
          ...place(shift.startsAt, shift.endsAt),
          ...(shift.kind === "on_offer" ? onOfferPattern : committedGround),
        }}
      >
        <span className="sr-only">{words}</span>
      </div>
      {shift.breaks.map((rest) => (
        <div
          key={rest.from.getTime()}
          title={t("rest", { from: time(rest.from), until: time(rest.until), minutes: rest.minutes })}
          className="absolute bottom-1.5 h-1.5 rounded-full bg-wait-line"
          style={place(rest.from, rest.until)}
        >
          <span className="sr-only">
            {t("rest", { from: time(rest.from), until: time(rest.until), minutes: rest.minutes })}
          </span>
        </div>
      ))}
    </>
  );
}

const committedGround = { background: "var(--color-primary-soft)" };
