"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { ErasurePreview } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatInstant } from "@/components/ui/instant";
import type { TrackPart } from "./part";
import { useGuarded } from "./use-guarded";

/** Asking that what was kept of this ride be erased: what goes, what law keeps until when, and how the request stands. */
export function ErasureCard(part: TrackPart) {
  const t = useTranslations("privacy.erasure");
  const trpc = useTRPC();
  const { guard, dialog } = useGuarded(part);
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const asked = part.token ? {} : { bookingId: part.view.bookingId };
  const { data, error, refetch } = useQuery({
    ...trpc.erasure.preview.queryOptions(asked),
    enabled: isOpen,
  });
  const request = useMutation(
    trpc.erasure.request.mutationOptions({
      onSettled: () => {
        setAsking(false);
        void refetch();
      },
    }),
  );
  return (
    <details
      className="no-print rounded-lg border border-line bg-surface px-4 sm:px-5"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="min-h-12 py-3 font-medium">{t("title")}</summary>
      <div className="grid gap-3 pb-4">
        {data ? (
          <Plan
            preview={data}
            timeZone={part.region.timeZone}
            onAsk={() => guard(async () => setAsking(true))}
          />
        ) : null}
        <FailureNote error={error ?? request.error} />
      </div>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("ask")}
        description={t("confirmText")}
        confirmLabel={t("confirm")}
        busy={request.isPending}
        onConfirm={() => request.mutate(asked)}
      />
      {dialog}
    </details>
  );
}

interface PlanProps {
  preview: ErasurePreview;
  timeZone: string;
  onAsk: () => void;
}

function Plan({ preview, timeZone, onAsk }: PlanProps) {
  const t = useTranslations("privacy.erasure");
  const locale = useLocale();
  const day = (at: Date) => formatInstant(at, "longDate", timeZone, locale);
  const { scope, careUntil, ordersUntil, isNeeded, request, erasedAt } = preview;
  if (erasedAt) return <p>{t("erased")}</p>;
  const takes = [
    "takesContacts",
    "takesCases",
    "takesRecord",
    "takesTracks",
    ...(scope === "all" ? ["takesPeople"] : []),
  ];
  return (
    <>
      <p className="text-ink-soft text-sm">{t("text", { days: preview.withinDays })}</p>
      <div>
        <p className="font-medium">{t("takes")}</p>
        <ul className="list-disc ps-5">
          {takes.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </div>
      <div>
        <p className="font-medium">{t("keeps")}</p>
        <ul className="list-disc ps-5">
          {careUntil ? <li>{t("keepsCare", { until: day(careUntil) })}</li> : null}
          <li>{t("keepsCases")}</li>
          <li>{t("keepsOrders", { until: day(ordersUntil) })}</li>
        </ul>
      </div>
      {request?.status === "refused" && request.reason ? (
        <p>{t("refusedFor", { reason: request.reason })}</p>
      ) : null}
      {request?.status === "requested" ? <p>{t("asked", { until: day(request.dueAt) })}</p> : null}
      {request?.status === "done" ? <p>{t("statuses.done")}</p> : null}
      {isNeeded ? <p className="text-ink-soft text-sm">{t("notOver")}</p> : null}
      {isNeeded || (request && request.status !== "refused") ? null : (
        <Button variant="secondary" className="justify-self-start" onClick={onAsk}>
          {t("ask")}
        </Button>
      )}
    </>
  );
}
