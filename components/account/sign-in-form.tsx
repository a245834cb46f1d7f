"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale } from "next-intl";
import { useEffect, useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { CodeStep } from "./code-step";
import { ContactStep } from "./contact-step";
import { type KeptRequest, keepRequest, readKeptRequest } from "./kept-request";

export interface SignInFormProps {
  contact: string;
  /** Another contact was chosen: a code on its way to an earlier one is forgotten. */
  startOver: boolean;
  onContactChange: (contact: string) => void;
  /** Where to go once signed in: the page decides what is still missing. */
  nextHref: string;
  demonstration: boolean;
}

/** Ask for a code, then give it. What was typed stays through errors, reloads and a look at the message. */
export function SignInForm(props: SignInFormProps) {
  const { contact, startOver, onContactChange, nextHref, demonstration } = props;
  const trpc = useTRPC();
  const locale = useLocale() === "en" ? "en" : "zh-CN";
  const failureText = useFailureText();
  const [request, setRequest] = useState<KeptRequest | null>(null);
  const ask = useMutation(trpc.account.requestCode.mutationOptions());
  useEffect(() => {
    if (startOver) keepRequest(null);
    else setRequest(readKeptRequest());
  }, [startOver]);
  const remember = (next: KeptRequest | null) => {
    keepRequest(next);
    setRequest(next);
  };
  const send = async (to: string) => {
    const { expiresAt, resendAt, now } = await ask.mutateAsync({ contact: to, locale });
    remember({ contact: to, expiresAt, resendAt, offset: now - Date.now() });
  };
  const error = ask.error ? failureText(ask.error) : undefined;
  if (!request) {
    const submit = () => void send(contact).catch(() => {});
    return (
      <ContactStep
        contact={contact}
        onContactChange={onContactChange}
        onSubmit={submit}
        busy={ask.isPending}
        error={error}
      />
    );
  }
  return (
    <CodeStep
      request={request}
      locale={locale}
      demonstration={demonstration}
      onResend={() => send(request.contact)}
      resending={ask.isPending}
      resendError={error}
      onChangeContact={() => {
        onContactChange(request.contact);
        ask.reset();
        remember(null);
      }}
      onSignedIn={() => {
        keepRequest(null);
        // A whole new page: header, region and rights all belong to somebody else now.
        window.location.assign(nextHref);
      }}
    />
  );
}
