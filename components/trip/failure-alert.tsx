"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { CallFailure } from "@/components/api/domain-error";
import { useFailureText } from "@/components/api/failure-text";
import { Alert } from "@/components/ui/alert";

/** Why the server refused what a form sent: beside the form, which still holds everything. */
export function FailureAlert({ failure }: { failure: CallFailure | null }) {
  const t = useTranslations("trip");
  const textOf = useFailureText();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a small phone it stands below the edge: whoever pressed the button must see why nothing happened.
    if (failure) place.current?.scrollIntoView({ block: "nearest" });
  }, [failure]);
  if (!failure) return null;
  return (
    <div ref={place} className="scroll-my-24">
      <Alert tone="danger" live title={t("refused")}>
        {textOf(failure)}
      </Alert>
    </div>
  );
}

/** The text of a field's problem, from the key that the check gave. */
export function useIssueText(): (key: string | undefined) => string | undefined {
  const t = useTranslations("errors");
  return (key) => (key ? t(t.has(key) ? key : "input.invalid") : undefined);
}
