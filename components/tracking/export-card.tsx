"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { saveJson } from "@/components/privacy/save-json";
import { Button } from "@/components/ui/button";
import type { TrackPart } from "./part";
import { useGuarded } from "./use-guarded";

/** Everything kept of this one ride as a file, for who holds its link and gives a one-time code. An account has its own page for all. */
export function ExportCard(part: TrackPart) {
  const t = useTranslations("privacy.export");
  const trpc = useTRPC();
  const { guard, dialog } = useGuarded(part);
  const take = useMutation(trpc.personal.exportBooking.mutationOptions());
  if (!part.token) return null;
  const save = async () => {
    const data = await take.mutateAsync();
    saveJson(data, `ride-${data.booking.number}-${data.madeAt.toISOString().slice(0, 10)}.json`);
  };
  return (
    <details className="no-print rounded-lg border border-line bg-surface px-4 sm:px-5">
      <summary className="min-h-12 py-3 font-medium">{t("rideTitle")}</summary>
      <div className="grid justify-items-start gap-3 pb-4">
        <p className="text-ink-soft text-sm">{t("rideText")}</p>
        <Button variant="secondary" loading={take.isPending} onClick={() => guard(save)}>
          <Download aria-hidden="true" />
          {t("download")}
        </Button>
        <FailureNote error={take.error} />
        {take.isSuccess ? <p role="status">{t("rideDone")}</p> : null}
      </div>
      {dialog}
    </details>
  );
}
