"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { readFailure } from "@/components/api/domain-error";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** Keys whose words stand as several texts. */
const wholes: Record<string, string> = { unexpected: "unexpected.what", network: "offline.what" };

/** What a failed call says in the reader's language: what happened and what to do. */
export function useFailureText(): (error: unknown) => string {
  const t = useTranslations("errors");
  return (error) => {
    const { key, data, fields } = readFailure(error);
    const field = fields.map(({ message }) => message).find((message) => t.has(message));
    const wanted = field ?? wholes[key] ?? key;
    return t.has(wanted) ? t(wanted, data) : t("unexpected.what");
  };
}

interface FailureNoteProps {
  error: unknown;
  onRetry?: () => void;
  retrying?: boolean;
  action?: ReactNode;
}

/** A failed call beside what was typed, which stays. */
export function FailureNote({ error, onRetry, retrying, action }: FailureNoteProps) {
  const t = useTranslations("common.actions");
  const textOf = useFailureText();
  if (!error) return null;
  return (
    <Alert
      tone="danger"
      live
      action={
        <>
          {onRetry ? (
            <Button variant="secondary" onClick={onRetry} loading={retrying}>
              <RotateCw aria-hidden="true" />
              {t("retry")}
            </Button>
          ) : null}
          {action}
        </>
      }
    >
      {textOf(error)}
    </Alert>
  );
}
