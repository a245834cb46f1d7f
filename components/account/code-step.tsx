"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { LinkButton } from "@/components/ui/link-button";
import { CodeInput } from "./code-input";
import type { KeptRequest } from "./kept-request";
import { ResendButton } from "./resend-button";
import { callSignIn } from "./sign-in-call";

interface CodeStepProps {
  request: KeptRequest;
  locale: string;
  demonstration: boolean;
  onResend: () => Promise<void>;
  resending: boolean;
  resendError?: string;
  onChangeContact: () => void;
  onSignedIn: () => void;
}

/** The code that arrived; a wrong one stays to be corrected. */
export function CodeStep(props: CodeStepProps) {
  const { request, locale, demonstration, onSignedIn } = props;
  const t = useTranslations("account.signIn");
  const tErrors = useTranslations("errors.code");
  const failureText = useFailureText();
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (code.length !== 6) return setError(tErrors("format"));
    setBusy(true);
    const failure = await callSignIn({ contact: request.contact, code, locale });
    if (!failure) return onSignedIn();
    setBusy(false);
    setError(failureText(failure));
    field.current?.focus();
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Alert tone="info" live>
        {t("sentTo", { contact: request.contact })}
        {demonstration ? (
          <LinkButton
            variant="quiet"
            size="sm"
            href={{ pathname: "/demo/outbox", query: { to: request.contact } }}
            target="_blank"
            className="-ms-3"
          >
            {t("outbox")}
          </LinkButton>
        ) : null}
      </Alert>
      <Field label={t("code")} hint={t("codeHint")} error={error} required>
        <CodeInput ref={field} name="code" value={code} onValueChange={setCode} />
      </Field>
      <Button type="submit" size="lg" wide loading={busy}>
        {t("submit")}
      </Button>
      <CodeHelp {...props} />
    </form>
  );
}

/** For a code that does not come: another one after a moment, or another contact. */
function CodeHelp({ request, onResend, resending, resendError, onChangeContact }: CodeStepProps) {
  const t = useTranslations("account.signIn");
  const [isResent, setResent] = useState(false);
  const resend = () =>
    onResend().then(
      () => setResent(true),
      () => setResent(false),
    );
  return (
    <div className="grid gap-2">
      {resendError ? (
        <Alert tone="danger" live>
          {resendError}
        </Alert>
      ) : isResent ? (
        <Alert tone="ok" live>
          {t("resent")}
        </Alert>
      ) : null}
      <div className="flex flex-wrap justify-between gap-2">
        <ResendButton
          availableAt={request.resendAt - request.offset}
          label={t("resend")}
          waitingLabel={(seconds) => t("resendIn", { seconds })}
          onResend={() => void resend()}
          busy={resending}
        />
        <Button variant="quiet" onClick={onChangeContact}>
          {t("change")}
        </Button>
      </div>
    </div>
  );
}
