"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { LineBasis, StatementLine } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { RadioCards } from "@/components/ui/choice-cards";
import { DescriptionList } from "@/components/ui/description-list";
import { Dialog } from "@/components/ui/dialog";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { linkLook } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast";
import { Link, useRouter } from "@/messages/navigation";
import { ledgerAccountKeys, ledgerAccounts } from "@/server/core/ledger";
import { type StatementDisputeReason, statementDisputeReasons } from "@/server/core/settlement/statement";

/** The posting, the trip and the bill behind a line. */
function Basis({ basis, mayOpenTrip }: { basis: LineBasis; mayOpenTrip: boolean }) {
  const t = useTranslations("settlement");
  const tLedger = useTranslations("ledger.accounts");
  const { timeZone } = useDesk();
  const { posting, ride } = basis;
  const named = (account: string) => {
    const known = ledgerAccounts.find((each) => each === account);
    return known ? tLedger(ledgerAccountKeys[known]) : account;
  };
  const trip = ride?.tripId ? (
    mayOpenTrip ? (
      <Link href={`/operator/trips/${ride.tripId}`} className={linkLook}>
        {ride.bookingNumber}
      </Link>
    ) : (
      <Link href={`/finance/ledger?bookingNumber=${ride.bookingNumber}`} className={linkLook}>
        {ride.bookingNumber}
      </Link>
    )
  ) : (
    (ride?.bookingNumber ?? null)
  );
  const bill = ride?.billId ? (
    <a href={`/api/receipts/${ride.billId}`} className={linkLook}>
      {ride.billNumber}
    </a>
  ) : null;
  const when = (at: Date | null | undefined) =>
    at ? <Instant at={at} form="dateTime" timeZone={timeZone} /> : null;
  const rows = [
    { term: t("line.trip"), value: trip },
    { term: t("line.bill"), value: bill },
    { term: t("line.plate"), value: ride?.plate ?? null },
    { term: t("line.arrived"), value: when(ride?.arrivedPickupAt) },
    { term: t("line.ended"), value: when(ride?.endedAt) },
    { term: t("line.posted"), value: when(posting.at) },
    { term: t("line.debit"), value: named(posting.debitAccount) },
    { term: t("line.credit"), value: named(posting.creditAccount) },
    { term: t("line.memo"), value: posting.memo },
  ];
  return <DescriptionList items={rows.filter(({ value }) => value !== null && value !== "")} />;
}

/** Two taps: a reason, and send. */
function DisputeForm({ entryId, onDone }: { entryId: string; onDone: () => void }) {
  const t = useTranslations("settlement.dispute");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const [reason, setReason] = useState<StatementDisputeReason | undefined>();
  const send = useMutation(
    trpc.settlement.dispute.mutationOptions({
      onSuccess: async ({ number }) => {
        await client.invalidateQueries();
        router.refresh();
        showToast({ tone: "ok", title: t("sent", { number }) });
        onDone();
      },
    }),
  );
  return (
    <div className="grid justify-items-start gap-3">
      <RadioCards
        name="dispute-reason"
        legend={t("title")}
        hint={t("hint")}
        columns={2}
        choices={statementDisputeReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
        value={reason ?? ""}
        onValueChange={(value) => setReason(statementDisputeReasons.find((each) => each === value))}
      />
      <FailureNote error={send.error} />
      <Button
        disabled={!reason}
        loading={send.isPending}
        onClick={() => reason && send.mutate({ entryId, reason })}
      >
        {t("send")}
      </Button>
    </div>
  );
}

/** One line with what it rests on. */
export function LineDialog(props: { line: StatementLine; mayDispute: boolean; onClose: () => void }) {
  const { line, mayDispute, onClose } = props;
  const t = useTranslations("settlement");
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.settlement.line.queryOptions({ entryId: line.entryId }));
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t(`sections.${line.section}`)}
      description={<Money fen={line.fen} />}
    >
      <div className="grid gap-5">
        <FailureNote error={error} />
        {data ? <Basis basis={data} mayOpenTrip={mayDispute} /> : null}
        {line.disputeNumber ? (
          <Alert tone="info" title={t("dispute.before", { number: line.disputeNumber })} />
        ) : mayDispute ? (
          <DisputeForm entryId={line.entryId} onDone={onClose} />
        ) : null}
      </div>
    </Dialog>
  );
}
