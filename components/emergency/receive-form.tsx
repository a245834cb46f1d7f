"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useRouter } from "@/messages/navigation";
import { receiveInput } from "@/server/core/emergency-input";
import { mobilities } from "@/server/core/patient";

const empty = {
  caseNumber: "",
  spokesperson: "",
  patientName: "",
  phone: "",
  mobility: "",
  placeText: "",
  known: "",
};
type Typed = typeof empty;

const blankIsNull = (text: string) => (text.trim() === "" ? null : text.trim());

const inputOf = (typed: Typed) => ({
  ...typed,
  patientName: blankIsNull(typed.patientName),
  mobility: blankIsNull(typed.mobility),
});

/** The first message of each field, as a key of messages/errors. */
function problemsOf(typed: Typed): Record<string, string> {
  const parsed = receiveInput.safeParse(inputOf(typed));
  const problems: Record<string, string> = {};
  for (const issue of parsed.error?.issues ?? []) problems[String(issue.path[0])] ??= issue.message;
  return problems;
}

/** 120 passes a caller on: what it says is typed once, and the intake begins with it. */
export function ReceiveForm() {
  const t = useTranslations("emergency-desk.receive");
  const tFacts = useTranslations("emergency-desk.facts");
  const tError = useTranslations("errors");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const [typed, setTyped] = useState(empty);
  const [isChecked, setChecked] = useState(false);
  const receive = useMutation(
    trpc.emergency.receive.mutationOptions({
      onSuccess: ({ id }) => {
        void client.invalidateQueries();
        router.push(`/seat/intake?from=${id}`);
      },
    }),
  );
  const problems = isChecked ? problemsOf(typed) : {};
  const bind = (name: keyof Typed) => ({
    value: typed[name],
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  const wrong = (name: keyof Typed) => {
    const key = problems[name];
    return key ? (tError.has(key) ? tError(key) : t("invalid")) : undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const parsed = receiveInput.safeParse(inputOf(typed));
    if (parsed.success) return receive.mutate(parsed.data);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4 sm:grid-cols-2">
      <Field label={t("caseNumber")} error={wrong("caseNumber")} required>
        <Input {...bind("caseNumber")} maxLength={40} />
      </Field>
      <Field label={t("spokesperson")} error={wrong("spokesperson")} required>
        <Input {...bind("spokesperson")} maxLength={60} />
      </Field>
      <Field label={t("phone")} error={wrong("phone")} required>
        <Input {...bind("phone")} type="tel" inputMode="tel" maxLength={40} />
      </Field>
      <Field label={t("patientName")} error={wrong("patientName")} optional>
        <Input {...bind("patientName")} maxLength={60} />
      </Field>
      <Field label={t("placeText")} error={wrong("placeText")} required className="sm:col-span-2">
        <Input {...bind("placeText")} maxLength={200} />
      </Field>
      <Field label={t("mobility")} optional>
        <Select
          {...bind("mobility")}
          placeholder={t("unknown")}
          options={mobilities.map((value) => ({ value, label: tFacts(`mobilities.${value}`) }))}
        />
      </Field>
      <Field label={t("known")} hint={t("knownHint")} optional>
        <Textarea {...bind("known")} rows={2} maxLength={500} />
      </Field>
      <div className="grid gap-3 sm:col-span-2">
        <FailureNote error={receive.error} />
        <Button type="submit" size="lg" loading={receive.isPending} className="justify-self-start">
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}
