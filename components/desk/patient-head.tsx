"use client";

import { useLocale, useTranslations } from "next-intl";
import type { PatientDetail } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TimeRange } from "@/components/ui/instant";
import type { DraftView } from "@/server/core/booking-view";
import { useBookingRegion } from "./booking-region";
import { wardName } from "./ward";

/** Whom the hands are on: name in clear, age, ward and bed, so that nobody is taken for the neighbour. */
export function PatientHead({ patient }: { patient: PatientDetail }) {
  const t = useTranslations("desk.patients");
  const locale = useLocale();
  const { name, birthYear, sex, ward, bed, idNumber } = patient;
  const facts = [
    sex ? t(`sex.${sex}`) : null,
    birthYear ? t("born", { year: String(birthYear) }) : null,
    ward ? wardName(ward, locale) : t("noWard"),
    bed,
    idNumber,
  ].filter(Boolean);
  return (
    <div className="rounded-lg bg-night px-4 py-3 text-night-soft">
      <p className="font-semibold text-white text-xl">{name}</p>
      <p className="text-sm">{facts.join(" · ")}</p>
      {patient.wardId ? null : (
        <Alert tone="warn" className="mt-2">
          {t("wardNeeded")}
        </Alert>
      )}
    </div>
  );
}

/** A draft whose answers are elsewhere: what it asks for, and the way to begin anew. */
export function ForeignDraft({ draft, onNew }: { draft: DraftView; onNew: () => void }) {
  const t = useTranslations("desk.foreign");
  const region = useBookingRegion();
  return (
    <div className="grid gap-4">
      <p className="text-ink-soft">{t("lead", { number: draft.number })}</p>
      <p className="font-medium text-lg">
        {draft.from.label} → {draft.to.label}
      </p>
      <p>
        {t("wanted")}{" "}
        <TimeRange
          from={draft.wanted.from}
          to={draft.wanted.until}
          timeZone={region.timeZone}
          now={Date.now()}
        />
      </p>
      <Button variant="secondary" className="justify-self-start" onClick={onNew}>
        {t("new")}
      </Button>
    </div>
  );
}
