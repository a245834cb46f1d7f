"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFailureText } from "@/components/api/failure-text";
import { useTRPC } from "@/components/api/provider";
import { InsuranceCard } from "@/components/insurance/insurance-card";
import { useKept } from "@/components/trip/use-outbox";
import type { Trip } from "@/components/trip/use-trip";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Money } from "@/components/ui/money";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { TripStatus } from "@/server/core/trip";
import { BillLines } from "./bill-lines";
import { TakeForm } from "./take-form";

const billPollMilliseconds = 3_000;
const payPollMilliseconds = 15_000;

/** The money of a trip at its end: what is owed and why, what was paid, and taking the rest. */
export function PaymentScreen({ trip, now }: { trip: Trip; now: TripStatus }) {
  const t = useTranslations("trip.payment");
  const textOf = useFailureText();
  const trpc = useTRPC();
  const isOver = now === "completed" || now === "failed" || now === "to_120" || now === "cancelled";
  const query = useQuery(
    trpc.billing.ofBooking.queryOptions(
      { bookingId: trip.bookingId },
      {
        refetchInterval: ({ state }) =>
          isOver && !state.data?.final ? billPollMilliseconds : payPollMilliseconds,
      },
    ),
  );
  const { data } = query;
  if (!data) {
    if (!query.error) return <ListSkeleton rows={3} rowClassName="h-28" />;
    return (
      <ErrorState
        title={t("unreadable")}
        description={textOf(query.error)}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  return (
    <div className="grid gap-5">
      {!data.final ? (
        <Alert tone="info" title={t(isOver ? "billComing" : "notYet")}>
          {t(isOver ? "billComingText" : "notYetText")}
        </Alert>
      ) : null}
      <InsuranceCard bookingId={trip.bookingId} mayEnter isCrew />
      <Due dueFen={data.dueFen} paidFen={data.paidFen} owedFen={data.owedFen} isFinal={data.final} />
      {data.dueFen > 0 && data.payable ? <TakeForm tripId={trip.id} dueFen={data.dueFen} /> : null}
      <KeptPayments tripId={trip.id} />
      <Card title={t(data.bill ? "bill" : "quote")}>
        <BillLines bill={data.bill} quote={data.quote} />
      </Card>
      <Payments payments={data.payments} />
      {data.bill ? (
        <Button asChild variant="secondary" size="touch" wide>
          <a href={`/api/receipts/${data.bill.id}`} target="_blank" rel="noreferrer">
            <FileText aria-hidden="true" />
            {t(data.bill.status === "paid" ? "receipt" : "billPdf")}
          </a>
        </Button>
      ) : null}
    </div>
  );
}

function Due({
  dueFen,
  paidFen,
  owedFen,
  isFinal,
}: {
  dueFen: number;
  paidFen: number;
  owedFen: number;
  isFinal: boolean;
}) {
  const t = useTranslations("trip.payment");
  if (dueFen <= 0 && isFinal) {
    return (
      <div
        role="status"
        className="flex items-center gap-3 rounded-lg border border-ok/30 bg-ok-soft px-4 py-4"
      >
        <CircleCheck aria-hidden="true" className="size-10 shrink-0 text-ok" />
        <div>
          <p className="font-bold text-xl">{t(owedFen === 0 ? "nothing" : "paid")}</p>
          {paidFen > 0 ? (
            <p>
              {t("paidSoFar")} <Money fen={paidFen} className="font-semibold" />
            </p>
          ) : null}
        </div>
      </div>
    );
  }
  return (
    <div className="rounded-lg bg-night px-5 py-4 text-white">
      <p className="text-night-soft">{t(isFinal ? "due" : "expected")}</p>
      <Money fen={Math.max(0, dueFen)} className="font-bold text-4xl" />
      {paidFen > 0 ? (
        <p className="text-night-soft">
          {t("paidSoFar")} <Money fen={paidFen} />
        </p>
      ) : null}
    </div>
  );
}

function KeptPayments({ tripId }: { tripId: string }) {
  const t = useTranslations("trip.payment");
  const kept = useKept(tripId).filter(({ call }) => call.verb.startsWith("payment."));
  if (kept.length === 0) return null;
  return <Alert tone="warn" title={t("kept")} />;
}

interface Paid {
  id: string;
  driver: string;
  status: string;
  amountFen: number;
}

function Payments({ payments }: { payments: readonly Paid[] }) {
  const t = useTranslations();
  if (payments.length === 0) return null;
  return (
    <Card title={t("trip.payment.payments")}>
      <ul className="grid gap-2">
        {payments.map(({ id, driver, status, amountFen }) => (
          <li key={id} className="flex justify-between gap-4">
            <span>
              {t(`payment.drivers.${driver}`)} · {t(`payment.statuses.${status}`)}
            </span>
            <Money fen={amountFen} className="font-semibold" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
