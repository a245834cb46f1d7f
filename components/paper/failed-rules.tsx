"use client";

import { useTranslations } from "next-intl";
import type { CertificationRecord } from "@/components/api/outputs";
import { FailList } from "@/components/certification/fails";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";

/** What the standards in force say of it right now, rule by rule that fails. */
export function FailedRules({ data: { current } }: { data: CertificationRecord }) {
  const t = useTranslations("paper");
  if (!current) return <Alert tone="warn">{t("noStandards")}</Alert>;
  if (current.passes) return <Alert tone="ok">{t("passes", { version: current.version })}</Alert>;
  return (
    <Card title={t("fails", { count: current.fails.length })}>
      <p className="mb-3 text-ink-soft text-sm">{t("failsLead", { version: current.version })}</p>
      <FailList fails={current.fails} />
    </Card>
  );
}
