"use client";

import { useTranslations } from "next-intl";
import type { CertificationRow } from "@/components/api/outputs";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Day } from "@/components/ui/instant";
import type { CertificationStatus } from "@/server/core/certification";

const tones: Record<CertificationStatus, BadgeProps["tone"]> = {
  applied: "wait",
  in_review: "wait",
  more_asked: "late",
  certified: "ok",
  refused: "danger",
  suspended: "danger",
  revoked: "danger",
};

/** How a certification stands today: its status with the conditions of a grant, or why a granted one does not count. */
export function StandingBadge({
  row,
}: {
  row: Pick<CertificationRow, "status" | "standing" | "conditions"> | undefined;
}) {
  const t = useTranslations("paper");
  if (!row) return <Badge>{t("never")}</Badge>;
  const isBlocked = row.status === "certified" && !row.standing.certified;
  if (isBlocked && !row.standing.certified)
    return <Badge tone="danger">{t(`blocked.${row.standing.reason}`)}</Badge>;
  return (
    <span className="grid justify-items-start gap-1">
      <Badge tone={tones[row.status]}>{t(`statuses.${row.status}`)}</Badge>
      {row.status === "certified" && row.conditions ? (
        <span className="text-ink-soft text-sm">{t("conditions", { conditions: row.conditions })}</span>
      ) : null}
    </span>
  );
}

/** Days until the first paper lapses. */
export function LapseNote({ row }: { row: CertificationRow | undefined }) {
  const t = useTranslations("fleet.lapse");
  if (!row?.lapsesOn || row.daysLeft === null) return <span className="text-ink-soft">{t("none")}</span>;
  const isSoon = row.daysLeft <= 30;
  return (
    <span className={isSoon ? "text-late" : undefined}>
      <Day day={row.lapsesOn} />
      <span className="block text-sm">
        {row.daysLeft < 0 ? t("over", { count: -row.daysLeft }) : t("days", { count: row.daysLeft })}
      </span>
    </span>
  );
}
