"use client";

import { useTranslations } from "next-intl";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { NumberStepper } from "@/components/ui/number-stepper";
import type { ExtraFacts } from "@/server/core/billing-input";

/** What a payer can ask for on the way, as the crew chooses it. */
export const extraKinds = ["waiting", "stairs", "flat_carry", "stretcher", "oxygen", "staff_nurse"] as const;
export type ExtraKind = (typeof extraKinds)[number];

export interface ExtraDraft {
  kind: ExtraKind | "";
  minutes: number;
  floors: number;
  bearers: number;
  metres: number;
  uses: number;
}
export const emptyExtra: ExtraDraft = { kind: "", minutes: 30, floors: 3, bearers: 2, metres: 100, uses: 1 };

/** The draft as the tariff prices it; null before anything is chosen. */
export function extraOf({ kind, minutes, floors, bearers, metres, uses }: ExtraDraft): ExtraFacts | null {
  switch (kind) {
    case "":
      return null;
    case "waiting":
      return { code: kind, minutes };
    case "stairs":
      return { code: kind, floors, bearers };
    case "flat_carry":
      return { code: kind, metres };
    case "oxygen":
      return { code: "equipment", item: "portable_oxygen", uses };
    default:
      return { code: kind };
  }
}

interface ExtraFactsProps {
  draft: ExtraDraft;
  onChange: (patch: Partial<ExtraDraft>) => void;
}

/** Choose what was asked for, and how much of it. */
export function ExtraFactsFields({ draft, onChange }: ExtraFactsProps) {
  const t = useTranslations("trip.extra");
  const count = (name: "minutes" | "floors" | "bearers" | "metres" | "uses", max: number, step = 1) => (
    <Field label={t(`counts.${name}`)}>
      <NumberStepper
        value={draft[name]}
        onValueChange={(value) => onChange({ [name]: value })}
        min={1}
        max={max}
        step={step}
        unit={t(`units.${name}`)}
      />
    </Field>
  );
  return (
    <div className="grid gap-6">
      <RadioCards
        legend={t("what")}
        columns="pair"
        value={draft.kind}
        onValueChange={(value) => onChange({ kind: value as ExtraKind })}
        choices={extraKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      {draft.kind === "waiting" ? count("minutes", 720, 10) : null}
      {draft.kind === "stairs" ? (
        <>
          {count("floors", 60)}
          {count("bearers", 8)}
        </>
      ) : null}
      {draft.kind === "flat_carry" ? count("metres", 2000, 50) : null}
      {draft.kind === "oxygen" ? count("uses", 20) : null}
    </div>
  );
}
