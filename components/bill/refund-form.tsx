"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatMoney } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";

/** Yuan as typed to fen; null for anything but a sum with at most two decimals. */
function fenOf(text: string): number | null {
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(text.trim())) return null;
  const [yuan = "0", cents = ""] = text.trim().split(".");
  return Number(yuan) * 100 + Number(cents.padEnd(2, "0"));
}

interface RefundFormProps {
  paymentId: string;
  leftFen: number;
  onDone: () => void;
}

/** Give back a part or all of a payment, with the reason. The id is made once, so that a resend counts once. */
export function RefundForm({ paymentId, leftFen, onDone }: RefundFormProps) {
  const t = useTranslations("finance.dialog");
  const locale = useLocale();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [refundId] = useState(() => uuidv7());
  const [amount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const fen = fenOf(amount);
  const isGoodAmount = fen !== null && fen > 0 && fen <= leftFen;
  const isGoodReason = !isTooShort(reason, fewest.words);
  const refund = useMutation(
    trpc.payment.refund.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("done") });
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGoodAmount && isGoodReason)
      refund.mutate({ refundId, paymentId, amountFen: fen, reason: reason.trim() });
  };
  return (
    <form noValidate onSubmit={submit} className="grid justify-items-start gap-3">
      <Field
        label={t("amount")}
        hint={t("amountHint", { amount: formatMoney(leftFen, locale) })}
        error={isTried && !isGoodAmount ? t("amountWrong") : undefined}
        required
      >
        <Input inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
      </Field>
      <Field label={t("reason")} error={isTried && !isGoodReason ? t("reasonWrong") : undefined} required>
        <Input maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <FailureNote error={refund.error} />
      <Button type="submit" loading={refund.isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
