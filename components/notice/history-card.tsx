"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { ListSkeleton } from "@/components/ui/skeleton";

type Outcome = "delivered" | "undelivered" | "queued" | "sent" | "failed" | "held";
const tones = {
  delivered: "ok",
  undelivered: "danger",
  queued: "wait",
  held: "wait",
  sent: "ok",
  failed: "danger",
} as const;

function outcomeOf(row: {
  status: "queued" | "sent" | "failed";
  receipt: "delivered" | "undelivered" | null;
  notBefore: Date | null;
}): Outcome {
  if (row.receipt) return row.receipt;
  return row.status === "queued" && row.notBefore ? "held" : row.status;
}

/** Who was told what about a ride, when, by which way, and whether it arrived. */
export function HistoryCard({ bookingId, timeZone }: { bookingId: string; timeZone: string }) {
  const t = useTranslations("told");
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(trpc.notice.ofBooking.queryOptions({ bookingId }));
  return (
    <Card title={t("title")}>
      <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />
      {data || error ? null : <ListSkeleton rows={3} rowClassName="h-12" />}
      {data?.length === 0 ? <p className="text-ink-soft">{t("empty")}</p> : null}
      <ul className="grid gap-3">
        {data?.map((row) => {
          const outcome = outcomeOf(row);
          return (
            <li
              key={row.id}
              className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-line border-b pb-2"
            >
              <span className="font-medium">{t(`templates.${row.template}`)}</span>
              <Badge tone={tones[outcome]}>{t(`outcomes.${outcome}`)}</Badge>
              <span className="w-full text-ink-soft text-sm">
                <Instant at={row.sentAt ?? row.at} form="exact" timeZone={timeZone} />
                {` · ${t(`channels.${row.channel}`)}${row.to ? ` · ${row.to}` : ""}`}
                {row.notBefore ? (
                  <>
                    {" · "}
                    {t("waitsUntil")} <Instant at={row.notBefore} form="dateTime" timeZone={timeZone} />
                  </>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
