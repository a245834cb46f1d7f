"use client";

import { useTranslations } from "next-intl";
import { useIssueText } from "@/components/trip/failure-alert";
import type { Issues } from "@/components/trip/issues";
import { CheckboxCards, RadioCards } from "@/components/ui/choice-cards";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { breathingStates, consciousnessStates, handedPapers, linesAndTubes } from "@/server/core/handover";
import { PainScale } from "./pain-scale";
import { type StateDraft, vitalSigns } from "./state-draft";

interface StateFieldsProps {
  draft: StateDraft;
  onChange: (patch: Partial<StateDraft>) => void;
  issues: Issues;
  withVitals: boolean;
}

/** How the patient is, what hangs on them, what papers and things go along. */
export function StateFields({ draft, onChange, issues, withVitals }: StateFieldsProps) {
  const t = useTranslations("handover");
  const textOf = useIssueText();
  const unanswered = (path: string) => textOf(issues[path] && "trip.reason_choose");
  return (
    <div className="grid gap-6">
      <RadioCards
        legend={t("consciousness.label")}
        error={unanswered("state.consciousness")}
        columns="pair"
        value={draft.consciousness}
        onValueChange={(value) => onChange({ consciousness: value as StateDraft["consciousness"] })}
        choices={consciousnessStates.map((value) => ({ value, label: t(`consciousness.${value}`) }))}
      />
      <RadioCards
        legend={t("breathing.label")}
        error={unanswered("state.breathing")}
        columns="pair"
        value={draft.breathing}
        onValueChange={(value) => onChange({ breathing: value as StateDraft["breathing"] })}
        choices={breathingStates.map((value) => ({ value, label: t(`breathing.${value}`) }))}
      />
      <PainScale
        value={draft.pain}
        onValueChange={(pain) => onChange({ pain })}
        error={unanswered("state.painScore")}
      />
      {withVitals ? <Vitals draft={draft} onChange={onChange} issues={issues} /> : null}
      <CheckboxCards
        legend={t("lines.label")}
        hint={t("lines.hint")}
        columns="pair"
        values={draft.lines}
        onValuesChange={(values) => onChange({ lines: values as StateDraft["lines"] })}
        choices={linesAndTubes.map((value) => ({ value, label: t(`lines.${value}`) }))}
      />
      <CheckboxCards
        legend={t("papers.label")}
        columns="pair"
        values={draft.papers}
        onValuesChange={(values) => onChange({ papers: values as StateDraft["papers"] })}
        choices={handedPapers.map((value) => ({ value, label: t(`papers.${value}`) }))}
      />
      <Field label={t("belongings")} hint={t("belongingsHint")} optional>
        <Textarea
          rows={2}
          maxLength={300}
          value={draft.belongings}
          onChange={(event) => onChange({ belongings: event.target.value })}
        />
      </Field>
      <Field label={t("remarks")} optional>
        <Textarea
          rows={2}
          maxLength={500}
          value={draft.remarks}
          onChange={(event) => onChange({ remarks: event.target.value })}
        />
      </Field>
    </div>
  );
}

function Vitals({ draft, onChange, issues }: Omit<StateFieldsProps, "withVitals">) {
  const t = useTranslations("handover.vitals");
  const textOf = useIssueText();
  return (
    <FieldGroup label={t("label")} hint={t("hint")}>
      <div className="grid grid-cols-2 gap-4">
        {vitalSigns.map((sign) => (
          <Field key={sign} label={t(sign)} error={textOf(issues[`state.vitals.${sign}`] && "trip.measured")}>
            <Input
              inputMode="decimal"
              autoComplete="off"
              value={draft.vitals[sign]}
              onChange={(event) => onChange({ vitals: { ...draft.vitals, [sign]: event.target.value } })}
              suffix={t(`units.${sign}`)}
              className="h-14 tabular-nums"
            />
          </Field>
        ))}
      </div>
    </FieldGroup>
  );
}
