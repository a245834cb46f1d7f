"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import type { OwnCashView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useCrewFrame } from "@/components/trip/crew-context";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { ListSkeleton } from "@/components/ui/skeleton";
import { CountForm } from "./count-form";

const tones = { declared: "wait", confirmed: "ok", withdrawn: "neutral" } as const;

/** The crew member's cash: what was taken on which ride, counting it, and what became of earlier counts. */
export function OwnCash() {
  const t = useTranslations("cash");
  const trpc = useTRPC();
  const own = useQuery(trpc.cash.own.queryOptions(undefined, { refetchInterval: 15_000 }));
  if (own.error) return <FailureNote error={own.error} onRetry={() => void own.refetch()} />;
  if (!own.data) return <ListSkeleton rows={2} />;
  const { heldFen, uncountedFen, counts } = own.data;
  const waiting = counts.find(({ status }) => status === "declared");
  return (
    <div className="grid gap-6">
      {heldFen === 0 ? (
        <EmptyState icon={<BadgeCheck />} title={t("nothing")} description={t("nothingText")} />
      ) : (
        <div className="rounded-lg bg-night px-5 py-4 text-white">
          <p className="text-night-soft">{t("held")}</p>
          <Money fen={heldFen} className="font-bold text-4xl" />
        </div>
      )}
      {waiting ? <Waiting count={waiting} /> : null}
      <Taken payments={own.data.payments} />
      {uncountedFen > 0 && !waiting ? <CountForm key={uncountedFen} uncountedFen={uncountedFen} /> : null}
      <Counts counts={counts} />
    </div>
  );
}

/** Counted and on its way to the office; it can be counted anew until then. */
function Waiting({ count }: { count: OwnCashView["counts"][number] }) {
  const t = useTranslations("cash");
  const trpc = useTRPC();
  const client = useQueryClient();
  const withdraw = useMutation(
    trpc.cash.withdraw.mutationOptions({ onSuccess: () => client.invalidateQueries(trpc.cash.pathFilter()) }),
  );
  return (
    <div className="grid gap-2">
      <Alert tone="info" title={t("handIn")}>
        {t("handInText")} <Money fen={count.declaredFen} className="font-semibold" />
      </Alert>
      <FailureNote error={withdraw.error} />
      <Button
        variant="secondary"
        size="touch"
        wide
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate({ countId: count.id })}
      >
        {t("again")}
      </Button>
    </div>
  );
}

function Taken({ payments }: { payments: OwnCashView["payments"] }) {
  const t = useTranslations("cash");
  const { timeZone } = useCrewFrame();
  if (payments.length === 0) return null;
  return (
    <Card title={t("taken")}>
      <ul className="grid gap-2">
        {payments.map((it) => (
          <li key={it.paymentId} className="flex flex-wrap justify-between gap-x-4">
            <span>
              {it.bookingNumber}{" "}
              <span className="text-ink-soft">
                <Instant at={it.takenAt} timeZone={timeZone} />
              </span>
            </span>
            <Money fen={it.amountFen} className="font-semibold" />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Counts({ counts }: { counts: OwnCashView["counts"] }) {
  const t = useTranslations("cash");
  const { timeZone } = useCrewFrame();
  const over = counts.filter(({ status }) => status !== "declared");
  if (over.length === 0) return null;
  return (
    <Card title={t("earlier")}>
      <ul className="grid gap-3">
        {over.map((it) => (
          <li key={it.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span>
              <Instant at={it.countedAt ?? it.declaredAt} timeZone={timeZone} />{" "}
              <Badge tone={tones[it.status]}>{t(`statuses.${it.status}`)}</Badge>
            </span>
            <Money fen={it.countedFen ?? it.declaredFen} className="font-semibold" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
