"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import type { CertificationRecord } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { FailList } from "./fails";

const titled = z.object({
  rules: z.array(z.object({ id: z.string(), titleZh: z.string(), titleEn: z.string() })),
});

/** What each rule of a version of the standards is called, by its id. */
function useRuleTitles(ruleVersionId: string): (ruleId: string) => string {
  const trpc = useTRPC();
  const isEnglish = useLocale() === "en";
  const { data, isPending } = useQuery({
    ...trpc.rule.get.queryOptions({ ruleVersionId }),
    staleTime: "static",
  });
  const titles = useMemo(() => {
    const set = titled.safeParse(data?.content);
    const rules = set.success ? set.data.rules : [];
    return new Map(rules.map((rule) => [rule.id, isEnglish ? rule.titleEn : rule.titleZh]));
  }, [data, isEnglish]);
  return (ruleId) => titles.get(ruleId) ?? (isPending ? "…" : ruleId);
}

type Evaluation = NonNullable<CertificationRecord["current"]>;

/** Rule by rule what the standards in force say right now: what fails in words, what holds below. */
export function EvaluationCard({ data: { current } }: { data: CertificationRecord }) {
  const t = useTranslations("certification.standard");
  if (current) return <Evaluated current={current} />;
  return (
    <Card title={t("title")}>
      <Alert tone="warn">{t("none")}</Alert>
    </Card>
  );
}

function Evaluated({ current }: { current: Evaluation }) {
  const t = useTranslations("certification.standard");
  const { timeZone } = useDesk();
  const titleOf = useRuleTitles(current.ruleVersionId);
  const verdict = current.passes
    ? t("passes", { count: current.holds.length })
    : t("fails", { count: current.fails.length });
  return (
    <Card title={t("title")} aside={<Badge tone={current.passes ? "ok" : "danger"}>{verdict}</Badge>}>
      <p className="text-ink-soft text-sm">
        {t("version", { version: current.version })}
        {current.passes && current.expiresAt ? (
          <>
            {" · "}
            {t("until")}
            <Instant at={current.expiresAt - 1} form="calendarDate" timeZone={timeZone} />
          </>
        ) : null}
      </p>
      <div className="mt-3">
        <FailList fails={current.fails} titleOf={titleOf} />
      </div>
      <details className="mt-3">
        <summary className="min-h-9 py-1 text-primary">{t("holds", { count: current.holds.length })}</summary>
        <ul className="mt-2 grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
          {current.holds.map(({ ruleId }) => (
            <li key={ruleId} className="flex gap-2 text-sm">
              <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ok" />
              {titleOf(ruleId)}
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
