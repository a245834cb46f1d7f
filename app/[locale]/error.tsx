"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/ui/error-state";

/** What a reader sees when a page fails: never the error's own text, only a reference that finds it in the log. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("errors.unexpected");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <main className="mx-auto max-w-xl px-4 py-12">
      <ErrorState
        headingLevel={1}
        title={t("title")}
        description={t("what")}
        next={t("next")}
        reference={digest ? t("reference", { digest }) : undefined}
        onRetry={retry}
      />
    </main>
  );
}
