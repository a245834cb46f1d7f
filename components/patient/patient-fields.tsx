"use client";

import { useLocale, useTranslations } from "next-intl";
import type { PatientDetail } from "@/components/api/outputs";
import { MobilityIcon } from "@/components/booking/mobility-icon";
import { useBookingRegion } from "@/components/desk/booking-region";
import { type Ward, wardName } from "@/components/desk/ward";
import { EndDetails } from "@/components/place/end-details";
import { PlaceFinder } from "@/components/place/place-finder";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Mobility, mobilities } from "@/server/core/patient";
import { fewest, isTooShort } from "@/server/core/said";
import { idProblem, type PatientDraft, type PatientProblems } from "./patient-draft";

interface PatientFieldsProps {
  draft: PatientDraft;
  onDraft: (part: Partial<PatientDraft>) => void;
  problems: PatientProblems;
  /** What is stored, masked: typed over, it changes; left blank, it stays. */
  known: PatientDetail | null;
  wards: Ward[];
  /** The server's clock, epoch milliseconds. */
  now: number;
  timeZone: string;
}

/** Who, where in the house, how the patient lies. */
export function PatientFields(props: PatientFieldsProps) {
  const { draft, onDraft, problems, known, wards, now, timeZone } = props;
  const t = useTranslations("patient.form");
  const tWho = useTranslations("booking.who.mobility");
  const tError = useTranslations("errors");
  const locale = useLocale();
  const words = (key: string | undefined) =>
    key && tError.has(key) ? tError(key) : key ? t("check") : undefined;
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t("name")} error={words(problems.name)} required>
          <Input
            value={draft.name}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => onDraft({ name: event.target.value })}
          />
        </Field>
        <Field
          label={t("idNumber")}
          hint={known?.idNumber ? t("stays", { value: known.idNumber }) : t("idNumberHint")}
          error={words(idProblem(draft.idNumber, now, timeZone) ?? problems.idNumber)}
          optional
        >
          <Input
            value={draft.idNumber}
            maxLength={24}
            autoComplete="off"
            autoCapitalize="characters"
            onChange={(event) => onDraft({ idNumber: event.target.value })}
          />
        </Field>
        <Field label={t("ward")} error={words(problems.wardId)} required>
          <Select
            value={draft.wardId}
            placeholder={t("chooseWard")}
            options={wards.map((ward) => ({ value: ward.id, label: wardName(ward, locale) }))}
            onChange={(event) => onDraft({ wardId: event.target.value })}
          />
        </Field>
        <Field label={t("bed")} error={words(problems.bed)} optional>
          <Input
            value={draft.bed}
            maxLength={20}
            autoComplete="off"
            placeholder={t("bedPlaceholder")}
            onChange={(event) => onDraft({ bed: event.target.value })}
          />
        </Field>
      </div>
      <RadioCards
        legend={t("mobility")}
        columns={2}
        error={words(problems.mobility)}
        choices={mobilities.map((value) => ({
          value,
          icon: <MobilityIcon mobility={value} />,
          label: tWho(`${value}.label`),
        }))}
        value={draft.mobility}
        onValueChange={(value) => onDraft({ mobility: value as Mobility })}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t("weight")} error={words(problems.weightKg)} optional>
          <Input
            inputMode="numeric"
            value={draft.weightKg}
            maxLength={3}
            autoComplete="off"
            suffix={t("kg")}
            onChange={(event) => onDraft({ weightKg: event.target.value })}
          />
        </Field>
        <Field
          label={t("phone")}
          hint={known?.phone ? t("stays", { value: known.phone }) : t("phoneHint")}
          error={words(problems.phone)}
          optional
        >
          <Input
            type="tel"
            inputMode="tel"
            value={draft.phone}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => onDraft({ phone: event.target.value })}
          />
        </Field>
      </div>
      <HomeFields draft={draft} onDraft={onDraft} problem={words(problems.home)} />
    </>
  );
}

type HomeFieldsProps = Pick<PatientFieldsProps, "draft" | "onDraft"> & { problem: string | undefined };

/** Where the patient goes when it goes home, told once. */
function HomeFields({ draft, onDraft, problem }: HomeFieldsProps) {
  const t = useTranslations("patient.form");
  const region = useBookingRegion();
  const { home } = draft;
  return (
    <details open={Boolean(problem)} className="rounded-lg border border-line bg-paper px-4">
      <summary className="min-h-12 py-3 font-medium">
        {t("home")}
        <span className="ms-2 font-normal text-ink-soft text-sm">{home ? home.label : t("homeNone")}</span>
      </summary>
      <div className="grid gap-5 pb-4">
        <PlaceFinder
          region={region}
          place={home}
          onPlace={(next) => onDraft({ home: next })}
          error={problem}
        />
        {home ? (
          <EndDetails
            place={home}
            onPlace={(next) => onDraft({ home: next })}
            isLabelMissing={isTooShort(home.label, fewest.words)}
          />
        ) : null}
      </div>
    </details>
  );
}
