"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { fewest, isTooShort } from "@/server/core/said";

interface SayMoreProps {
  /** It was answered or closed: more words open it again. */
  isReopening: boolean;
  error: unknown;
  isSending: boolean;
  /** Settles once the words have arrived; then the field is emptied. */
  onSend: (text: string) => Promise<unknown>;
  /** Photos to go with the words. */
  children?: ReactNode;
}

/** More words in a case, folded away until somebody wants them. What was typed stays until it has arrived. */
export function SayMore({ isReopening, error, isSending, onSend, children }: SayMoreProps) {
  const t = useTranslations("complaint.more");
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isTooShort(text, fewest.story)) return;
    onSend(text).then(
      () => setText(""),
      () => undefined,
    );
  };
  return (
    <details className="mt-2">
      <summary className="min-h-9 py-1 text-primary text-sm">{t(isReopening ? "reopen" : "add")}</summary>
      <form onSubmit={submit} className="mt-2 grid gap-2">
        <Field label={t("label")} hint={t("hint")}>
          <Textarea
            rows={3}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        {children}
        <FailureNote error={error} />
        <Button type="submit" size="sm" variant="secondary" loading={isSending}>
          {t("send")}
        </Button>
      </form>
    </details>
  );
}
