"use client";

import { useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import type { Split } from "@/server/core/insurance/split";

interface SplitRowsProps {
  split: Split;
  /** Promised by a pre-settlement, or settled. */
  isSettled: boolean;
}

/** Who pays what of the covered items, and how the rules divide them. */
export function SplitRows({ split, isSettled }: SplitRowsProps) {
  const t = useTranslations("insurance.split");
  const rows = [
    ["fund", split.fundFen],
    ["account", split.accountFen],
    ["institution", split.institutionFen],
    ["cash", split.cashFen],
  ] as const;
  return (
    <div>
      <h3 className="mb-1 font-medium">{t(isSettled ? "settled" : "expected")}</h3>
      <dl className="grid gap-1">
        {rows
          .filter(([key, fen]) => fen !== 0 || key === "fund" || key === "cash")
          .map(([key, fen]) => (
            <div key={key} className="flex items-baseline justify-between gap-4">
              <dt>{t(key)}</dt>
              <dd className="tabular-nums">
                <Money fen={fen} className={key === "cash" ? "" : "font-semibold"} />
              </dd>
            </div>
          ))}
        <div className="flex items-baseline justify-between gap-4 border-line border-t pt-1">
          <dt>{t("total")}</dt>
          <dd className="tabular-nums">
            <Money fen={split.totalFen} />
          </dd>
        </div>
      </dl>
      <p className="mt-1 text-ink-soft text-sm">
        {t.rich("scope", {
          preSelfPay: () => <Money fen={split.preSelfPayFen} />,
          inScope: () => <Money fen={split.inScopeFen} />,
          ownPay: () => <Money fen={split.ownPayFen + split.overLimitFen} />,
        })}
      </p>
    </div>
  );
}
