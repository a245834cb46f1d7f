"use client";

import { CircleX } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { CertificationRecord } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";

/** What the standards in force say of it right now, rule by rule that fails. */
export function FailedRules({ data: { current } }: { data: CertificationRecord }) {
  const t = useTranslations("paper");
  const locale = useLocale();
  if (current.passes) return <Alert tone="ok">{t("passes", { version: current.version })}</Alert>;
  return (
    <Card title={t("fails", { count: current.fails.length })}>
      <p className="mb-3 text-ink-soft text-sm">{t("failsLead", { version: current.version })}</p>
      <ul className="grid gap-2">
        {current.fails.map(({ ruleId, textZh, textEn }) => (
          <li key={ruleId} className="flex gap-2.5">
            <CircleX aria-hidden="true" className="mt-1 size-4.5 shrink-0 text-danger" />
            {locale === "en" ? textEn : textZh}
          </li>
        ))}
      </ul>
    </Card>
  );
}
