"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { CertificationRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Alert, type AlertProps } from "@/components/ui/alert";
import { Instant } from "@/components/ui/instant";
import type { CertificationStatus } from "@/server/core/certification";

const tones: Record<CertificationStatus, AlertProps["tone"]> = {
  applied: "info",
  in_review: "info",
  more_asked: "warn",
  certified: "ok",
  refused: "danger",
  suspended: "danger",
  revoked: "danger",
};

/** Where it stands, in the reviewer's words where there are some, and what to do next. */
export function Standing({ data, action }: { data: CertificationRecord; action: ReactNode }) {
  const t = useTranslations("paper");
  const { timeZone } = useDesk();
  const { status, standing, validUntil, serial, reason, conditions } = data;
  // Granted once and over by its date or a paper's: nobody may read "certified" any more.
  const ended = status === "certified" && !standing.certified ? standing.reason : null;
  const title = ended ? t(`blocked.${ended}`) : t(`statuses.${status}`);
  return (
    <Alert tone={ended ? "danger" : tones[status]} title={title} action={action}>
      <p>{ended ? t("ended") : t(`next.${status}`)}</p>
      {reason ? <p className="mt-1 font-medium">{t("reason", { reason })}</p> : null}
      {conditions ? <p className="mt-1">{t("conditions", { conditions })}</p> : null}
      {validUntil && status === "certified" ? (
        <p className="mt-1">
          {t("validUntil")} <Instant at={validUntil.getTime() - 1} form="longDate" timeZone={timeZone} />
          {serial ? ` · ${t("serial", { serial })}` : ""}
        </p>
      ) : null}
    </Alert>
  );
}
