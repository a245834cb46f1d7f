"use client";

import { useTranslations } from "next-intl";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Instant, TimeRange } from "@/components/ui/instant";
import type { TrackPart } from "./part";
import { type Phase, phaseOf } from "./phase";

const tones: Record<Phase, BadgeProps["tone"]> = {
  waiting: "wait",
  confirmed: "info",
  offered: "info",
  assigned: "ok",
  en_route: "primary",
  at_pickup: "primary",
  on_board: "primary",
  at_dropoff: "primary",
  completed: "ok",
  cancelled: "neutral",
  failed: "danger",
  unserved: "danger",
  handed_to_120: "emergency",
};

/** What is so now, in one sentence, and when the vehicle comes. */
export function StatusHead({ view, region, now }: TrackPart) {
  const t = useTranslations("tracking");
  const phase = phaseOf(view);
  return (
    <header className="rounded-xl bg-night p-5 text-night-soft sm:p-7">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Badge tone={tones[phase]}>{t(`phases.${phase}.short`)}</Badge>
        <span className="tabular-nums">{t("number", { number: view.number })}</span>
      </div>
      <h1 className="mt-3 text-2xl text-white sm:text-3xl" aria-live="polite">
        {t(`phases.${phase}.title`)}
      </h1>
      <p className="mt-1">{t(`phases.${phase}.text`, { hotline: view.hotline })}</p>
      <div className="mt-4 grid gap-3">
        <Arrival view={view} timeZone={region.timeZone} now={now} />
        <Promised view={view} timeZone={region.timeZone} now={now} />
      </div>
    </header>
  );
}

type WhenProps = Pick<TrackPart, "view" | "now"> & { timeZone: string };

function Arrival({ view, timeZone, now }: WhenProps) {
  const t = useTranslations("tracking.arrival");
  const { arrival } = view;
  if (!arrival) return null;
  return (
    <div className="rounded-lg bg-night-raised p-4">
      <p className="text-sm">{t(arrival.at)}</p>
      <p className="font-bold text-3xl text-white">
        <TimeRange from={arrival.earliest} to={arrival.latest} timeZone={timeZone} now={now} />
      </p>
      <p className="text-sm">{t("probability", { percent: arrival.probability })}</p>
    </div>
  );
}

function Promised({ view, timeZone, now }: WhenProps) {
  const t = useTranslations("tracking.promise");
  const { promise, slot } = view;
  const isAwaited = ["confirmed", "offered"].includes(phaseOf(view));
  if (promise) {
    return (
      <p>
        {t("label")}{" "}
        <strong className="text-white">
          <TimeRange from={promise.pickupFrom} to={promise.pickupUntil} timeZone={timeZone} now={now} />
        </strong>
        {view.events.some(({ kind }) => kind === "promise_moved") ? (
          <span className="block text-sm">{t("moved")}</span>
        ) : null}
      </p>
    );
  }
  if (!slot) return null;
  return (
    <p>
      {t("chosen")}{" "}
      <strong className="text-white">
        <TimeRange from={slot.pickupFrom} to={slot.pickupUntil} timeZone={timeZone} now={now} />
      </strong>
      {slot.confirmedBy && isAwaited ? (
        <span className="block text-sm">
          {t.rich("confirmedBy", {
            time: () => <Instant at={slot.confirmedBy ?? ""} timeZone={timeZone} now={now} />,
          })}
        </span>
      ) : null}
    </p>
  );
}
