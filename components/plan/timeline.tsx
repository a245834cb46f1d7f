"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import type { DayPlan, PlanVehicle } from "@/components/api/outputs";
import type { PlannedRide } from "./blocks";
import { type DaySpan, percentOf, spanOf } from "./blocks";
import { TimelineLegend } from "./timeline-legend";
import { TimelineRow } from "./timeline-row";
import { useNow } from "./use-now";

const hour = 3_600_000;

interface TimelineProps {
  plan: DayPlan;
  vehicles: PlanVehicle[];
  onRide: (ride: PlannedRide) => void;
}

/** Vehicles under each other, the day from left to right, a line for the present. */
export function Timeline({ plan, vehicles, onRide }: TimelineProps) {
  const t = useTranslations("plan");
  const now = useNow();
  const [from, until] = [plan.from.getTime(), plan.until.getTime()];
  const span = useMemo(
    () =>
      spanOf(
        from,
        until,
        vehicles.flatMap(({ shifts }) => shifts),
      ),
    [from, until, vehicles],
  );
  const isNowShown = now > span.from && now < span.until;
  const frame = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; later the reader decides where to look
  useEffect(() => {
    // A phone shows a few hours only: open at the present, an hour of the past left of it.
    if (isNowShown && frame.current)
      frame.current.scrollLeft =
        ((now - hour - span.from) / (span.until - span.from)) * frame.current.scrollWidth;
  }, [isNowShown]);
  return (
    <div className="print:hidden">
      <TimelineLegend />
      <section
        ref={frame}
        aria-label={t("views.timeline")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto rounded-lg border border-line bg-surface shadow-raised"
      >
        <div className="relative min-w-[64rem]">
          <HourAxis span={span} dayStart={from} />
          <ul className="divide-y divide-line">
            {vehicles.map((vehicle) => (
              <TimelineRow key={vehicle.id} vehicle={vehicle} span={span} now={now} onRide={onRide} />
            ))}
          </ul>
          {isNowShown ? (
            <div
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 start-28 end-4 sm:start-40 z-10"
            >
              <div
                className="absolute inset-y-0 w-0.5 bg-late"
                style={{ insetInlineStart: `${percentOf(now, span)}%` }}
              >
                <span className="absolute top-1 start-1 whitespace-nowrap rounded-sm bg-late px-1 text-white text-xs">
                  {t("now")}
                </span>
              </div>
            </div>
          ) : null}
        </div>
      </section>
    </div>
  );
}

function HourAxis({ span, dayStart }: { span: DaySpan; dayStart: number }) {
  const length = Math.round((span.until - span.from) / hour);
  // A whole day has no room for a word at each hour; the last stands at the edge and is left out.
  const step = length > 14 ? 2 : 1;
  const hours = Array.from({ length: Math.ceil(length / step) }, (_, at) => span.from + at * step * hour);
  return (
    <div aria-hidden="true" className="sticky top-0 flex border-line border-b bg-paper text-ink-soft text-xs">
      <div className="sticky start-0 z-20 w-28 shrink-0 sm:w-40 bg-paper" />
      <div className="relative me-4 h-8 grow">
        {hours.map((at) => (
          <span
            key={at}
            className="absolute top-1.5 -translate-x-1/2 tabular-nums first:translate-x-1"
            style={{ insetInlineStart: `${percentOf(at, span)}%` }}
          >
            {String(Math.round((at - dayStart) / hour)).padStart(2, "0")}:00
          </span>
        ))}
      </div>
    </div>
  );
}
