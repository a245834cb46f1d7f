"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { crewDuties } from "@/server/core/crew";

/** What a vehicle and its crew had to offer. */
export function NeedsPart({ record: { facts } }: { record: OversightRecord }) {
  const t = useTranslations("record");
  const tFleet = useTranslations("fleet");
  const { needs } = facts;
  if (!needs) return <Card title={t("parts.needs")}>{t("none")}</Card>;
  const comma = t("comma");
  const crew = crewDuties
    .filter((duty) => needs.crew[duty])
    .map((duty) => `${tFleet(`duties.${duty}`)} ×${needs.crew[duty]}`);
  const items = [
    { term: t("facts.level"), value: t(`levels.${needs.serviceLevel}`) },
    { term: t("facts.grade"), value: needs.grade },
    {
      term: t("facts.classes"),
      value: needs.allowedClasses.map((it) => tFleet(`classes.${it}`)).join(comma),
    },
    { term: t("facts.crew"), value: crew.join(comma) },
    { term: t("facts.equipment"), value: needs.equipment.map((it) => tFleet(`equipment.${it}`)).join(comma) },
    { term: t("facts.isolation"), value: t(`isolations.${needs.isolation}`) },
    { term: t("facts.escorts"), value: t("people", { count: needs.escorts }) },
    { term: t("facts.maxRide"), value: t("minutes", { count: Math.round(needs.maxRideSeconds / 60) }) },
    { term: t("facts.shareable"), value: t(needs.shareable ? "yes" : "no") },
  ];
  return (
    <Card title={t("parts.needs")}>
      <DescriptionList items={items} look="tiles" />
    </Card>
  );
}
