import { useLocale, useTranslations } from "next-intl";
import { EquityTable } from "@/components/indicator/equity-table";
import { Stat } from "@/components/ui/stat";
import { figureText, unitOf } from "@/server/core/indicator/figure-text";
import type { ReportContent } from "@/server/core/indicator/report";

/** A published month to be read on the page: figures with their definitions, then the groups side by side. */
export function ReportFigures({ content }: { content: ReportContent }) {
  const t = useTranslations("indicator");
  const locale = useLocale();
  const named = (row: { nameZh: string; nameEn: string }) => (locale === "en" ? row.nameEn : row.nameZh);
  const { districts, operators, ages, payers } = content;
  return (
    <div className="grid gap-5">
      <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
        {content.figures.map(({ name, value }) => {
          const unit = unitOf(name);
          return (
            <Stat
              key={name}
              label={t(`names.${name}`)}
              value={figureText(name, value, locale)}
              unit={unit && value !== null ? t(`units.${unit}`) : undefined}
              definition={t(`definitions.${name}`)}
            />
          );
        })}
      </div>
      <EquityTable
        title={t("equity.district")}
        rows={districts.map((row) => ({ ...row, label: named(row), href: null }))}
      />
      <EquityTable
        title={t("equity.operator")}
        rows={operators.map((row) => ({ ...row, label: named(row), href: null }))}
      />
      <EquityTable
        title={t("equity.age")}
        rows={ages.map((row) => ({ ...row, label: t(`equity.ages.${row.key}`), href: null }))}
      />
      <EquityTable
        title={t("equity.payer")}
        note={t("equity.payerNote")}
        rows={payers.map((row) => ({ ...row, label: t(`equity.payers.${row.key}`), href: null }))}
      />
    </div>
  );
}
