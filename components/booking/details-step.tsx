"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { HeldSlot } from "@/components/slot/held-slot";
import { requestConfirmationInput } from "@/server/core/booking-input";
import type { ConsentPurpose } from "@/server/core/consent";
import { type Answers, draftRef, type Identity, type StepProps, useIdentity } from "./answers";
import { ConsentFields } from "./consent-fields";
import { consentTextVersion } from "./consent-text";
import { goToStep } from "./go-to-step";
import { PeopleFields } from "./people-fields";
import { StepFrame } from "./step-frame";

type Problems = Record<string, string>;

const blankIsNull = (text: string) => (text.trim() === "" ? null : text.trim());

/** What was typed as the server takes it. Somebody who books for oneself is asked for one name only. */
function inputOf(identity: Identity, answers: Answers) {
  const isSelf = answers.caller === "self";
  return {
    ...draftRef(answers.draft),
    patientName: identity.patientName,
    idNumber: blankIsNull(identity.idNumber),
    bookerName: isSelf ? identity.patientName : identity.bookerName,
    relation: isSelf ? "self" : identity.relation,
    phone: blankIsNull(identity.phone),
    email: blankIsNull(identity.email),
    consents: identity.consents as ConsentPurpose[],
    consentTextVersion,
  };
}

/** The first message of each field, as a key of messages/errors. */
function problemsOf(input: ReturnType<typeof inputOf>): Problems {
  const parsed = requestConfirmationInput.safeParse(input);
  const problems: Problems = {};
  if (parsed.success) return problems;
  // The schema looks at this only once everything else is right.
  if (input.phone === null && input.email === null) problems.phone = "input.contact_missing";
  for (const issue of parsed.error.issues) problems[String(issue.path[0])] ??= issue.message;
  return problems;
}

function useCodeRequest({ region, answers }: StepProps) {
  const trpc = useTRPC();
  const identity = useIdentity(region.id);
  const { data: draft } = useQuery(trpc.booking.draft.queryOptions(draftRef(answers.value.draft)));
  const request = useMutation(trpc.booking.requestConfirmation.mutationOptions());
  const send = async () => {
    const input = inputOf(identity.value, answers.value);
    const sentAs = JSON.stringify(input);
    if (draft?.contactVerified && identity.value.sentAs === sentAs) return goToStep("code");
    const parsed = requestConfirmationInput.parse(input);
    const sent = await request.mutateAsync(parsed);
    identity.set({ codeSentTo: sent.to, codeChannel: sent.channel, code: "", sentAs });
    goToStep("code");
  };
  return { identity, send, error: request.error, isBusy: request.isPending };
}

/** Who travels and who books, asked last, while the slot is held. */
export function DetailsStep({ region, answers }: StepProps) {
  const t = useTranslations("booking.details");
  const [isChecked, setChecked] = useState(false);
  const { identity, send, error, isBusy } = useCodeRequest({ region, answers });
  const problems = problemsOf(inputOf(identity.value, answers.value));
  const next = () => {
    setChecked(true);
    if (Object.keys(problems).length === 0) return void send().catch(() => undefined);
    // Wait for the messages to stand in the page, then lead to the first of them.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  return (
    <StepFrame
      step="details"
      title={t("title")}
      lead={t("lead")}
      onNext={next}
      nextLabel={t("next")}
      busy={isBusy}
    >
      <HeldSlot region={region} />
      <PeopleFields
        identity={identity}
        isSelf={answers.value.caller === "self"}
        problems={isChecked ? problems : {}}
      />
      <ConsentFields identity={identity} problem={isChecked ? problems.consents : undefined} />
      <FailureNote error={error} />
    </StepFrame>
  );
}
