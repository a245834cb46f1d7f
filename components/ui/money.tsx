import { useLocale } from "next-intl";
import { classNames } from "./class-names";

const fenPerYuan = 100;

/** Whole fen as yuan in the reader's language, e.g. 123450 → ¥1,234.50. */
export function formatMoney(fen: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "CNY",
    currencyDisplay: "narrowSymbol",
  });
  return format.format(fen / fenPerYuan);
}

/** An amount, given in whole fen. */
export function Money({ fen, className }: { fen: number; className?: string }) {
  const locale = useLocale();
  return (
    <data value={fen / fenPerYuan} className={classNames("whitespace-nowrap tabular-nums", className)}>
      {formatMoney(fen, locale)}
    </data>
  );
}
