"use client";

import { useTranslations } from "next-intl";
import type { TrainingRecord } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { Day } from "@/components/ui/instant";
import { Progress } from "@/components/ui/progress";
import { quarterOf } from "@/server/core/training";

const quarters = [1, 2, 3, 4] as const;

/** Hours of the year and credits of its quarters against what is asked, and what is missing when the quarter ends. */
export function TrainingSum({ record }: { record: TrainingRecord }) {
  const t = useTranslations("training");
  const { sum, asked, balance, today, quarterEnds } = record;
  const { hoursShort, creditsShort } = balance;
  const running = quarterOf(today);
  return (
    <div className="grid gap-4">
      {asked.hoursPerYear === null ? (
        <p>{t("hoursSum", { count: sum.hoursThisYear })}</p>
      ) : (
        <Progress
          label={t("hoursThisYear")}
          value={sum.hoursThisYear}
          max={asked.hoursPerYear}
          tone={hoursShort > 0 ? "wait" : "ok"}
          text={t("hoursOf", { count: sum.hoursThisYear, asked: asked.hoursPerYear })}
        />
      )}
      {asked.creditsPerQuarter === null ? null : (
        <div className="grid gap-1">
          <p className="text-sm">{t("creditsByQuarter")}</p>
          <dl className="grid grid-cols-4 gap-2 text-center">
            {quarters.map((quarter) => (
              <div
                key={quarter}
                className={`rounded-md border px-1 py-2 ${quarter === running ? "border-primary" : "border-line"}`}
              >
                <dt className="text-ink-soft text-sm">{t("quarter", { quarter })}</dt>
                <dd className="font-semibold tabular-nums">
                  {t("creditsOf", {
                    count: sum.creditsByQuarter[quarter - 1] ?? 0,
                    asked: asked.creditsPerQuarter ?? 0,
                  })}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {hoursShort > 0 || creditsShort > 0 ? (
        <Alert tone="warn" title={t("short", { hours: hoursShort, credits: creditsShort })}>
          {t("shortText")} <Day day={quarterEnds} />
        </Alert>
      ) : null}
    </div>
  );
}
