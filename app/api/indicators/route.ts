import { getTranslations } from "next-intl/server";
import { refuse } from "@/app/api/refusal";
import { api } from "@/server/caller";
import { figureInput } from "@/server/core/oversight-input";
import type { SheetTable } from "@/server/gateways/figure-sheet";
import { sheetAnswer, sheetForm } from "./sheet-answer";
import { figureTable, groupTables, type Words } from "./tables";

export const dynamic = "force-dynamic";

type Call = Awaited<ReturnType<typeof api>>;
type Overview = Awaited<ReturnType<Call["oversight"]["overview"]>>;

function courseTable(t: Words, { steps }: Overview): SheetTable {
  const words = ["trips", "late", "declined", "onTime"] as const;
  return {
    name: t("export.sheets.course"),
    head: [t("export.columns.from"), t("export.columns.until"), ...words.map((name) => t(`course.${name}`))],
    rows: steps.map((step) => [step.from, step.until, ...words.map((name) => step[name])]),
    percents: [5],
  };
}

/** The overview as a file: `?from=…&until=…&operatorId=…&district=…&format=xlsx|csv&locale=zh-CN`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const [filter, { format, locale }] = [figureInput.parse(asked), sheetForm.parse(asked)];
    const overview = await (await api()).oversight.overview(filter);
    const t = await getTranslations({ locale, namespace: "indicator" });
    const tables = [
      figureTable(t, overview.current, overview.before),
      courseTable(t, overview),
      ...groupTables(t, overview, locale),
    ];
    return await sheetAnswer(tables, format, `indicators-${filter.from}-${filter.until}`);
  } catch (error) {
    return refuse(error);
  }
}
