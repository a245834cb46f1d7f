"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatMoney, Money } from "@/components/ui/money";
import type { QuotedPrice } from "@/server/core/booking-view";
import { clauseWords } from "@/server/core/tariff/clause";
import type { PriceLine } from "@/server/core/tariff/line";

interface PriceLinesProps extends Pick<QuotedPrice, "lines" | "totalFen" | "tariff"> {
  /** The distance the price was made for; left out where it is not the quote's own. */
  basis?: QuotedPrice["basis"];
  ceilingFen?: number | null;
}

const inKm = (metres: number) => Math.round(metres / 100) / 10;

/**
 * A price with its reasons: each line, how it came about, the clause it cites, the distance it was made for, and the tariff
 * behind them all.
 */
export function PriceLines({ lines, totalFen, tariff, basis, ceilingFen = null }: PriceLinesProps) {
  const t = useTranslations("booking.price");
  const locale = useLocale();
  return (
    <div className="grid gap-2 text-sm">
      <table className="w-full">
        <caption className="sr-only">{t("caption")}</caption>
        <tbody className="divide-y divide-line">
          {lines.map((line) => (
            <tr key={`${line.part}-${line.code}-${line.item ?? ""}-${line.rule}`}>
              <th scope="row" className="py-1.5 pe-3 text-start align-top font-normal">
                <LineName line={line} />
              </th>
              <td className="py-1.5 text-end align-top tabular-nums">
                <Money fen={line.fen} />
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
              <Money fen={totalFen} />
            </td>
          </tr>
        </tfoot>
      </table>
      {basis ? (
        <p>
          {t(`basis.${basis.origin}`, {
            km: inKm(basis.countedMetres),
            own: inKm(basis.patientMetres),
            charged: inKm(basis.chargedMetres),
          })}
        </p>
      ) : null}
      <p>{t("insurance")}</p>
      {ceilingFen === null ? null : <p>{t("ceiling", { most: formatMoney(ceilingFen, locale) })}</p>}
      <p className="text-ink-soft">
        {t("tariff", { title: locale === "en" ? tariff.titleEn : tariff.titleZh, version: tariff.version })}
        {" · "}
        {t("source", { source: tariff.source })}
        {tariff.demonstration ? ` · ${t("demonstration")}` : ""}
      </p>
    </div>
  );
}

function LineName({ line }: { line: PriceLine }) {
  const t = useTranslations("price");
  const tPrice = useTranslations("booking.price");
  const { quantity, unit, unitFen, part, code, rule } = line;
  const clause = clauseWords(rule, tPrice);
  return (
    <>
      {part === "return" ? `${t("parts.return")} · ` : ""}
      {t(`lines.${code}`)}
      {quantity !== undefined && unit && unitFen !== undefined ? (
        <span className="ms-2 text-ink-soft">
          {quantity} {t(`units.${unit}`)} × <Money fen={unitFen} />
        </span>
      ) : null}
      <span title={rule} className="block break-all text-ink-soft text-xs">
        {tPrice("clause", { clause })}
      </span>
    </>
  );
}
