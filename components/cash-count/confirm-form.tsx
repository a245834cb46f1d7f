"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { CashDeskView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatMoney } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";
import { parseYuan } from "@/server/core/money";
import { fewest, isTooShort } from "@/server/core/said";

type Count = NonNullable<CashDeskView["holders"][number]["count"]>;

/** The office counts what the crew member brought and says why it is not what was taken. */
export function ConfirmForm({ name, count }: { name: string; count: Count }) {
  const t = useTranslations("cash.desk");
  const locale = useLocale();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [typed, setTyped] = useState((count.declaredFen / 100).toFixed(2));
  const [explanation, setExplanation] = useState("");
  const [isTried, setTried] = useState(false);
  const countedFen = parseYuan(typed);
  const isOff = countedFen !== null && countedFen !== count.expectedFen;
  const lacksWhy = isOff && isTooShort(explanation, fewest.words);
  const confirm = useMutation(
    trpc.cash.confirm.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("done", { name }) });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (countedFen === null || lacksWhy) return;
    confirm.mutate({ countId: count.id, countedFen, explanation: isOff ? explanation.trim() : null });
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-3 border-line border-t pt-4">
      <p>
        {t("declared", {
          declared: formatMoney(count.declaredFen, locale),
          expected: formatMoney(count.expectedFen, locale),
        })}
      </p>
      <Field label={t("countedAmount")} error={isTried && countedFen === null ? t("amountWrong") : undefined}>
        <Input inputMode="decimal" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      {isOff ? (
        <Field label={t("why")} error={isTried && lacksWhy ? t("whyWrong") : undefined} required>
          <Input
            maxLength={200}
            value={explanation}
            onChange={(event) => setExplanation(event.target.value)}
          />
        </Field>
      ) : null}
      <FailureNote error={confirm.error} />
      <Button type="submit" className="justify-self-start" loading={confirm.isPending}>
        {t("confirm")}
      </Button>
    </form>
  );
}
