"use client";

import { UserRound, UserRoundSearch, UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Mobility } from "@/server/core/patient";
import { type Answers, type Caller, isWeight } from "./answers";
import type { Kept } from "./kept";
import { MobilityIcon } from "./mobility-icon";
import { StepFrame } from "./step-frame";

const callers = [
  { value: "self", icon: <UserRound /> },
  { value: "with", icon: <UsersRound /> },
  { value: "away", icon: <UserRoundSearch /> },
] satisfies { value: Caller; icon: React.ReactNode }[];

/** Spelled out, since the list of the core brings its validator along, which the first screen must not load. */
const mobilities: Mobility[] = ["walk", "wheelchair", "stretcher", "bariatric_stretcher"];

interface WhoStepProps {
  answers: Kept<Answers>;
  onNext: () => void;
  /** Told at the first answer: what comes next is fetched from then on. */
  onFirstAnswer: () => void;
}

/** Who travels, and how the patient lies or sits. Stands alone in the first load, so it knows no data layer. */
export function WhoStep({ answers, onNext, onFirstAnswer }: WhoStepProps) {
  const t = useTranslations("booking.who");
  const [isChecked, setChecked] = useState(false);
  const { caller, mobility, weightKg } = answers.value;
  const isBariatric = mobility === "bariatric_stretcher";
  const wrongWeight = isBariatric && !isWeight(weightKg);
  const change = (part: Partial<Answers>) => {
    onFirstAnswer();
    answers.set(part);
  };
  const next = () => {
    setChecked(true);
    if (caller && mobility && !wrongWeight) onNext();
  };
  return (
    <StepFrame step="who" title={t("title")} lead={t("lead")} onNext={next} hasBack={false}>
      <RadioCards
        legend={t("caller.legend")}
        error={isChecked && !caller ? t("caller.missing") : undefined}
        choices={callers.map(({ value, icon }) => ({ value, icon, label: t(`caller.${value}`) }))}
        value={caller ?? ""}
        onValueChange={(value) => change({ caller: value as Caller })}
      />
      <RadioCards
        legend={t("mobility.legend")}
        error={isChecked && !mobility ? t("mobility.missing") : undefined}
        choices={mobilities.map((value) => ({
          value,
          icon: <MobilityIcon mobility={value} />,
          label: t(`mobility.${value}.label`),
          description: t(`mobility.${value}.description`),
        }))}
        columns={2}
        value={mobility ?? ""}
        onValueChange={(value) => change({ mobility: value as Mobility })}
      />
      {isBariatric ? (
        <Field
          label={t("weight.label")}
          hint={t("weight.hint")}
          error={isChecked && wrongWeight ? t("weight.missing") : undefined}
          required
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            suffix={t("weight.unit")}
            value={weightKg}
            onChange={(event) => change({ weightKg: event.target.value })}
            className="max-w-40"
          />
        </Field>
      ) : null}
    </StepFrame>
  );
}
