"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { ConsentFields } from "@/components/booking/consent-fields";
import { consentTextVersion } from "@/components/booking/consent-text";
import { HeldCard } from "@/components/desk/confirm-form";
import type { Held } from "@/components/desk/use-slots";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { confirmByStaffInput } from "@/server/core/booking-input";
import type { DraftView } from "@/server/core/booking-view";
import type { IntakeState } from "./intake-state";

interface ConfirmPanelProps {
  draft: DraftView;
  held: Held;
  state: IntakeState;
  onConfirmed: () => void;
  onBack: () => void;
}

/** What was said, as the server takes it. */
function inputOf({ answers, people }: IntakeState, bookingId: string) {
  const isSelf = answers.value.caller === "self";
  const { patientName, bookerName, relation, phone, idNumber, consents } = people.value;
  return {
    bookingId,
    patientName,
    bookerName: isSelf ? patientName : bookerName,
    relation: isSelf ? "self" : relation || "other",
    phone: phone.trim() || null,
    idNumber: idNumber.trim() || null,
    email: null,
    consents,
    consentTextVersion,
  };
}

/** The last words of the call: names, the consents read out, and the button that books. */
export function ConfirmPanel({ draft, held, state, onConfirmed, onBack }: ConfirmPanelProps) {
  const t = useTranslations("seat.confirm");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isChecked, setChecked] = useState(false);
  const [isOver, setOver] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("input")?.focus(), []);
  const confirm = useMutation(
    trpc.booking.confirmByStaff.mutationOptions({
      onSuccess: async () => {
        onConfirmed();
        await client.invalidateQueries();
      },
    }),
  );
  const parsed = confirmByStaffInput.safeParse(inputOf(state, draft.bookingId));
  const problems: Record<string, string> = {};
  if (isChecked)
    for (const issue of parsed.error?.issues ?? []) problems[String(issue.path[0])] ??= issue.message;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (parsed.success) return confirm.mutate(parsed.data);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <HeldCard held={held} onOver={() => setOver(true)} />
      {isOver ? (
        <Alert tone="warn" live title={t("over")} action={<Button onClick={onBack}>{t("again")}</Button>}>
          {t("overText")}
        </Alert>
      ) : null}
      <Names state={state} problems={problems} />
      <p className="font-medium">{t("readOut")}</p>
      <ConsentFields identity={state.people} problem={problems.consents} />
      <FailureNote error={confirm.error} />
      <div className="flex flex-wrap gap-3">
        <Button variant="secondary" onClick={onBack}>
          <ChevronLeft aria-hidden="true" />
          {t("other")}
        </Button>
        <Button type="submit" size="lg" className="grow" loading={confirm.isPending} disabled={isOver}>
          <Check aria-hidden="true" />
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}

function Names({ state, problems }: { state: IntakeState; problems: Record<string, string> }) {
  const t = useTranslations("seat.confirm");
  const tError = useTranslations("errors");
  const { people, answers } = state;
  const wrong = (name: string) => {
    const key = problems[name];
    return key ? (tError.has(key) ? tError(key) : t("invalid")) : undefined;
  };
  const bind = (name: "patientName" | "bookerName" | "idNumber" | "phone") => ({
    value: people.value[name],
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => people.set({ [name]: event.target.value }),
  });
  return (
    <>
      <Field label={t("patientName")} error={wrong("patientName")} required>
        <Input {...bind("patientName")} maxLength={60} />
      </Field>
      {answers.value.caller === "self" ? null : (
        <Field label={t("bookerName")} error={wrong("bookerName")} required>
          <Input {...bind("bookerName")} maxLength={60} />
        </Field>
      )}
      <Field label={t("phone")} hint={t("phoneHint")} error={wrong("phone")}>
        <Input {...bind("phone")} type="tel" inputMode="tel" maxLength={40} />
      </Field>
      <Field label={t("idNumber")} error={wrong("idNumber")} optional>
        <Input {...bind("idNumber")} maxLength={24} />
      </Field>
    </>
  );
}
