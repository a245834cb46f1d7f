import { getTranslations } from "next-intl/server";
import { refuse } from "@/app/api/refusal";
import { api } from "@/server/caller";
import { definitions } from "@/server/core/indicator/definition";
import { type EquityRow, equityIndicators } from "@/server/core/indicator/equity";
import { figureInput } from "@/server/core/oversight-input";
import type { SheetTable } from "@/server/gateways/figure-sheet";
import { sheetAnswer, sheetForm } from "./sheet-answer";

export const dynamic = "force-dynamic";

type Call = Awaited<ReturnType<typeof api>>;
type Overview = Awaited<ReturnType<Call["oversight"]["overview"]>>;
type Words = Awaited<ReturnType<typeof getTranslations<"indicator">>>;

function figureTable(t: Words, { current, before }: Overview): SheetTable {
  const columns = ["name", "value", "unit", "part", "whole", "before", "definition"] as const;
  return {
    name: t("export.sheets.figures"),
    head: columns.map((name) => t(`export.columns.${name}`)),
    rows: current.map(({ name, value, part, whole }) => [
      t(`names.${name}`),
      value,
      t(`export.units.${definitions[name].unit}`),
      part,
      whole,
      before.find((it) => it.name === name)?.value ?? null,
      t(`definitions.${name}`),
    ]),
  };
}

function courseTable(t: Words, { steps }: Overview): SheetTable {
  return {
    name: t("export.sheets.course"),
    head: [
      t("export.columns.from"),
      t("export.columns.until"),
      t("course.trips"),
      t("course.late"),
      t("course.declined"),
      t("course.onTime"),
    ],
    rows: steps.map((step) => [step.from, step.until, step.trips, step.late, step.declined, step.onTime]),
    percents: [5],
  };
}

const isShare = (name: (typeof equityIndicators)[number]) => definitions[name].unit === "share";

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
    percents: equityIndicators.flatMap((each, index) => (isShare(each) ? [index + 1] : [])),
  };
}

/** The overview as a file: `?from=…&until=…&operatorId=…&district=…&format=xlsx|csv&locale=zh-CN`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const [filter, { format, locale }] = [figureInput.parse(asked), sheetForm.parse(asked)];
    const overview = await (await api()).oversight.overview(filter);
    const t = await getTranslations({ locale, namespace: "indicator" });
    const named = (row: { nameZh: string; nameEn: string }) => (locale === "en" ? row.nameEn : row.nameZh);
    const tables = [
      figureTable(t, overview),
      courseTable(t, overview),
      groupTable(t, t("export.sheets.districts"), overview.districts, named),
      groupTable(t, t("export.sheets.operators"), overview.operators, named),
      groupTable(t, t("export.sheets.ages"), overview.ages, ({ key }) => t(`equity.ages.${key}`)),
      groupTable(t, t("export.sheets.payers"), overview.payers, ({ key }) => t(`equity.payers.${key}`)),
    ];
    return await sheetAnswer(tables, format, `indicators-${filter.from}-${filter.until}`);
  } catch (error) {
    return refuse(error);
  }
}
