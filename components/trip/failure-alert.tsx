"use client";

import { useTranslations } from "next-intl";
import type { CallFailure } from "@/components/api/domain-error";
import { useFailureText } from "@/components/api/failure-text";
import { Alert } from "@/components/ui/alert";

/** Why the server refused what a form sent: beside the form, which still holds everything. */
export function FailureAlert({ failure }: { failure: CallFailure | null }) {
  const t = useTranslations("trip");
  const textOf = useFailureText();
  if (!failure) return null;
  return (
    <Alert tone="danger" live title={t("refused")}>
      {textOf(failure)}
    </Alert>
  );
}

/** The text of a field's problem, from the key that the check gave. */
export function useIssueText(): (key: string | undefined) => string | undefined {
  const t = useTranslations("errors");
  return (key) => (key ? t(t.has(key) ? key : "input.invalid") : undefined);
}
