import type { getTranslations } from "next-intl/server";
import { definitions, type Figure } from "@/server/core/indicator/definition";
import { type EquityRow, equityIndicators } from "@/server/core/indicator/equity";
import type { SheetTable } from "@/server/gateways/figure-sheet";

export type Words = Awaited<ReturnType<typeof getTranslations<"indicator">>>;
interface Named {
  nameZh: string;
  nameEn: string;
}

/** Every figure with what it is made of, the period before where there is one, and how it is counted. */
export function figureTable(t: Words, current: Figure[], before?: Figure[]): SheetTable {
  const earlier = before ? (["before"] as const) : [];
  const columns = ["name", "value", "unit", "part", "whole", ...earlier, "definition"] as const;
  return {
    name: t("export.sheets.figures"),
    head: columns.map((name) => t(`export.columns.${name}`)),
    rows: current.map(({ name, value, part, whole }) => [
      t(`names.${name}`),
      value,
      t(`export.units.${definitions[name].unit}`),
      part,
      whole,
      ...(before ? [before.find((it) => it.name === name)?.value ?? null] : []),
      t(`definitions.${name}`),
    ]),
  };
}

const shares = equityIndicators.flatMap((name, index) =>
  definitions[name].unit === "share" ? [index + 1] : [],
);

function groupTable<R extends EquityRow>(
  t: Words,
  name: string,
  rows: R[],
  label: (row: R) => string,
): SheetTable {
  return {
    name,
    head: [t("equity.group"), ...equityIndicators.map((each) => t(`names.${each}`))],
    rows: rows.map((row) => [
      label(row),
      ...equityIndicators.map((each) =>
        row.cells[each].isHidden ? t("export.hidden") : row.cells[each].value,
      ),
    ]),
    percents: shares,
  };
}

interface Compared {
  districts: (EquityRow & Named)[];
  operators: (EquityRow & Named)[];
  ages: EquityRow[];
  payers: EquityRow[];
}

/** Districts, operators, ages and payers side by side; hidden cells say so. */
export function groupTables(t: Words, compared: Compared, locale: string): SheetTable[] {
  const named = (row: Named) => (locale === "en" ? row.nameEn : row.nameZh);
  return [
    groupTable(t, t("export.sheets.districts"), compared.districts, named),
    groupTable(t, t("export.sheets.operators"), compared.operators, named),
    groupTable(t, t("export.sheets.ages"), compared.ages, ({ key }) => t(`equity.ages.${key}`)),
    groupTable(t, t("export.sheets.payers"), compared.payers, ({ key }) => t(`equity.payers.${key}`)),
  ];
}
