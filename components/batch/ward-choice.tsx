"use client";

import { useLocale, useTranslations } from "next-intl";
import { type Ward, wardName } from "@/components/desk/ward";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

interface WardChoiceProps {
  wards: Ward[];
  wardId: string;
  onWard: (wardId: string) => void;
}

/** Whose list it is: beds are found on this ward, and its columns are remembered. */
export function WardChoice({ wards, wardId, onWard }: WardChoiceProps) {
  const t = useTranslations("batch");
  const locale = useLocale();
  return (
    <Field label={t("ward")} className="max-w-sm">
      <Select
        value={wardId}
        options={wards.map((ward) => ({ value: ward.id, label: wardName(ward, locale) }))}
        onChange={(event) => onWard(event.target.value)}
      />
    </Field>
  );
}
