"use client";

import { BadgeCheck, CircleHelp, OctagonX, Phone } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { VehicleVerdict } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";

const bad = "border-danger bg-danger-soft text-danger";
const looks = {
  right: { icon: BadgeCheck, frame: "border-ok bg-ok-soft text-ok" },
  unknown: { icon: CircleHelp, frame: bad },
  other: { icon: OctagonX, frame: bad },
} as const;

const lookOf = (outcome: VehicleVerdict["outcome"]) =>
  outcome === "right" || outcome === "unknown" ? looks[outcome] : looks.other;

/** Green or red in words, colour and sign: whether this vehicle may carry patients here now, and why not. */
export function VerdictHead({ verdict }: { verdict: VehicleVerdict }) {
  const t = useTranslations("verify");
  const { outcome } = verdict;
  const look = lookOf(outcome);
  const Icon = look.icon;
  const reason = verdict.known && verdict.reason ? verdict.reason : null;
  // Certified all the same; but nobody is told to board before they have read the warning below.
  const words = outcome === "right" && verdict.copy ? "rightWarned" : outcome;
  const isOperators = verdict.known && verdict.failing === "operator";
  return (
    <div className={`flex items-start gap-3 rounded-lg border-2 p-4 ${look.frame}`}>
      <Icon aria-hidden className="mt-1 size-8 shrink-0" />
      <div>
        <h2 className="font-bold text-xl">{t(`outcomes.${words}.title`)}</h2>
        {reason && outcome !== "old_generation" ? (
          <p>{t(`${isOperators ? "operatorReasons" : "reasons"}.${reason}`)}</p>
        ) : null}
        <p>{t(`outcomes.${words}.text`)}</p>
      </div>
    </div>
  );
}

/** Beside the verdict, which it does not change: the same code was scanned where this vehicle cannot have been. */
export function CopyWarning({ copy }: { copy: NonNullable<VehicleVerdict["copy"]> }) {
  const t = useTranslations("verify.copy");
  const apart = { kilometres: Math.round(copy.metres / 1000), minutes: Math.ceil(copy.seconds / 60) };
  return (
    <Alert tone="warn" title={t("title")} live>
      <p>{t("apart", apart)}</p>
      <p>{t("advice")}</p>
    </Alert>
  );
}

/** The vehicle that the mark was made for: what must be true of the one at the door. */
export function VerdictFacts({ verdict, timeZone }: { verdict: VehicleVerdict; timeZone: string }) {
  const t = useTranslations("verify");
  const isEnglish = useLocale() === "en";
  const at = <Instant at={verdict.at} form="dateTime" timeZone={timeZone} />;
  if (!verdict.known)
    return (
      <p className="text-ink-soft text-sm">
        {t("lookedUp")} {at}
      </p>
    );
  const { plate, serial, validUntil } = verdict;
  const items = [
    { term: t("plate"), value: <strong className="text-lg tracking-wider">{plate}</strong> },
    { term: t("serial"), value: serial ?? "–" },
    { term: t("operator"), value: isEnglish ? verdict.operatorEn : verdict.operatorZh },
    { term: t("class"), value: t(`classes.${verdict.vehicleClass}`) },
    ...(validUntil
      ? [
          {
            term: t("until"),
            value: <Instant at={validUntil.getTime() - 1} form="longDate" timeZone={timeZone} />,
          },
        ]
      : []),
    ...(verdict.certified && verdict.conditions
      ? [{ term: t("conditions"), value: verdict.conditions }]
      : []),
    { term: t("lookedUp"), value: at },
  ];
  return (
    <Card>
      <DescriptionList items={items} />
      <p className="mt-3 text-ink-soft text-sm">{t("compare")}</p>
    </Card>
  );
}

/** Whom to tell, in one tap. */
export function VerdictCalls({ verdict, mark }: { verdict: VehicleVerdict; mark: string }) {
  const t = useTranslations("verify");
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Button asChild variant="secondary" size="lg">
        <a href={`tel:${verdict.supervisionPhone}`}>
          <Phone aria-hidden className="size-5" /> {t("supervision")} {verdict.supervisionPhone}
        </a>
      </Button>
      <LinkButton
        href={`/complaint?region=${verdict.regionId}&serial=${encodeURIComponent(mark)}`}
        variant="secondary"
        size="lg"
      >
        {t("complain")}
      </LinkButton>
    </div>
  );
}
