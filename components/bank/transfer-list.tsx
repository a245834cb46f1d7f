"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { FailureNote } from "@/components/api/failure-note";
import type { BankLine } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { formatMoney, Money } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";
import { MatchForm } from "./match-form";

/** Transfers that came in: what each probably pays, for a person to confirm, and what to do with the others. */
export function TransferList({ initial, show }: { initial: BankLine[]; show: "open" | "all" }) {
  const t = useTranslations("bank");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.bank.lines.queryOptions({ show }), initialData: initial });
  if (data.length === 0)
    return (
      <EmptyState
        icon={<BadgeCheck />}
        title={t(`none.${show}.title`)}
        description={t(`none.${show}.text`)}
      />
    );
  return (
    <ul aria-label={t("list")} className="grid gap-4">
      {data.map((line) => (
        <li key={line.id}>
          <Transfer line={line} />
        </li>
      ))}
    </ul>
  );
}

/** From so many days on a transfer nobody placed stands out. */
const lateDays = 7;

function Transfer({ line }: { line: BankLine }) {
  const t = useTranslations("bank");
  const [isOpen, setOpen] = useState(false);
  const { details, status, leftFen, amountFen, ageDays } = line;
  return (
    <Card
      title={details.payer || t("nobody")}
      headingLevel={2}
      aside={
        <span className="flex items-center gap-3">
          <strong>
            <Money fen={amountFen} />
          </strong>
          <Badge tone={status === "matched" ? "ok" : ageDays > lateDays ? "danger" : "wait"}>
            {status === "matched" ? t("matched") : t("waits", { days: ageDays })}
          </Badge>
        </span>
      }
    >
      <div className="grid gap-4">
        <DescriptionList
          items={[
            { term: t("purpose"), value: details.purpose || "—" },
            { term: t("bookedOn"), value: line.bookedOn },
            ...(details.payerAccount ? [{ term: t("payerAccount"), value: details.payerAccount }] : []),
            ...(leftFen !== amountFen ? [{ term: t("left"), value: <Money fen={leftFen} /> }] : []),
            ...(line.ownerName
              ? [{ term: t("owner"), value: line.note ? `${line.ownerName}：${line.note}` : line.ownerName }]
              : []),
          ]}
        />
        <Matches line={line} />
        {status === "open" ? (
          <>
            {line.proposals.map((proposal) => (
              <ProposalLine key={targetOf(proposal)} line={line} proposal={proposal} />
            ))}
            {isOpen ? (
              <MatchForm line={line} onDone={() => setOpen(false)} />
            ) : (
              <Button variant="secondary" className="justify-self-start" onClick={() => setOpen(true)}>
                {t(line.proposals.length > 0 ? "otherwise" : "place")}
              </Button>
            )}
          </>
        ) : null}
      </div>
    </Card>
  );
}

const targetOf = ({ payable }: BankLine["proposals"][number]) =>
  payable.kind === "account" ? payable.hospitalId : payable.bookingId;

function Matches({ line }: { line: BankLine }) {
  const t = useTranslations("bank.match");
  const locale = useLocale();
  if (line.matches.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {line.matches.map((it) => (
        <li key={it.id}>
          {t(`was.${it.kind}`, {
            amount: formatMoney(it.amountFen, locale),
            hospital: (locale === "en" ? it.hospitalEn : it.hospitalZh) ?? "",
            number: it.bookingNumber ?? "",
            reference: it.reference ?? "",
          })}
        </li>
      ))}
    </ul>
  );
}

function ProposalLine({ line, proposal }: { line: BankLine; proposal: BankLine["proposals"][number] }) {
  const t = useTranslations("bank.match");
  const locale = useLocale();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [matchId] = useState(() => uuidv7());
  const match = useMutation(
    trpc.bank.match.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("done") });
      },
    }),
  );
  const { payable, amountFen, reasons } = proposal;
  const about = { matchId, lineId: line.id, amountFen };
  const confirm = () =>
    payable.kind === "account"
      ? match.mutate({ ...about, kind: "account", hospitalId: payable.hospitalId })
      : match.mutate({ ...about, kind: "booking", bookingNumber: payable.bookingNumber });
  const amount = formatMoney(amountFen, locale);
  return (
    <div className="grid gap-2 rounded-md border border-primary bg-primary-soft px-4 py-3">
      <p>
        {payable.kind === "account"
          ? t("proposal.account", { hospital: payable.name, amount })
          : t("proposal.booking", { number: payable.bookingNumber, amount })}
      </p>
      <p className="text-ink-soft text-sm">
        {t("because")}
        {reasons.map((reason) => t(`reasons.${reason}`)).join(t("and"))}
      </p>
      <FailureNote error={match.error} />
      <Button className="justify-self-start" loading={match.isPending} onClick={confirm}>
        {t("confirm")}
      </Button>
    </div>
  );
}
