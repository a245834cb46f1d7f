"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { FailedRefund } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatMoney } from "@/components/ui/money";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { type PayOut, payOuts } from "@/server/core/payment";
import { fewest, isTooShort } from "@/server/core/said";

/** A refused refund was given back by a person: how, and what shows it. A resend counts once. */
export function PayOutForm({ refund, onDone }: { refund: FailedRefund; onDone: () => void }) {
  const t = useTranslations("finance.failedRefunds.form");
  const locale = useLocale();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [by, setBy] = useState<PayOut>("cash");
  const [reference, setReference] = useState("");
  const [isTried, setTried] = useState(false);
  const isGood = !isTooShort(reference, fewest.words);
  const payOut = useMutation(
    trpc.payment.payOutRefund.mutationOptions({
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
    if (isGood) payOut.mutate({ refundId: refund.id, by, reference: reference.trim() });
  };
  return (
    <form noValidate onSubmit={submit} className="grid justify-items-start gap-3">
      <Field label={t("by")} required>
        <Select
          value={by}
          options={payOuts.map((value) => ({ value, label: t(value) }))}
          onChange={(event) => setBy(payOuts.find((each) => each === event.target.value) ?? "cash")}
        />
      </Field>
      <Field label={t("reference")} error={isTried && !isGood ? t("referenceWrong") : undefined} required>
        <Input maxLength={60} value={reference} onChange={(event) => setReference(event.target.value)} />
      </Field>
      <FailureNote error={payOut.error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" loading={payOut.isPending}>
          {t("submit", { amount: formatMoney(refund.amountFen, locale) })}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
