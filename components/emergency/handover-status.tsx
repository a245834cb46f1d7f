"use client";

import { useTranslations } from "next-intl";
import { useDesk } from "@/components/plan/desk";
import { useNow } from "@/components/plan/use-now";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Countdown } from "@/components/ui/countdown";
import { Instant } from "@/components/ui/instant";
import type { EmergencyView } from "@/server/core/booking-view";
import { escalateAfterSeconds } from "@/server/core/emergency";

const tones: Record<EmergencyView["status"], BadgeProps["tone"]> = {
  open: "wait",
  escalated: "danger",
  acknowledged: "ok",
  closed: "neutral",
};

interface HandoverStatusProps {
  handover: EmergencyView & { createdAt?: Date; direction?: "to_120" | "from_120" };
}

/** Where a hand-over to 120 stands: the minute that runs, the alarm, or who took it and when. */
export function HandoverStatus({ handover }: HandoverStatusProps) {
  const t = useTranslations("emergency-desk");
  const { timeZone, serverOffset } = useDesk();
  const now = useNow();
  const { status, createdAt, direction = "to_120" } = handover;
  const words = direction === "from_120" ? t(`fromStatuses.${status}`) : t(`statuses.${status}`);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={direction === "from_120" && status === "closed" ? "ok" : tones[status]}>{words}</Badge>
      {status === "open" && createdAt && direction === "to_120" ? (
        <Countdown
          endsAt={createdAt.getTime() + escalateAfterSeconds * 1000}
          serverOffsetMilliseconds={serverOffset}
          urgentSeconds={20}
          label={t("alarmIn")}
        />
      ) : null}
      {handover.acknowledgedBy && handover.acknowledgedAt ? (
        <span className="text-sm">
          {t("takenBy", { by: handover.acknowledgedBy })}{" "}
          <Instant at={handover.acknowledgedAt} timeZone={timeZone} now={now} />
        </span>
      ) : null}
    </span>
  );
}
