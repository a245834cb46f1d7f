"use client";

import { useLocale, useTranslations } from "next-intl";
import { readablePhone, telOf } from "@/components/callback/callback-actions";
import { useDesk } from "@/components/plan/desk";
import { classNames } from "@/components/ui/class-names";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { linkInText } from "@/components/ui/text-link";
import type { EmergencyRecordView } from "@/server/core/emergency-view";

function useItems(handover: EmergencyRecordView) {
  const t = useTranslations("emergency-desk.facts");
  const { timeZone, now } = useDesk();
  const { place, phone, patient, relation, details, direction, caseNumber } = handover;
  const isFrom = direction === "from_120";
  const age = patient.birthYear && new Date(now).getFullYear() - patient.birthYear;
  const who = [
    patient.name,
    patient.mobility && t(`mobilities.${patient.mobility}`),
    age ? t("years", { count: age }) : null,
    patient.weightKg ? t("kilograms", { count: patient.weightKg }) : null,
  ].filter(Boolean);
  const where = [
    place?.label,
    place?.detail,
    place ? t("floor", { floor: place.floor, lift: String(place.hasLift) }) : null,
    details?.placeText,
  ].filter(Boolean);
  const telephone = phone ? (
    <a href={telOf(phone)} className={classNames("font-semibold tabular-nums", linkInText)}>
      {readablePhone(phone)}
    </a>
  ) : null;
  return [
    { term: t("where"), value: [...new Set(where)].join(" · ") },
    { term: t("phone"), value: telephone },
    { term: t("patient"), value: who.join(" · ") },
    ...(relation ? [{ term: t("caller"), value: t(`relations.${relation}`) }] : []),
    ...(isFrom ? [{ term: t("known"), value: details?.known }] : []),
    ...(details?.spokesperson ? [{ term: t("spokesperson"), value: details.spokesperson }] : []),
    ...(caseNumber ? [{ term: t("caseNumber"), value: caseNumber }] : []),
    ...(place ? [{ term: t("point"), value: `${place.lat.toFixed(4)}, ${place.lon.toFixed(4)}` }] : []),
    {
      term: t(isFrom ? "received" : "opened"),
      value: <Instant at={handover.createdAt} form="exact" timeZone={timeZone} />,
    },
  ];
}

/** What is read out to 120, the place and the telephone first. */
export function HandoverFacts({ handover }: { handover: EmergencyRecordView }) {
  const t = useTranslations("emergency-desk.facts");
  const isEnglish = useLocale() === "en";
  const items = useItems(handover);
  return (
    <div className="grid gap-4">
      {handover.findings.length > 0 ? (
        <div>
          <p className="text-ink-soft text-sm">{t("findings")}</p>
          <ul className="font-semibold text-lg">
            {handover.findings.map((finding) => (
              <li key={finding.ruleId}>{isEnglish ? finding.textEn : finding.textZh}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <DescriptionList items={items} />
    </div>
  );
}
