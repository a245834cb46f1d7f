"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { PayoutAccountRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";
import { AccountLines } from "./payout-account";

function Check({ row }: { row: PayoutAccountRow }) {
  const t = useTranslations("settlement.account");
  const isEnglish = useLocale() === "en";
  const trpc = useTRPC();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [isTried, setTried] = useState(false);
  const decide = useMutation(
    trpc.settlement.checkAccount.mutationOptions({
      onSuccess: async ({ outcome }) => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t(`outcomes.${outcome}`) });
      },
    }),
  );
  const refuse = () => {
    setTried(true);
    if (!isTooShort(reason, fewest.story))
      decide.mutate({ accountId: row.id, decision: "wrong", reason: reason.trim() });
  };
  return (
    <Card title={isEnglish ? row.orgEn : row.orgZh}>
      <div className="grid gap-4">
        <AccountLines row={row} />
        <FailureNote error={decide.error} />
        {isWrong ? (
          <>
            <Field
              label={t("why")}
              error={isTried && isTooShort(reason, fewest.story) ? t("whyWrong") : undefined}
              required
            >
              <Textarea
                rows={2}
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </Field>
            <div className="flex flex-wrap gap-3">
              <Button variant="danger" loading={decide.isPending} onClick={refuse}>
                {t("wrong")}
              </Button>
              <Button variant="quiet" onClick={() => setWrong(false)}>
                {t("cancel")}
              </Button>
            </div>
          </>
        ) : row.checkedByMe ? (
          <p className="text-ink-soft">{t("checkedByMe")}</p>
        ) : (
          <div className="flex flex-wrap gap-3">
            <Button
              loading={decide.isPending}
              onClick={() => decide.mutate({ accountId: row.id, decision: "right" })}
            >
              {t("right")}
            </Button>
            <Button variant="secondary" onClick={() => setWrong(true)}>
              {t("wrong")}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

/** Accounts that operators entered and nobody has fully checked. */
export function AccountChecks({ initial }: { initial: PayoutAccountRow[] }) {
  const t = useTranslations("settlement.account");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.settlement.accounts.queryOptions(), initialData: initial });
  const waiting = data.filter(({ status }) => status === "entered");
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="account-checks">
      <h2 id="account-checks" className="mb-3 text-xl">
        {t("toCheck", { count: waiting.length })}
      </h2>
      <p className="mb-3 max-w-prose text-ink-soft">{t("checkHint")}</p>
      <div className="grid gap-4 xl:grid-cols-2">
        {waiting.map((row) => (
          <Check key={row.id} row={row} />
        ))}
      </div>
    </section>
  );
}
