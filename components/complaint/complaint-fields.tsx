"use client";

import { useTranslations } from "next-intl";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { type CaseTopic, caseTopic } from "@/server/core/case";
import { fewest, isTooShort } from "@/server/core/said";

export interface ComplaintDraft {
  topic: CaseTopic | "";
  text: string;
}

interface ComplaintFieldsProps {
  draft: ComplaintDraft;
  onDraft: (part: Partial<ComplaintDraft>) => void;
  isChecked: boolean;
}

export const isTold = ({ text }: ComplaintDraft) => !isTooShort(text, fewest.story);

/** What it is about and what happened. */
export function ComplaintFields({ draft, onDraft, isChecked }: ComplaintFieldsProps) {
  const t = useTranslations("complaint");
  return (
    <>
      <RadioCards
        legend={t("topic")}
        columns="pair"
        error={isChecked && !draft.topic ? t("topicMissing") : undefined}
        choices={caseTopic.options.map((value) => ({ value, label: t(`topics.${value}`) }))}
        value={draft.topic}
        onValueChange={(topic) => onDraft({ topic: topic as CaseTopic })}
      />
      <Field
        label={t("text")}
        hint={t("textHint")}
        error={isChecked && !isTold(draft) ? t("textMissing") : undefined}
        required
      >
        <Textarea
          rows={5}
          maxLength={4000}
          value={draft.text}
          onChange={(event) => onDraft({ text: event.target.value })}
        />
      </Field>
    </>
  );
}
