"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import type { TrackPart } from "./part";
import { useGuarded } from "./use-guarded";

const purposes = ["location_tracking", "quality_follow_up", "share_with_relative"] as const;

/** Taking a consent back; where the sharing ends, every link handed out ends with it and this page goes on by a new one. */
export function ConsentCard(part: TrackPart) {
  const t = useTranslations("tracking.consent");
  const trpc = useTRPC();
  const router = useRouter();
  const { guard, dialog } = useGuarded(part);
  const withdraw = useMutation(
    trpc.booking.withdrawConsent.mutationOptions({
      onSuccess: ({ token }) => {
        showToast({ tone: "ok", title: t("done") });
        if (token && token !== part.token) router.replace(`/track/${token}`);
      },
    }),
  );
  return (
    <details className="no-print rounded-lg border border-line bg-surface px-4 sm:px-5">
      <summary className="min-h-12 py-3 font-medium">{t("title")}</summary>
      <p className="text-ink-soft text-sm">{t("text")}</p>
      <ul className="mt-2 grid gap-1 pb-4">
        {purposes.map((purpose) => (
          <li key={purpose} className="flex items-center justify-between gap-3">
            <span>{t(purpose)}</span>
            <Button
              variant="quiet"
              size="sm"
              aria-label={t("withdrawOf", { what: t(purpose) })}
              loading={withdraw.isPending && withdraw.variables.purpose === purpose}
              onClick={() => guard(() => withdraw.mutateAsync({ purpose }))}
            >
              {t("withdraw")}
            </Button>
          </li>
        ))}
      </ul>
      <div className="pb-3 empty:hidden">
        <FailureNote error={withdraw.error} />
      </div>
      {dialog}
    </details>
  );
}
