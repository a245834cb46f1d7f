"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";

interface TextFormProps {
  /** Key under `case`: holds label, hint, missing, submit and done. */
  deed: "close" | "add" | "reopen";
  hint?: string;
  variant?: "primary" | "secondary";
  onSend: (text: string) => Promise<unknown>;
}

/** One thing to say in a case. What was typed stays until it has arrived. */
export function TextForm({ deed, hint, variant = "primary", onSend }: TextFormProps) {
  const t = useTranslations(`case.${deed}`);
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const isShort = isTooShort(text, fewest.story);
  const send = async () => {
    setSending(true);
    setFailure(null);
    try {
      await onSend(text.trim());
      setText("");
      setTried(false);
      showToast({ tone: "ok", title: t("done") });
    } catch (error) {
      setFailure(error);
    }
    setSending(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort) void send();
  };
  return (
    <form noValidate onSubmit={submit} className="grid justify-items-start gap-3">
      <Field
        label={t("label")}
        hint={hint ?? t("hint")}
        error={isTried && isShort ? t("missing") : undefined}
        required
        className="w-full"
      >
        <Textarea rows={3} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <FailureNote error={failure} />
      <Button type="submit" variant={variant} loading={isSending}>
        {t("submit")}
      </Button>
    </form>
  );
}
