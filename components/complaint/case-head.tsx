"use client";

import { useTranslations } from "next-intl";
import { Deadline } from "@/components/case/deadline";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import type { CaseStatus } from "@/server/core/case";

const tones: Record<CaseStatus, BadgeProps["tone"]> = {
  open: "wait",
  answered: "info",
  closed: "ok",
  withdrawn: "neutral",
};

interface CaseHeadProps {
  its: { number: string; status: CaseStatus; dueAt: Date; decideBy: Date | null };
  timeZone: string;
  now: number;
}

/** Number, how it stands, and the deadline that counts now: the operator's, then the authority's. */
export function CaseHead({ its, timeZone, now }: CaseHeadProps) {
  const t = useTranslations("complaint");
  const isDeciding = its.status === "answered" || (its.decideBy !== null && its.dueAt.getTime() <= now);
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="tabular-nums">{t("number", { number: its.number })}</h3>
        <Badge tone={tones[its.status]}>{t(`status.${its.status}`)}</Badge>
      </header>
      {its.status === "closed" || its.status === "withdrawn" ? null : (
        <p className="text-ink-soft text-sm">
          {t(isDeciding ? "decideBy" : "answerBy")}{" "}
          <Deadline at={isDeciding ? (its.decideBy ?? its.dueAt) : its.dueAt} timeZone={timeZone} now={now} />
        </p>
      )}
    </>
  );
}
