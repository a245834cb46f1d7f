"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { readContact } from "@/server/core/contact";

interface ContactStepProps {
  contact: string;
  onContactChange: (contact: string) => void;
  onSubmit: () => void;
  busy: boolean;
  error?: string;
}

/** Where the code should go. */
export function ContactStep({ contact, onContactChange, onSubmit, busy, error }: ContactStepProps) {
  const t = useTranslations("account.signIn");
  const tErrors = useTranslations("errors.account");
  const [isUnreadable, setUnreadable] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const readable = readContact(contact) !== null;
    setUnreadable(!readable);
    if (readable && !busy) onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Field
        label={t("contact")}
        hint={t("contactHint")}
        error={isUnreadable ? tErrors("contact_unreadable") : error}
        required
      >
        <Input
          value={contact}
          onChange={(event) => {
            setUnreadable(false);
            onContactChange(event.target.value);
          }}
          name="contact"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Button type="submit" size="lg" wide loading={busy}>
        {t("send")}
      </Button>
    </form>
  );
}
