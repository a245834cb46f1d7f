"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/ui/error-state";

/** What Next hands to an `error.tsx`. */
export interface PageErrorProps {
  error: unknown;
  retry: () => void;
}

/** What a reader sees when a page fails: never the error's own text, only a reference that finds it in the log. */
export function PageError({ error, retry }: PageErrorProps) {
  const t = useTranslations("errors.unexpected");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <div className="mx-auto max-w-xl py-4">
      <ErrorState
        headingLevel={1}
        title={t("title")}
        description={t("what")}
        next={t("next")}
        reference={digest ? t("reference", { digest }) : undefined}
        onRetry={retry}
      />
    </div>
  );
}
