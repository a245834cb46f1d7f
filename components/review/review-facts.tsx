"use client";

import { ArrowRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReviewRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant, TimeRange } from "@/components/ui/instant";
import { AnswerList } from "./answer-list";

function usePatientFacts({ patient, caller, extras }: ReviewRecord) {
  const t = useTranslations("review");
  const { now } = useDesk();
  const asked = [
    ...(["oxygen", "suction", "carryFrom", "carryTo"] as const)
      .filter((name) => extras[name])
      .map((name) => t(`extras.${name}`)),
    ...(extras.escorts > 0 ? [t("extras.escorts", { count: extras.escorts })] : []),
  ];
  const age = patient.birthYear && new Date(now).getFullYear() - patient.birthYear;
  return [
    { term: t("facts.patient"), value: patient.name ?? t("facts.noName") },
    { term: t("facts.age"), value: age ? t("facts.years", { count: age }) : null },
    {
      term: t("facts.weight"),
      value: patient.weightKg ? t("facts.kilograms", { count: patient.weightKg }) : null,
    },
    { term: t("facts.mobility"), value: t(`mobilities.${patient.mobility}`) },
    {
      term: t("facts.caller"),
      value: [t(`parties.${caller.party}`), caller.phone].filter(Boolean).join(" · "),
    },
    { term: t("facts.extras"), value: asked.join(t("comma")) || t("none") },
  ];
}

/** Who, how, whereto, and every answer: what the decision stands on. */
export function ReviewFacts({ review }: { review: ReviewRecord }) {
  const t = useTranslations("review");
  const items = usePatientFacts(review);
  return (
    <div className="grid content-start gap-5">
      <Reasons review={review} />
      <Card title={t("facts.title")}>
        <DescriptionList items={items} look="tiles" />
      </Card>
      <Way review={review} />
      <Given review={review} />
    </div>
  );
}

const asked = ({ assessments }: ReviewRecord) =>
  assessments.filter(({ outcome }) => outcome === "clinician_review").at(-1) ?? assessments.at(-1);

function Reasons({ review }: { review: ReviewRecord }) {
  const t = useTranslations("review");
  const isEnglish = useLocale() === "en";
  const reasons = (asked(review)?.result.reasons ?? []) as {
    ruleId: string;
    textZh: string;
    textEn: string;
  }[];
  return (
    <Alert tone="warn" title={t("why")}>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.ruleId}>{isEnglish ? reason.textEn : reason.textZh}</li>
        ))}
      </ul>
    </Alert>
  );
}

function Way({ review: { booking, way } }: { review: ReviewRecord }) {
  const t = useTranslations("review");
  const { timeZone, now } = useDesk();
  return (
    <Card title={t("way.title")}>
      <p className="flex flex-wrap items-center gap-2 font-medium text-lg">
        {booking.from.label}
        <ArrowRight role="img" aria-label={t("way.to")} className="size-5 text-ink-soft" />
        {booking.to.label}
      </p>
      <p className="mt-1 text-ink-soft">
        {t("way.length", {
          kilometres: (way.distanceMetres / 1000).toFixed(1),
          minutes: Math.round(way.rideSeconds / 60),
        })}
      </p>
      <p className="mt-1 text-ink-soft">
        {t("way.wanted")}{" "}
        <TimeRange from={booking.wantedFrom} to={booking.wantedUntil} timeZone={timeZone} now={now} />
      </p>
    </Card>
  );
}

/** The latest answers in full; earlier ones, where somebody answered again, can be opened. */
function Given({ review }: { review: ReviewRecord }) {
  const t = useTranslations("review.answers");
  const { timeZone, now } = useDesk();
  const isEnglish = useLocale() === "en";
  const latest = asked(review);
  const earlier = review.assessments.filter((one) => one !== latest);
  if (!latest) return null;
  return (
    <Card
      title={t("title")}
      footer={
        <p className="text-ink-soft text-sm">
          {t("rule", {
            title: isEnglish ? latest.rule.titleEn : latest.rule.titleZh,
            version: latest.rule.version,
          })}
          {latest.rule.reviewed ? null : ` · ${t("unreviewed")}`}
        </p>
      }
    >
      <AnswerList given={latest} />
      {earlier.map((one) => (
        <details key={one.id} className="mt-4 border-line border-t pt-3">
          <summary className="min-h-9 cursor-pointer text-primary">
            {t("other")} <Instant at={one.createdAt} timeZone={timeZone} now={now} />
          </summary>
          <div className="mt-3">
            <AnswerList given={one} />
          </div>
        </details>
      ))}
    </Card>
  );
}
