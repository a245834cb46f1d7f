"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { EyeOff } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { OpenedData } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Countdown } from "@/components/ui/countdown";
import { formatInstant } from "@/components/ui/instant";
import { showToast } from "@/components/ui/toast";
import { GlassForm } from "./glass-form";
import { OpenedFacts } from "./opened-facts";

/**
 * Masked people and places of one booking, for whoever sees masks: opened with a reason for a while, then masked again by
 * itself. What was read lives in this component only: no cache keeps it.
 */
export function GlassCard({ bookingId }: { bookingId: string }) {
  const t = useTranslations("privacy.glass");
  const trpc = useTRPC();
  const [shown, setShown] = useState<OpenedData | null>(null);
  const {
    data,
    error: unread,
    refetch,
    isFetching,
  } = useQuery(trpc.breakGlass.ofBooking.queryOptions({ bookingId }));
  const read = useMutation(
    trpc.breakGlass.read.mutationOptions({ onSuccess: setShown, onSettled: () => void refetch() }),
  );
  const end = useMutation(
    trpc.breakGlass.end.mutationOptions({
      onSuccess: () => showToast({ tone: "ok", title: t("ended") }),
      onSettled: () => {
        setShown(null);
        void refetch();
      },
    }),
  );
  const mine = data?.openings.find(({ isOwn, isOpen }) => isOwn && isOpen);
  const error = read.error ?? end.error;
  return (
    <Card title={t("title")} aside={shown ? null : <MaskedBadge />} className="no-print">
      {data?.erasedAt ? <p>{t("erased")}</p> : <p className="text-ink-soft text-sm">{t("text")}</p>}
      <div className="mt-3 empty:hidden">
        <FailureNote error={error} />
        <FailureNote error={data ? null : unread} onRetry={() => void refetch()} retrying={isFetching} />
      </div>
      {shown ? (
        <Opened
          shown={shown}
          isEnding={end.isPending}
          onOver={() => setShown(null)}
          onEnd={() => end.mutate({ breakGlassId: shown.breakGlassId })}
        />
      ) : null}
      {data && !shown && !data.erasedAt ? (
        <div className="mt-3 grid gap-2">
          {mine ? (
            <Again endsAt={mine.endsAt} isBusy={read.isPending} onRead={() => read.mutate({ bookingId })} />
          ) : (
            <GlassForm
              bookingId={bookingId}
              longestMinutes={data.longestMinutes}
              onOpened={() => read.mutate({ bookingId })}
            />
          )}
        </div>
      ) : null}
    </Card>
  );
}

function MaskedBadge() {
  const t = useTranslations("privacy.glass");
  return <Badge icon={<EyeOff aria-hidden="true" />}>{t("masked")}</Badge>;
}

function Again({ endsAt, isBusy, onRead }: { endsAt: Date; isBusy: boolean; onRead: () => void }) {
  const t = useTranslations("privacy.glass");
  const locale = useLocale();
  const { timeZone } = useDesk();
  return (
    <>
      <p>{t("mine", { until: formatInstant(endsAt, "time", timeZone, locale) })}</p>
      <Button variant="secondary" className="justify-self-start" loading={isBusy} onClick={onRead}>
        {t("again")}
      </Button>
    </>
  );
}

interface OpenedProps {
  shown: OpenedData;
  isEnding: boolean;
  /** The time is over: what was shown goes. */
  onOver: () => void;
  onEnd: () => void;
}

function Opened({ shown, isEnding, onOver, onEnd }: OpenedProps) {
  const t = useTranslations("privacy.glass");
  const { serverOffset } = useDesk();
  return (
    <div className="mt-3 grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Countdown
          endsAt={shown.until.getTime()}
          serverOffsetMilliseconds={serverOffset}
          label={t("remaining")}
          onEnd={onOver}
        />
        <Button variant="secondary" loading={isEnding} onClick={onEnd}>
          <EyeOff aria-hidden="true" />
          {t("end")}
        </Button>
      </div>
      <OpenedFacts data={shown.data} />
    </div>
  );
}
