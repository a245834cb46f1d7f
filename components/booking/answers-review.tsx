"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TimeRange } from "@/components/ui/instant";
import type { Answers, BookingRegion, Step } from "./answers";
import { goToStep } from "./go-to-step";
import { wantedOf } from "./wanted";

/** The answers so far in few lines, each with its way back. */
export function AnswersReview({ answers, region }: { answers: Answers; region: BookingRegion }) {
  const t = useTranslations("booking.review");
  const tWho = useTranslations("booking.who.mobility");
  const { mobility, from, to, when } = answers;
  const now = Date.now();
  const wanted = when ? wantedOf(when, now, region) : null;
  return (
    <section
      aria-label={t("label")}
      className="divide-y divide-line rounded-lg border border-line bg-surface"
    >
      <Line step="who" label={t("who")}>
        {mobility ? tWho(`${mobility}.label`) : null}
      </Line>
      <Line step="from" label={t("way")}>
        <span className="grid gap-0.5">
          <span>{from?.label}</span>
          <ArrowDown aria-hidden="true" className="size-4 text-ink-soft" />
          <span>{to?.label}</span>
        </span>
      </Line>
      <Line step="when" label={t("when")}>
        {when?.choice === "now" ? t("soon") : null}
        {wanted && when?.choice !== "now" ? (
          <TimeRange from={wanted.from} to={wanted.until} timeZone={region.timeZone} now={now} />
        ) : null}
        {answers.wayBack.wanted ? <span className="block text-ink-soft text-sm">{t("wayBack")}</span> : null}
      </Line>
    </section>
  );
}

function Line({ step, label, children }: { step: Step; label: string; children: React.ReactNode }) {
  const t = useTranslations("booking.review");
  return (
    <div className="flex items-start gap-3 px-4 py-2.5">
      <span className="w-12 shrink-0 pt-1 text-ink-soft text-sm">{label}</span>
      <div className="min-w-0 grow break-words pt-0.5">{children}</div>
      <Button
        variant="quiet"
        size="sm"
        className="shrink-0"
        aria-label={t("changeOf", { what: label })}
        onClick={() => goToStep(step)}
      >
        {t("change")}
      </Button>
    </div>
  );
}
