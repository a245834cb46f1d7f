"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Instant } from "@/components/ui/instant";
import { ListSkeleton } from "@/components/ui/skeleton";
import { showToast } from "@/components/ui/toast";
import type { ConsentPurpose } from "@/server/core/consent";

/** What the signed-in person agreed to in all bookings, by purpose, and taking one purpose back in all of them. */
export function OwnConsents({ timeZone }: { timeZone: string }) {
  const t = useTranslations("privacy.consents");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const [asked, setAsked] = useState<ConsentPurpose | null>(null);
  const { data, error } = useQuery(trpc.consent.own.queryOptions());
  const withdraw = useMutation(
    trpc.consent.withdrawAll.mutationOptions({
      onSuccess: ({ withdrawn, kept }) => {
        setAsked(null);
        const title = t("done", { withdrawn });
        showToast(
          kept > 0 ? { tone: "warn", title, description: t("kept", { kept }) } : { tone: "ok", title },
        );
        return client.invalidateQueries();
      },
    }),
  );
  const failure = error ?? withdraw.error;
  return (
    <Card title={t("title")}>
      <p className="mb-3 text-ink-soft text-sm">{t("text")}</p>
      {failure ? (
        <Alert tone="danger" live>
          {words(failure)}
        </Alert>
      ) : null}
      {!data && !error ? <ListSkeleton rows={2} /> : null}
      {data?.length === 0 ? <p>{t("none")}</p> : null}
      <ul className="grid gap-3">
        {data?.map(({ purpose, bookings, latestAt }) => (
          <li key={purpose} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="min-w-0 flex-1">
              {t(`purposes.${purpose}`)}
              <span className="block text-ink-soft text-sm">
                {t("count", { bookings })} <Instant at={latestAt} form="date" timeZone={timeZone} />
              </span>
            </span>
            <Button
              variant="secondary"
              size="sm"
              aria-label={t("withdrawOf", { what: t(`purposes.${purpose}`) })}
              onClick={() => setAsked(purpose)}
            >
              {t("withdraw")}
            </Button>
          </li>
        ))}
      </ul>
      {asked ? (
        <ConfirmDialog
          open
          onOpenChange={(isOpen) => (isOpen ? undefined : setAsked(null))}
          title={t("withdrawOf", { what: t(`purposes.${asked}`) })}
          description={t(`effects.${asked}`)}
          confirmLabel={t("confirm")}
          busy={withdraw.isPending}
          onConfirm={() => withdraw.mutate({ purpose: asked })}
        />
      ) : null}
    </Card>
  );
}
