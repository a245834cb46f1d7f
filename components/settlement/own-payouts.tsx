"use client";

import { useTranslations } from "next-intl";
import type { OwnSettlement } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";

const tones = {
  proposed: "wait",
  approved: "wait",
  sent: "info",
  paid: "ok",
  returned: "danger",
  cancelled: "neutral",
} as const;

/** What the acting operator can be paid now, and what it was paid. */
export function OwnPayouts({ own }: { own: OwnSettlement }) {
  const t = useTranslations("settlement.payout");
  const { timeZone } = useDesk();
  return (
    <Card title={t("own")}>
      <div className="grid gap-3">
        <p className="text-2xl tabular-nums">
          <Money fen={own.payableFen} />
        </p>
        <p className="text-ink-soft text-sm">{own.payableFen < 0 ? t("ownOwes") : t("ownHint")}</p>
        {own.payouts.length > 0 ? (
          <ul className="divide-y divide-line" aria-label={t("own")}>
            {own.payouts.map((row) => (
              <li key={row.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
                <span>
                  {row.reference}{" "}
                  {row.settledAt ? (
                    <span className="text-ink-soft text-sm">
                      <Instant at={row.settledAt} timeZone={timeZone} />
                    </span>
                  ) : null}
                  {row.failure ? <span className="ms-2 text-sm">{row.failure}</span> : null}
                </span>
                <span className="flex items-center gap-2">
                  <Badge tone={tones[row.status]}>{t(`statuses.${row.status}`)}</Badge>
                  <span className="tabular-nums">
                    <Money fen={row.amountFen} />
                  </span>
                </span>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Card>
  );
}
