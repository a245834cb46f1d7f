"use client";

import { BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Countdown } from "@/components/ui/countdown";

interface DueMarkProps {
  dueAt: Date;
  /** The present by the server's clock. */
  now: number;
  onEnd?: () => void;
}

/** Time left to a promise, or how many minutes it is overdue. */
export function DueMark({ dueAt, now, onEnd }: DueMarkProps) {
  const t = useTranslations("callback");
  const { serverOffset } = useDesk();
  const late = now - dueAt.getTime();
  if (late >= 0) {
    return (
      <Badge tone="danger" icon={<BellRing aria-hidden="true" />}>
        {t("late", { minutes: Math.max(1, Math.round(late / 60_000)) })}
      </Badge>
    );
  }
  return (
    <Countdown
      endsAt={dueAt.getTime()}
      serverOffsetMilliseconds={serverOffset}
      urgentSeconds={180}
      onEnd={onEnd}
    />
  );
}
