import { useLocale, useTranslations } from "next-intl";
import type { RegionOverview } from "@/components/api/outputs";
import { EmptyState } from "@/components/ui/empty-state";
import { ageGroups, payerGroups } from "@/server/core/indicator/measure";
import type { FigureInput } from "@/server/core/oversight-input";
import { outsideDistrict } from "@/server/core/region-settings";
import { EquityTable } from "./equity-table";
import { behindHref, overviewHref } from "./figure-href";

interface EquitySectionProps {
  overview: Pick<RegionOverview, "districts" | "operators" | "ages" | "payers">;
  filter: FigureInput;
}

/** Who finds a ride and who waits, by operator, district, age and payer (M34). */
export function EquitySection({ overview, filter }: EquitySectionProps) {
  const t = useTranslations("indicator.equity");
  const isEnglish = useLocale() === "en";
  const { districts, operators, ages, payers } = overview;
  if (districts.length === 0)
    return <EmptyState title={t("empty.title")} description={t("empty.text")} headingLevel={2} />;
  const label = (row: { nameZh: string; nameEn: string }) => (isEnglish ? row.nameEn : row.nameZh);
  return (
    <section aria-label={t("title")} className="grid gap-4">
      <div>
        <h2 className="text-lg">{t("title")}</h2>
        <p className="mt-1 max-w-prose text-ink-soft">{t("lead")}</p>
      </div>
      <EquityTable
        title={t("district")}
        rows={districts.map((row) => ({
          ...row,
          label: label(row),
          href: row.key === outsideDistrict ? null : overviewHref({ ...filter, district: row.key }),
        }))}
      />
      <EquityTable
        title={t("operator")}
        rows={operators.map((row) => ({
          ...row,
          label: label(row),
          href: overviewHref({ ...filter, operatorId: row.key }),
        }))}
      />
      <EquityTable
        title={t("age")}
        rows={ages.map((row) => {
          const age = ageGroups.find((name) => name === row.key);
          return { ...row, label: t(`ages.${row.key}`), href: behindHref(filter, "requests", { age }) };
        })}
      />
      <EquityTable
        title={t("payer")}
        note={t("payerNote")}
        rows={payers.map((row) => {
          const payer = payerGroups.find((name) => name === row.key);
          return { ...row, label: t(`payers.${row.key}`), href: behindHref(filter, "requests", { payer }) };
        })}
      />
    </section>
  );
}
