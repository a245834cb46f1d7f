"use client";

import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { consentTextVersion } from "@/components/booking/consent-text";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { sendLinkInput } from "@/server/core/booking-input";

const relatives = ["child", "spouse", "parent", "sibling", "relative", "friend", "carer", "other"] as const;
const nobody = { name: "", relation: "", phone: "", email: "", consent: false };

/** The tracking link to one named relative, with the patient's consent. */
export function SendLinkCard({ bookingId }: { bookingId: string }) {
  const t = useTranslations("desk.record.send");
  const tWho = useTranslations("booking.details.relation");
  const tError = useTranslations("errors");
  const locale = useLocale();
  const trpc = useTRPC();
  const [draft, setDraft] = useState(nobody);
  const [isChecked, setChecked] = useState(false);
  const send = useMutation(
    trpc.booking.sendLink.mutationOptions({
      onSuccess: () => {
        setDraft(nobody);
        setChecked(false);
      },
    }),
  );
  const set = (part: Partial<typeof nobody>) => setDraft((before) => ({ ...before, ...part }));
  const parsed = sendLinkInput.safeParse({
    bookingId,
    name: draft.name,
    relation: draft.relation,
    phone: draft.phone.trim() || null,
    email: draft.email.trim() || null,
    locale: locale === "en" ? "en" : "zh-CN",
    consent: draft.consent,
    consentTextVersion,
  });
  const issues = parsed.success ? [] : parsed.error.issues;
  const problem = (field: string) => {
    const key = isChecked ? issues.find(({ path }) => path[0] === field)?.message : undefined;
    if (!key) return undefined;
    return tError.has(key) ? tError(key) : t("check");
  };
  const noContact = isChecked && !draft.phone.trim() && !draft.email.trim() ? t("contactMissing") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (parsed.success) send.mutate(parsed.data);
  };
  return (
    <div className="no-print">
      <Card title={t("title")}>
        <form onSubmit={submit} noValidate className="grid gap-3">
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={t("name")} error={problem("name")} required>
              <Input
                value={draft.name}
                maxLength={60}
                autoComplete="off"
                onChange={(event) => set({ name: event.target.value })}
              />
            </Field>
            <Field
              label={t("relation")}
              error={problem("relation") ? t("relationMissing") : undefined}
              required
            >
              <Select
                value={draft.relation}
                placeholder={tWho("choose")}
                options={relatives.map((value) => ({ value, label: tWho(value) }))}
                onChange={(event) => set({ relation: event.target.value })}
              />
            </Field>
            <Field label={t("phone")} error={problem("phone") ?? noContact}>
              <Input
                type="tel"
                inputMode="tel"
                value={draft.phone}
                maxLength={40}
                autoComplete="off"
                onChange={(event) => set({ phone: event.target.value })}
              />
            </Field>
            <Field label={t("email")} error={problem("email")} optional>
              <Input
                type="email"
                value={draft.email}
                maxLength={200}
                autoComplete="off"
                onChange={(event) => set({ email: event.target.value })}
              />
            </Field>
          </div>
          <Checkbox
            label={t("consent")}
            error={isChecked && !draft.consent ? tError("consent.share_needed") : undefined}
            checked={draft.consent}
            onChange={(event) => set({ consent: event.target.checked })}
          />
          <FailureNote error={send.error} />
          <p role="status" className="text-ok">
            {send.data ? t("sent", { to: send.data.to.join(" · ") }) : ""}
          </p>
          <Button type="submit" variant="secondary" className="justify-self-start" loading={send.isPending}>
            <Send aria-hidden="true" />
            {t("submit")}
          </Button>
        </form>
      </Card>
    </div>
  );
}
