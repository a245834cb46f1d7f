"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import type { BookingInsurance } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/components/ui/money";
import { CancelForm } from "./cancel-form";
import { EnterForm } from "./enter-form";
import { SplitRows } from "./split-rows";

const pollMilliseconds = 2_000;

interface InsuranceCardProps {
  bookingId: string;
  /** Crew, ward and seat enter and settle; everybody else reads. */
  mayEnter: boolean;
  /** Large fields, for the crew's phone. */
  isCrew?: boolean;
}

type Settlement = NonNullable<BookingInsurance["settlement"]>;
const goingOn = ["prepared", "sent", "unknown", "cancel_prepared", "cancel_sent", "cancel_unknown"];

/** Whether an answer of the fund is still awaited. */
function isWaiting({ visit, settlement }: BookingInsurance): boolean {
  if (settlement && goingOn.includes(settlement.status)) return true;
  return visit?.status === "open" && (!visit.preview || visit.isAsked);
}

/** What insurance means for one booking: what it covers, who is insured, what the fund pays, and how far it is. */
export function InsuranceCard({ bookingId, mayEnter, isCrew = false }: InsuranceCardProps) {
  const t = useTranslations("insurance");
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(
    trpc.insurance.ofBooking.queryOptions(
      { bookingId },
      { refetchInterval: ({ state }) => (state.data && isWaiting(state.data) ? pollMilliseconds : false) },
    ),
  );
  if (error) return <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return null;
  const size = isCrew ? "touch" : "lg";
  return (
    <Card title={t("title")} aside={<State insurance={data} />}>
      <div className="grid gap-4">
        <Coverage insurance={data} />
        <Standing insurance={data} mayEnter={mayEnter} size={size} />
      </div>
    </Card>
  );
}

const tones = {
  settled: "ok",
  refused: "danger",
  unknown: "wait",
  cancel_unknown: "wait",
} as const;

function State({ insurance: { settlement, visit } }: { insurance: BookingInsurance }) {
  const t = useTranslations("insurance.statuses");
  if (!visit) return null;
  if (!settlement || settlement.status === "reversed" || settlement.status === "cancelled")
    return visit.preview ? <Badge tone="info">{t("pre_settled")}</Badge> : null;
  const tone = tones[settlement.status as keyof typeof tones] ?? "info";
  return <Badge tone={tone}>{t(settlement.status)}</Badge>;
}

/** What is covered, said also where it is nothing: that is the rule. */
function Coverage({ insurance: { payers, source } }: { insurance: BookingInsurance }) {
  const t = useTranslations("insurance");
  const locale = useLocale();
  const covering = payers.filter(({ claimableFen }) => claimableFen > 0);
  if (covering.length === 0)
    return (
      <p>
        {t("nothing")} <span className="text-ink-soft text-sm">{t("source", { source })}</span>
      </p>
    );
  return (
    <ul className="grid gap-1">
      {covering.map(({ code, nameZh, nameEn, mode, claimableFen, lines }) => (
        <li key={code}>
          {t(`modes.${mode}`, {
            payer: locale === "en" ? nameEn : nameZh,
            items: lines.map((line) => line.nameZh).join("、"),
            amount: formatMoney(claimableFen, locale),
          })}
        </li>
      ))}
    </ul>
  );
}

function Standing(props: { insurance: BookingInsurance; mayEnter: boolean; size: "lg" | "touch" }) {
  const { insurance, mayEnter, size } = props;
  const t = useTranslations("insurance");
  const { visit, settlement, payers } = insurance;
  const isOffered = payers.some(({ isSettled, claimableFen }) => isSettled && claimableFen > 0);
  if (visit?.status !== "open")
    return (
      <>
        {visit?.refusal ? (
          <Alert tone="warn" title={t("refused")}>
            {t.has(`refusals.${visit.refusal}`) ? t(`refusals.${visit.refusal}`) : visit.refusal}
          </Alert>
        ) : null}
        {mayEnter && isOffered && insurance.isConnected ? (
          <EnterForm insurance={insurance} size={size} />
        ) : null}
        {mayEnter && isOffered && !insurance.isConnected ? (
          <Alert tone="info">{t("notConnected")}</Alert>
        ) : null}
      </>
    );
  const isGood = settlement?.status === "settled" || settlement?.status.startsWith("cancel_") === true;
  return (
    <>
      <p>{t("person", { cert: visit.certMask, type: t(`types.${visit.insuranceType}`) })}</p>
      {isGood && settlement?.split ? (
        <SplitRows split={settlement.split} isSettled />
      ) : visit.preview ? (
        <SplitRows split={visit.preview} isSettled={false} />
      ) : (
        <Alert tone="info" live>
          {t("asking")}
        </Alert>
      )}
      {settlement ? <Told settlement={settlement} /> : null}
      {mayEnter ? <Deeds insurance={insurance} size={size} /> : null}
    </>
  );
}

/** What the latest settlement came to, in words. */
function Told({ settlement }: { settlement: Settlement }) {
  const t = useTranslations("insurance");
  const { status, refusal } = settlement;
  if (status === "refused")
    return (
      <Alert tone="warn" title={t("refused")} live>
        {refusal}
      </Alert>
    );
  if (status === "unknown" || status === "cancel_unknown")
    return (
      <Alert tone="warn" title={t("statuses.unknown")} live>
        {t("unknownText")}
      </Alert>
    );
  if (goingOn.includes(status))
    return (
      <Alert tone="info" live>
        {t("settling")}
      </Alert>
    );
  return null;
}

function Deeds({ insurance, size }: { insurance: BookingInsurance; size: "lg" | "touch" }) {
  const t = useTranslations("insurance");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { bookingId, visit, settlement, hasBill } = insurance;
  const again = { onSuccess: () => client.invalidateQueries() };
  const settle = useMutation(trpc.insurance.settle.mutationOptions(again));
  const withdraw = useMutation(trpc.insurance.withdraw.mutationOptions(again));
  const isLive = settlement && !["refused", "reversed", "cancelled"].includes(settlement.status);
  if (settlement?.status === "settled")
    return <CancelForm settlementId={settlement.id} size={size === "touch" ? "touch" : "sm"} />;
  if (isLive || !visit) return null;
  return (
    <div className="no-print grid gap-3">
      {hasBill ? (
        <Button
          size={size}
          wide
          loading={settle.isPending || visit.isAsked}
          disabled={!visit.preview}
          onClick={() => settle.mutate({ bookingId })}
        >
          {t("settle")}
        </Button>
      ) : (
        <p className="text-ink-soft">{t("afterRide")}</p>
      )}
      <FailureNote error={settle.error ?? withdraw.error} />
      <Button
        variant="quiet"
        size={size === "touch" ? "touch" : "sm"}
        className="justify-self-start"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate({ bookingId })}
      >
        {t("withdraw")}
      </Button>
    </div>
  );
}
