"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { checkResidentId } from "@/server/core/resident-id";
import type { Identity } from "./answers";
import type { Kept } from "./kept";
import { dayIn } from "./local-clock";

/** What a family may say; the other relations are the staff's. */
const familyRelations = [
  "child",
  "spouse",
  "parent",
  "sibling",
  "relative",
  "friend",
  "carer",
  "other",
] as const;

interface PeopleFieldsProps {
  identity: Kept<Identity>;
  isSelf: boolean;
  /** Keys of messages/errors by field. */
  problems: Record<string, string>;
}

/** An identity number is checked as soon as it is whole, so that a wrong digit is seen while the card is at hand. */
function idProblem(typed: string): string | undefined {
  const text = typed.replace(/\s/g, "");
  if (text.length < 18) return undefined;
  const check = checkResidentId(text, dayIn(Date.now(), "Asia/Shanghai"));
  return check.ok ? undefined : `resident_id.${check.reason}`;
}

/** Names and contacts of those who travel and book. */
export function PeopleFields({ identity, isSelf, problems }: PeopleFieldsProps) {
  const t = useTranslations("booking.details");
  const tError = useTranslations("errors");
  const { value, set } = identity;
  const words = (key: string | undefined) =>
    key ? (tError.has(key) ? tError(key) : t("invalid")) : undefined;
  return (
    <>
      <Field label={t(isSelf ? "ownName" : "patientName")} error={words(problems.patientName)} required>
        <Input
          value={value.patientName}
          autoComplete={isSelf ? "name" : "off"}
          maxLength={60}
          onChange={(event) => set({ patientName: event.target.value })}
        />
      </Field>
      <Field
        label={t("idNumber")}
        hint={t("idNumberHint")}
        error={words(problems.idNumber ?? idProblem(value.idNumber))}
        optional
      >
        <Input
          value={value.idNumber}
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={24}
          onChange={(event) => set({ idNumber: event.target.value })}
        />
      </Field>
      {isSelf ? null : (
        <div className="grid gap-6 sm:grid-cols-2">
          <Field label={t("bookerName")} error={words(problems.bookerName)} required>
            <Input
              value={value.bookerName}
              autoComplete="name"
              maxLength={60}
              onChange={(event) => set({ bookerName: event.target.value })}
            />
          </Field>
          <Field
            label={t("relation.label")}
            error={problems.relation ? t("relation.missing") : undefined}
            required
          >
            <Select
              value={value.relation}
              placeholder={t("relation.choose")}
              options={familyRelations.map((name) => ({ value: name, label: t(`relation.${name}`) }))}
              onChange={(event) => set({ relation: event.target.value })}
            />
          </Field>
        </div>
      )}
      <Field label={t("phone")} hint={t("phoneHint")} error={words(problems.phone)}>
        <Input
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          value={value.phone}
          maxLength={40}
          onChange={(event) => set({ phone: event.target.value })}
        />
      </Field>
      <Field label={t("email")} hint={t("emailHint")} error={words(problems.email)} optional>
        <Input
          type="email"
          inputMode="email"
          autoComplete="email"
          value={value.email}
          maxLength={200}
          onChange={(event) => set({ email: event.target.value })}
        />
      </Field>
    </>
  );
}
