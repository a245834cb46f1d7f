"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import type { TrackPart } from "./part";
import { useGuarded } from "./use-guarded";

/**
 * What was agreed to for this ride and how it stands, and taking it back; where the sharing ends, every link handed out
 * ends with it and this page goes on by a new one.
 */
export function ConsentCard(part: TrackPart) {
  const t = useTranslations("tracking.consent");
  const trpc = useTRPC();
  const router = useRouter();
  const { guard, dialog } = useGuarded(part);
  const { view, region, token, now } = part;
  const asked = token ? {} : { bookingId: view.bookingId };
  const { data: given, refetch } = useQuery(trpc.booking.consents.queryOptions(asked));
  const withdraw = useMutation(
    trpc.booking.withdrawConsent.mutationOptions({
      onSuccess: ({ token: next }) => {
        showToast({ tone: "ok", title: t("done") });
        if (next && next !== token) router.replace(`/track/${next}`);
        else void refetch();
      },
    }),
  );
  if (!given || given.length === 0) return null;
  return (
    <details className="no-print rounded-lg border border-line bg-surface px-4 sm:px-5">
      <summary className="min-h-12 py-3 font-medium">{t("title")}</summary>
      <p className="text-ink-soft text-sm">{t("text")}</p>
      <ul className="mt-2 grid gap-2 pb-4">
        {given.map(({ purpose, givenAt, withdrawnAt, isBound }) => (
          <li key={purpose} className="flex items-center justify-between gap-3">
            <span>
              {t(purpose)}
              <span className="block text-ink-soft text-sm">
                {t(withdrawnAt ? "withdrawnAt" : "givenAt")}{" "}
                <Instant at={withdrawnAt ?? givenAt} form="dateTime" timeZone={region.timeZone} now={now} />
              </span>
            </span>
            {withdrawnAt || isBound ? null : (
              <Button
                variant="quiet"
                size="sm"
                aria-label={t("withdrawOf", { what: t(purpose) })}
                loading={withdraw.isPending && withdraw.variables.purpose === purpose}
                onClick={() => guard(() => withdraw.mutateAsync({ ...asked, purpose }))}
              >
                {t("withdraw")}
              </Button>
            )}
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
