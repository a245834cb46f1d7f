"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { PayableRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { formatMoney, Money } from "@/components/ui/money";
import { showToast } from "@/components/ui/toast";

/** What every operator can be paid now, and the way to propose it; who may not propose only reads. */
export function Payables({ initial, mayPropose }: { initial: PayableRow[]; mayPropose: boolean }) {
  const t = useTranslations("settlement.payout");
  const locale = useLocale();
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data } = useQuery({ ...trpc.settlement.payables.queryOptions(), initialData: initial });
  const due = data.filter(({ notNow }) => notNow === null);
  const [left, setLeft] = useState<string[]>([]);
  const chosen = due.filter(({ orgId }) => !left.includes(orgId));
  const totalFen = chosen.reduce((sum, { payableFen }) => sum + payableFen, 0);
  const propose = useMutation(
    trpc.settlement.propose.mutationOptions({
      onSuccess: async ({ number }) => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("proposed", { number }) });
      },
    }),
  );
  const toggle = (orgId: string, isOn: boolean) =>
    setLeft(isOn ? left.filter((id) => id !== orgId) : [...left, orgId]);
  const nameOf = ({ orgZh, orgEn }: PayableRow) => (locale === "en" ? orgEn : orgZh);
  return (
    <Card title={t("payable")}>
      <div className="grid gap-4">
        <ul className="divide-y divide-line">
          {data.map((row) => (
            <li key={row.orgId} className="flex flex-wrap items-center justify-between gap-3 py-2">
              {row.notNow === null && mayPropose ? (
                <Checkbox
                  label={nameOf(row)}
                  description={row.numberTail ? `•••• ${row.numberTail}` : undefined}
                  checked={!left.includes(row.orgId)}
                  onChange={(event) => toggle(row.orgId, event.target.checked)}
                />
              ) : (
                <span>
                  {nameOf(row)}
                  {row.notNow ? (
                    <span className="ms-2 text-ink-soft text-sm">{t(`notNow.${row.notNow}`)}</span>
                  ) : null}
                </span>
              )}
              <span className="tabular-nums">
                <Money fen={row.payableFen} />
              </span>
            </li>
          ))}
        </ul>
        <FailureNote error={propose.error} />
        {mayPropose ? (
          <div>
            <Button
              disabled={chosen.length === 0}
              loading={propose.isPending}
              onClick={() => propose.mutate({ orgIds: chosen.map(({ orgId }) => orgId) })}
            >
              {t("propose", { count: chosen.length, amount: formatMoney(totalFen, locale) })}
            </Button>
          </div>
        ) : null}
        <p className="max-w-prose text-ink-soft text-sm">{t("rule")}</p>
      </div>
    </Card>
  );
}
