"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { relation as relationOf } from "@/server/core/booking-input";
import { NeedsBadges } from "./needs-badges";
import { CallButton } from "./place-card";
import type { Trip } from "./use-trip";

/** Whom the crew carries, and whom it can call about them. */
export function PatientCard({ trip }: { trip: Trip }) {
  const t = useTranslations("trip.patient");
  const { patientName, birthYear, sex, weightKg, bookerName, bookerPhone, bookerRelation } = trip.people;
  const known = relationOf.safeParse(bookerRelation);
  const relation = known.success ? t(`relations.${known.data}`) : bookerRelation;
  const facts = [
    sex ? t(`sex.${sex}`) : null,
    birthYear ? t("born", { year: String(birthYear) }) : null,
    weightKg ? t("weight", { kg: weightKg }) : null,
  ].filter(Boolean);
  return (
    <Card title={t("title")}>
      <p className="font-bold text-2xl">{patientName ?? t("unnamed")}</p>
      {facts.length > 0 ? <p>{facts.join(" · ")}</p> : null}
      <div className="mt-3">
        <NeedsBadges trip={trip} />
      </div>
      {bookerName || bookerPhone ? (
        <div className="mt-4 grid gap-2 border-line border-t pt-3">
          <p>
            <span className="text-ink-soft">{t("booker")}</span>{" "}
            <span className="font-semibold">{bookerName ?? t("unnamed")}</span>
            {relation ? ` · ${relation}` : null}
          </p>
          <CallButton phone={bookerPhone} label={t("callBooker")} wide />
        </div>
      ) : null}
    </Card>
  );
}
