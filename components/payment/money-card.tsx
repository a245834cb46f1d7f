"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CreditCard, FileText } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { InsuranceCard } from "@/components/insurance/insurance-card";
import { InvoicePart } from "@/components/invoice/invoice-part";
import { PriceLines } from "@/components/quote/price-lines";
import type { TrackPart } from "@/components/tracking/part";
import { useGuarded } from "@/components/tracking/use-guarded";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { Skeleton } from "@/components/ui/skeleton";
import type { QuotedPrice } from "@/server/core/booking-view";
import { countsAsRelief } from "@/server/core/relief";
import { BillLines } from "./bill-lines";
import { ByTransfer } from "./by-transfer";
import { ExtraRequests } from "./extra-requests";
import { type Billing, MoneyMoves } from "./money-moves";
import { OnAccount } from "./on-account";
import { ReliefNote } from "./relief-note";

/** `isWard`: the hospital that booked looks at it, which may put it on its monthly account. */
type MoneyProps = TrackPart & {
  isWard?: boolean /** A desk enters who is insured; everybody else reads. */;
  mayInsure?: boolean;
};

/** The money of one booking: price or bill, what was asked for on the way, payments, refunds, what is due. */
export function MoneyCard(part: MoneyProps) {
  const t = useTranslations("payment-page");
  const trpc = useTRPC();
  const { view, token } = part;
  const billing = useQuery(trpc.billing.ofBooking.queryOptions({ bookingId: view.bookingId }));
  if (!view.quote && !view.bill) return null;
  return (
    <>
      <Card title={t("title")}>
        {billing.data ? <ExtraRequests {...part} billing={billing.data} /> : null}
        {view.quote ? <ReliefNote quote={view.quote} isBilled={view.bill !== null} /> : null}
        {view.bill ? (
          <BillLines
            bill={view.bill}
            sources={billing.data?.sources ?? null}
            timeZone={part.region.timeZone}
          />
        ) : view.quote ? (
          <>
            <p className="mb-2 text-ink-soft text-sm">{t("bound")}</p>
            <PriceLines {...countedQuote(view.quote)} />
          </>
        ) : null}
        {billing.data ? <Due {...part} billing={billing.data} /> : null}
        {billing.isPending ? <Skeleton className="mt-3 h-12" /> : null}
        {billing.error ? (
          <div className="mt-3">
            <FailureNote
              error={billing.error}
              onRetry={() => void billing.refetch()}
              retrying={billing.isFetching}
            />
          </div>
        ) : null}
        {view.bill ? (
          <Button asChild variant="secondary" className="no-print mt-3" wide>
            <a
              href={`/api/receipts/${view.bill.id}?token=${encodeURIComponent(token)}`}
              target="_blank"
              rel="noopener noreferrer"
            >
              <FileText aria-hidden="true" />
              {t(view.bill.status === "paid" ? "receipt" : "billPaper")}
            </a>
          </Button>
        ) : null}
        {view.bill ? <InvoicePart {...part} /> : null}
      </Card>
      <InsuranceCard bookingId={view.bookingId} mayEnter={part.mayInsure ?? false} />
    </>
  );
}

/** The price that counts now, with its own tariff: the reduced one while its paper waits and once it is accepted. */
function countedQuote(
  quote: QuotedPrice,
): Pick<QuotedPrice, "lines" | "totalFen" | "tariff" | "basis" | "ceilingFen"> {
  const { relief, basis, ceilingFen } = quote;
  return relief && countsAsRelief(relief.status) ? { ...relief, basis, ceilingFen } : quote;
}

type DueProps = MoneyProps & { billing: Billing };

/** What came of the hosted page, told by our own record and never by the address alone. */
function Returned({ billing }: { billing: Billing }) {
  const t = useTranslations("payment-page.returned");
  const came = useSearchParams().get("payment");
  if (!came) return null;
  const last = billing.payments.filter(({ driver }) => driver === "stripe").at(-1);
  const result = last?.status ?? "none";
  if (came === "back" && result !== "succeeded") return <Alert tone="info">{t("back")}</Alert>;
  if (result === "succeeded")
    return (
      <Alert tone="ok" live>
        {t("succeeded")}
      </Alert>
    );
  if (result === "failed" || result === "cancelled")
    return (
      <Alert tone="danger" live>
        {t("failed")}
      </Alert>
    );
  return (
    <Alert tone="info" live>
      {t("pending")}
    </Alert>
  );
}

function Due(props: DueProps) {
  const { billing, view } = props;
  const t = useTranslations("payment-page");
  const client = useQueryClient();
  const trpc = useTRPC();
  const { guard, dialog } = useGuarded(props);
  const start = useMutation(
    trpc.payment.startCheckout.mutationOptions({
      onSuccess: ({ url }) => {
        if (url) window.location.assign(url);
        else void client.invalidateQueries();
      },
    }),
  );
  return (
    <div className="mt-4 grid gap-3">
      <Returned billing={billing} />
      <MoneyMoves {...props} />
      <p className="flex items-baseline justify-between gap-3 border-line border-t pt-3 text-lg">
        <span>{t(billing.dueFen < 0 ? "over" : "due")}</span>
        <strong className="text-2xl tabular-nums">
          <Money fen={Math.abs(billing.dueFen)} />
        </strong>
      </p>
      {billing.payable ? (
        <div className="no-print grid gap-2">
          <Button
            size="lg"
            wide
            loading={start.isPending || start.isSuccess}
            onClick={() => guard(() => start.mutateAsync({ bookingId: view.bookingId }))}
          >
            <CreditCard aria-hidden="true" />
            {t("pay")}
          </Button>
          <ByTransfer billing={billing} />
          <p className="text-ink-soft text-sm">{t(billing.final ? "payWays" : "payLater")}</p>
          {billing.standIn ? <Alert tone="warn">{t("standIn")}</Alert> : null}
          <FailureNote error={start.error} />
        </div>
      ) : null}
      {props.isWard ? <OnAccount billing={billing} /> : null}
      {dialog}
    </div>
  );
}
