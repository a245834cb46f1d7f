"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

interface TripCheckProps {
  /** `gone`: the link in hand opens nothing any more, and asking again does not help. */
  state: "waiting" | "failed" | "gone";
  isRetrying: boolean;
  onRetry: () => void;
}

/** The comparison with the trip in hand is not there: being certified must not be taken for being the family's vehicle. */
export function TripCheck({ state, isRetrying, onRetry }: TripCheckProps) {
  const t = useTranslations("verify.tripCheck");
  const tActions = useTranslations("common.actions");
  if (state === "waiting") return <Alert live>{t("waiting")}</Alert>;
  const retry = (
    <Button variant="secondary" loading={isRetrying} onClick={onRetry}>
      {tActions("retry")}
    </Button>
  );
  return (
    <Alert tone="warn" live title={t(`${state}.title`)} action={state === "failed" ? retry : undefined}>
      {t(`${state}.text`)}
    </Alert>
  );
}
