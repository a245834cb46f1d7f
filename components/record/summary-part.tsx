"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { type Description, DescriptionList } from "@/components/ui/description-list";
import { Instant, TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { useNames, useWord } from "./names";

/** Who, from, to, when, by whom, and how it ended. */
export function SummaryPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record");
  const { timeZone } = useDesk();
  const { isEnglish } = useNames(record);
  const tripWord = useWord("trip");
  const { booking, facts } = record;
  if (!booking) return null;
  const at = (value: Date | null) => (value ? <Instant at={value} form="exact" timeZone={timeZone} /> : null);
  const word = booking.tripStatus
    ? tripWord(`status.${booking.tripStatus}`, booking.tripStatus)
    : t(`bookingStatuses.${booking.status}`);
  const ended: Description[] = facts.cancelledAt
    ? [
        { term: t("facts.cancelled"), value: at(facts.cancelledAt) },
        { term: t("facts.cancelReason"), value: facts.cancelReason },
        {
          term: t("facts.cancelFee"),
          value: facts.cancelFeeFen === null ? null : <Money fen={facts.cancelFeeFen} />,
        },
      ]
    : [];
  const items: Description[] = [
    { term: t("facts.patient"), value: booking.patient },
    { term: t("facts.mobility"), value: t(`mobilities.${booking.mobility}`) },
    { term: t("facts.channel"), value: t(`channels.${booking.channel}`) },
    { term: t("facts.from"), value: booking.from.label },
    { term: t("facts.to"), value: booking.to.label },
    {
      term: t("facts.distance"),
      value:
        facts.distanceMetres === null
          ? null
          : t("kilometres", { km: (facts.distanceMetres / 1000).toFixed(1) }),
    },
    {
      term: t("facts.wanted"),
      value: <TimeRange from={booking.wantedFrom} to={booking.wantedUntil} timeZone={timeZone} />,
    },
    {
      term: t("facts.promised"),
      value: booking.promise ? (
        <TimeRange from={booking.promise.pickupFrom} to={booking.promise.pickupUntil} timeZone={timeZone} />
      ) : null,
    },
    { term: t("facts.operator"), value: isEnglish ? booking.operatorEn : booking.operatorZh },
    { term: t("facts.plate"), value: booking.plate },
    { term: t("facts.created"), value: at(booking.createdAt) },
    { term: t("facts.confirmed"), value: at(facts.confirmedAt) },
    ...ended,
    ...(facts.unservedAt ? [{ term: t("facts.unserved"), value: at(facts.unservedAt) }] : []),
  ];
  const tone = ["completed"].includes(booking.status)
    ? "ok"
    : ["cancelled", "failed", "unserved", "handed_to_120"].includes(booking.status)
      ? "danger"
      : "info";
  return (
    <Card title={t("parts.summary")} aside={<Badge tone={tone}>{word}</Badge>}>
      <DescriptionList items={items} look="tiles" />
    </Card>
  );
}
