"use client";

import { Siren, Truck } from "lucide-react";
import { useTranslations } from "next-intl";
import { CheckboxCards, RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { careNeeds, isolations, serviceLevels } from "@/server/core/patient";
import { type Decision, rideOf } from "./decision";
import { NeedsPreview } from "./needs-preview";

interface DecisionFormProps {
  reviewId: string;
  decision: Decision;
  onChange: (change: Partial<Decision>) => void;
  licence: string;
  licenceError: string | undefined;
  onLicence: (licence: string) => void;
}

/** Ride or 120; for a ride level, grade, isolation and care, with the vehicle they lead to. */
export function DecisionForm(props: DecisionFormProps) {
  const { reviewId, decision, onChange, licence, licenceError, onLicence } = props;
  const t = useTranslations("review.form");
  const isRide = decision.decision === "ride";
  return (
    <div className="grid gap-5">
      <RadioCards
        legend={t("decision")}
        columns={2}
        choices={[
          { value: "ride", label: t("ride"), icon: <Truck /> },
          { value: "handoff_120", label: t("to120"), icon: <Siren /> },
        ]}
        value={decision.decision}
        onValueChange={(value) => onChange({ decision: value === "ride" ? "ride" : "handoff_120" })}
      />
      {isRide ? (
        <>
          <RideFields decision={decision} onChange={onChange} />
          <NeedsPreview input={{ reviewId, ...rideOf(decision) }} />
        </>
      ) : (
        <p className="text-ink-soft">{t("to120Text")}</p>
      )}
      <Field label={t(isRide ? "note" : "note120")} hint={t(isRide ? "noteHint" : "note120Hint")} optional>
        <Textarea
          value={decision.note}
          rows={2}
          maxLength={500}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </Field>
      <Field label={t("licence")} hint={t("licenceHint")} error={licenceError} required>
        <Input
          value={licence}
          maxLength={40}
          autoComplete="off"
          onChange={(event) => onLicence(event.target.value)}
        />
      </Field>
    </div>
  );
}

function RideFields({ decision, onChange }: Pick<DecisionFormProps, "decision" | "onChange">) {
  const t = useTranslations("review.form");
  const { serviceLevel, grade, isolation, care } = decision;
  return (
    <>
      <RadioCards
        legend={t("level")}
        choices={serviceLevels.map((value) => ({
          value,
          label: t(`levels.${value}.label`),
          description: t(`levels.${value}.text`),
        }))}
        value={serviceLevel}
        onValueChange={(value) =>
          onChange(value === "care_transfer" ? { serviceLevel: value } : { serviceLevel: "accessible_ride" })
        }
      />
      {serviceLevel === "care_transfer" ? (
        <RadioCards
          legend={t("grade")}
          hint={t("gradeHint")}
          columns={2}
          choices={(["III", "II"] as const).map((value) => ({
            value,
            label: t(`grades.${value}.label`),
            description: t(`grades.${value}.text`),
          }))}
          value={grade}
          onValueChange={(value) => onChange({ grade: value === "II" ? "II" : "III" })}
        />
      ) : null}
      <RadioCards
        legend={t("isolation")}
        columns={2}
        choices={isolations.map((value) => ({ value, label: t(`isolations.${value}`) }))}
        value={isolation}
        onValueChange={(value) => onChange({ isolation: isolations.find((one) => one === value) ?? "none" })}
      />
      {serviceLevel === "care_transfer" ? (
        <CheckboxCards
          legend={t("care")}
          optional
          columns="pair"
          choices={careNeeds.map((value) => ({ value, label: t(`cares.${value}`) }))}
          values={care}
          onValuesChange={(values) => onChange({ care: careNeeds.filter((need) => values.includes(need)) })}
        />
      ) : null}
    </>
  );
}
