"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { ApiProvider, useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { CodeInput } from "./code-input";

interface FactorFormProps {
  /** Where to go once the code was right. */
  nextHref: string;
  submitLabel: string;
}

/** The authenticator's code: opens the staff pages of this session. */
export function FactorForm(props: FactorFormProps) {
  return (
    <ApiProvider>
      <Form {...props} />
    </ApiProvider>
  );
}

function Form({ nextHref, submitLabel }: FactorFormProps) {
  const t = useTranslations("account.factor");
  const tErrors = useTranslations("errors.code");
  const failureText = useFailureText();
  const trpc = useTRPC();
  const [code, setCode] = useState("");
  const [isShort, setShort] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const give = useMutation(
    trpc.account.secondFactor.mutationOptions({
      onSuccess: () => window.location.assign(nextHref),
      onError: () => field.current?.focus(),
    }),
  );
  const busy = give.isPending || give.isSuccess;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setShort(code.length !== 6);
    if (code.length === 6 && !busy) give.mutate({ code });
  };
  const error = isShort ? tErrors("format") : give.error ? failureText(give.error) : undefined;
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Field label={t("code")} hint={t("codeHint")} error={error} required>
        <CodeInput ref={field} name="code" value={code} onValueChange={setCode} />
      </Field>
      <Button type="submit" size="lg" wide loading={busy}>
        {submitLabel}
      </Button>
    </form>
  );
}
