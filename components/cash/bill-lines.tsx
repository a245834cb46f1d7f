"use client";

import { useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import type { WrittenLine } from "@/server/core/bill-record";
import { LineName } from "./line-name";

interface QuotedLine {
  code: string;
  label: string;
  fen: number;
}

interface BillLinesProps {
  bill: { lines: readonly WrittenLine[]; totalFen: number } | null;
  quote: { lines: readonly QuotedLine[]; totalFen: number } | null;
}

/** Line by line what is asked for; where it differs from the quote, why. Before the bill: the quote. */
export function BillLines({ bill, quote }: BillLinesProps) {
  const t = useTranslations();
  if (!bill && !quote) return <p className="text-ink-soft">{t("trip.payment.noPrice")}</p>;
  const lines = bill
    ? bill.lines.map(({ code, part, item, label, billedFen, quotedFen, reason }) => ({
        key: `${part}.${code}.${item ?? ""}`,
        code,
        label,
        fen: billedFen,
        why: reason === "as_quoted" ? null : { reason, quotedFen },
      }))
    : (quote?.lines ?? []).map((line, index) => ({ ...line, key: `${index}.${line.code}`, why: null }));
  return (
    <dl className="grid gap-3">
      {lines.map(({ key, code, label, fen, why }) => (
        <div key={key} className="grid grid-cols-[1fr_auto] gap-x-4">
          <dt>
            <LineName code={code} label={label} />
          </dt>
          <dd>
            <Money fen={fen} className="font-semibold" />
          </dd>
          {why ? (
            <dd className="col-span-2 text-base text-ink-soft">
              {t(`price.reasons.${why.reason}`)}
              {why.quotedFen === fen ? null : (
                <>
                  {" "}
                  {t("trip.payment.quoted")} <Money fen={why.quotedFen} />
                </>
              )}
            </dd>
          ) : null}
        </div>
      ))}
      <div className="grid grid-cols-[1fr_auto] gap-x-4 border-line border-t pt-3 font-bold text-xl">
        <dt>{t("trip.payment.total")}</dt>
        <dd>
          <Money fen={(bill ?? quote)?.totalFen ?? 0} />
        </dd>
      </div>
    </dl>
  );
}
