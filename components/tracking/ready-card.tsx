"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import type { TrackPart } from "./part";

/** One tap of whoever is with the patient: ready to go; and back, where it was said too early. */
export function ReadyCard({ view, region, now }: Pick<TrackPart, "view" | "region" | "now">) {
  const t = useTranslations("tracking.ready");
  const client = useQueryClient();
  const trpc = useTRPC();
  const say = useMutation(
    trpc.booking.ready.mutationOptions({ onSettled: () => client.invalidateQueries() }),
  );
  const { bookingId, ready } = view;
  if (!ready.may) return null;
  const tell = (isReady: boolean) => say.mutate({ bookingId, isReady });
  return (
    <div className="no-print">
      <Card title={t("title")}>
        {ready.at ? (
          <div role="status" className="flex flex-wrap items-center justify-between gap-3">
            <p className="flex items-center gap-2 font-semibold text-ok">
              <CircleCheck aria-hidden="true" className="size-5 shrink-0" />
              <span>
                {t("said")} <Instant at={ready.at} timeZone={region.timeZone} now={now} />
              </span>
            </p>
            <Button variant="quiet" loading={say.isPending} onClick={() => tell(false)}>
              {t("takeBack")}
            </Button>
          </div>
        ) : (
          <>
            <p className="mb-3 text-ink-soft">{t("lead")}</p>
            <Button size="touch" loading={say.isPending} onClick={() => tell(true)}>
              <CircleCheck aria-hidden="true" />
              {t("say")}
            </Button>
          </>
        )}
        <FailureNote error={say.error} />
      </Card>
    </div>
  );
}
