"use client";

import { LocateFixed } from "lucide-react";
import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { TripStatus } from "@/server/core/trip";
import { sharePosition, usePositionState } from "./own-position";

const driving: readonly TripStatus[] = ["en_route", "at_pickup", "on_board", "at_dropoff"];

/** Why the position is asked for, before the phone asks; and what to do when the phone says no. */
export function PositionCard({ now }: { now: TripStatus }) {
  const t = useTranslations("trip.position");
  const state = usePositionState();
  if (!driving.includes(now)) return null;
  if (state === "on" || state === "waiting") {
    return (
      <div className="flex flex-wrap items-center justify-between gap-2 text-base">
        <p className="flex items-center gap-2">
          <LocateFixed aria-hidden="true" className="size-5 text-ok" />
          {t(state)}
        </p>
        <Button variant="quiet" className="min-h-14!" onClick={() => sharePosition(false)}>
          {t("stop")}
        </Button>
      </div>
    );
  }
  if (state === "off") {
    return (
      <Alert
        tone="info"
        title={t("title")}
        action={
          <Button variant="secondary" size="touch" wide onClick={() => sharePosition(true)}>
            <LocateFixed aria-hidden="true" />
            {t("share")}
          </Button>
        }
      >
        {t("why")}
      </Alert>
    );
  }
  return (
    <Alert tone="warn" title={t(`${state}Title`)}>
      {t(state)}
    </Alert>
  );
}
