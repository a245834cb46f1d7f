"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useFailureText } from "./failure-text";

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
  const again = onRetry ? (
    <Button variant="secondary" onClick={onRetry} loading={retrying}>
      <RotateCw aria-hidden="true" />
      {t("retry")}
    </Button>
  ) : null;
  return (
    <Alert
      tone="danger"
      live
      action={
        again || action ? (
          <>
            {again}
            {action}
          </>
        ) : null
      }
    >
      {textOf(error)}
    </Alert>
  );
}
