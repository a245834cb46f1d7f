"use client";

import { useTranslations } from "next-intl";
import { LineSource } from "@/components/bill/line-source";
import { Badge } from "@/components/ui/badge";
import { Money } from "@/components/ui/money";
import type { BillSources } from "@/server/core/bill-source";
import type { TrackView } from "@/server/core/booking-view";

type Bill = NonNullable<TrackView["bill"]>;

interface BillLinesProps {
  bill: Bill;
  /** What each line was made from; null until it is read. */
  sources: BillSources | null;
  timeZone: string;
}

/** The bill, line by line, with what each was made from and every difference from the quote explained. */
export function BillLines({ bill, sources, timeZone }: BillLinesProps) {
  const t = useTranslations("payment-page.bill");
  const tPrice = useTranslations("price");
  const label = (code: string, own: string) => {
    if (t.has(`fees.${code}`)) return t(`fees.${code}`);
    return tPrice.has(`lines.${code}`) ? tPrice(`lines.${code}`) : own;
  };
  return (
    <div className="grid gap-3 text-sm">
      <p className="flex items-center justify-between gap-3">
        <span className="text-ink-soft">{t("number", { number: bill.number })}</span>
        <Badge tone={bill.status === "paid" ? "ok" : "wait"}>{t(`status.${bill.status}`)}</Badge>
      </p>
      <table className="w-full">
        <caption className="sr-only">{t("caption")}</caption>
        <tbody className="divide-y divide-line">
          {bill.lines.map((line) => (
            <tr key={`${line.code}-${line.rule}-${line.label}`}>
              <th scope="row" className="py-1.5 pe-3 text-start font-normal">
                {label(line.code, line.label)}
                {sources ? <LineSource line={line} sources={sources} timeZone={timeZone} /> : null}
              </th>
              <td className="py-1.5 text-end align-top tabular-nums">
                <Money fen={line.billedFen} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-ink/25 border-t-2 font-semibold text-base">
            <th scope="row" className="py-2 text-start">
              {t("total")}
            </th>
            <td className="py-2 text-end tabular-nums">
              <Money fen={bill.totalFen} />
            </td>
          </tr>
        </tfoot>
      </table>
      {bill.differences.length > 0 ? (
        <Differences bill={bill} label={label} />
      ) : (
        <p className="text-ok">{t("same")}</p>
      )}
    </div>
  );
}

function Differences({ bill, label }: { bill: Bill; label: (code: string, own: string) => string }) {
  const t = useTranslations("payment-page.bill");
  const tReason = useTranslations("price.reasons");
  return (
    <details>
      <summary className="min-h-9 py-1 text-primary">
        {t("differences", { count: bill.differences.length })}
      </summary>
      <ul className="mt-1 grid gap-1.5">
        {bill.differences.map((difference) => (
          <li key={`${difference.code}-${difference.reason}-${difference.quotedFen}`}>
            {label(difference.code, difference.code)}: <Money fen={difference.quotedFen} /> →{" "}
            <Money fen={difference.billedFen} />
            <span className="block text-ink-soft">
              {tReason.has(difference.reason) ? tReason(difference.reason) : difference.reason}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
