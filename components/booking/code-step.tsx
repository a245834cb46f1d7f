"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CodeInput } from "@/components/account/code-input";
import { readFailure } from "@/components/api/domain-error";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { HeldSlot, HoldOver } from "@/components/slot/held-slot";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { useRouter } from "@/messages/navigation";
import type { ConfirmResult } from "@/server/core/booking-view";
import { draftRef, type StepProps, useIdentity } from "./answers";
import { AnswersReview } from "./answers-review";
import { goToStep } from "./go-to-step";
import { StepFrame } from "./step-frame";

const overKeys = new Set([
  "hold.expired",
  "slot.taken",
  "quote.expired",
  "quote.not_open",
  "slot.way_back_taken",
]);

/** On to the booking's own page; there the finished answers are put away, so that a slow way there loses nothing. */
function useFinish() {
  const router = useRouter();
  return ({ token }: ConfirmResult) => router.push(token ? `/track/${token}` : "/family");
}

/** The one-time code that turns the held slot into a promise. */
export function CodeStep({ region, answers }: StepProps) {
  const t = useTranslations("booking.code");
  const trpc = useTRPC();
  const identity = useIdentity(region.id);
  const finish = useFinish();
  const [isChecked, setChecked] = useState(false);
  const ref = draftRef(answers.value.draft);
  const draft = useQuery({ ...trpc.booking.draft.queryOptions(ref), staleTime: 0 });
  const confirm = useMutation(trpc.booking.confirm.mutationOptions({ onSuccess: finish }));
  const { code, codeSentTo } = identity.value;
  const isVerified = draft.data?.contactVerified ?? false;
  const isCode = /^\d{6}$/.test(code.trim());
  const next = () => {
    setChecked(true);
    if (isVerified) confirm.mutate(ref);
    else if (isCode) confirm.mutate({ ...ref, code: code.trim() });
  };
  const isOver = confirm.error ? overKeys.has(readFailure(confirm.error).key) : false;
  if (!codeSentTo) return <NoCodeYet />;
  return (
    <StepFrame
      step="code"
      title={t("title")}
      lead={isVerified ? t("leadVerified") : t("lead", { to: codeSentTo })}
      onNext={next}
      nextLabel={t("confirm")}
      busy={confirm.isPending || confirm.isSuccess}
    >
      <HeldSlot region={region} />
      {draft.isPending ? <Skeleton className="h-20" /> : null}
      {draft.data && !isVerified ? (
        <>
          <Field label={t("label")} error={isChecked && !isCode ? t("format") : undefined} required>
            <CodeInput value={code} onValueChange={(digits) => identity.set({ code: digits })} />
          </Field>
          {isOver ? null : <FailureNote error={confirm.error} />}
          <Resend region={region} answers={answers} />
        </>
      ) : null}
      <AnswersReview answers={answers.value} region={region} />
      {isOver ? <HoldOver /> : <FailureNote error={isVerified ? confirm.error : draft.error} />}
      <p className="text-ink-soft text-sm">{t("promise")}</p>
    </StepFrame>
  );
}

function NoCodeYet() {
  const t = useTranslations("booking.code");
  return (
    <div className="mx-auto max-w-2xl">
      <Alert tone="info" action={<Button onClick={() => goToStep("details")}>{t("toDetails")}</Button>}>
        {t("notSent")}
      </Alert>
    </div>
  );
}

function Resend({ region }: StepProps) {
  const t = useTranslations("booking.code");
  const identity = useIdentity(region.id);
  const change = () => {
    identity.set({ sentAs: "", code: "" });
    window.history.back();
  };
  return (
    <Button variant="quiet" className="justify-self-start" onClick={change}>
      {t("noCode")}
    </Button>
  );
}
