"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { FieldGroup } from "@/components/ui/field";

const scores = Array.from({ length: 11 }, (_, score) => String(score));

interface PainScaleProps {
  value: string;
  onValueChange: (value: string) => void;
  error?: string;
}

/** Pain from 0 to 10, or that the patient cannot say. */
export function PainScale({ value, onValueChange, error }: PainScaleProps) {
  const t = useTranslations("handover.pain");
  const name = useId();
  return (
    <FieldGroup label={t("label")} hint={t("hint")} error={error}>
      <div className="grid grid-cols-4 gap-2">
        {[...scores, "unasked"].map((score) => (
          <label
            key={score}
            className="relative grid min-h-14 cursor-pointer place-items-center rounded-lg border border-control bg-surface px-1 text-center font-bold text-xl tabular-nums leading-tight has-checked:border-primary has-checked:bg-primary has-checked:text-white has-focus-visible:outline-3 has-focus-visible:outline-info has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name={name}
              value={score}
              checked={value === score}
              onChange={() => onValueChange(score)}
              className="sr-only"
            />
            {score === "unasked" ? <span className="text-base">{t("unasked")}</span> : score}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
