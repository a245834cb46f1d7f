import { getFormatter, getTranslations } from "next-intl/server";
import { z } from "zod";
import { sheetAnswer } from "@/app/api/indicators/sheet-answer";
import { figureTable, groupTables } from "@/app/api/indicators/tables";
import { refuse } from "@/app/api/refusal";
import { api } from "@/server/caller";
import { definitions } from "@/server/core/indicator/definition";
import { equityIndicators } from "@/server/core/indicator/equity";
import { figureText, unitOf } from "@/server/core/indicator/figure-text";
import { publishedReportInput } from "@/server/core/indicator/report";
import { type PrintedReport, renderReport } from "@/server/gateways/report-pdf";

export const dynamic = "force-dynamic";

type Call = Awaited<ReturnType<typeof api>>;
type Report = Awaited<ReturnType<Call["report"]["get"]>>;

const asked = z.object({
  month: publishedReportInput.shape.month,
  edition: z.coerce.number().int().min(1).optional(),
  format: z.enum(["pdf", "csv", "json"]).default("json"),
  locale: z.enum(["zh-CN", "en"]).default("zh-CN"),
});
type Locale = z.infer<typeof asked>["locale"];

/** A value of a breakdown as it is printed; a text already says what it means. */
function printed(value: string | number | null | undefined, index: number, locale: Locale): string {
  const name = equityIndicators[index - 1];
  if (typeof value !== "number" || !name) return String(value ?? "—");
  return figureText(name, value, locale);
}

async function printedReport(
  report: Report,
  locale: Locale,
  address: string,
  timeZone: string,
): Promise<PrintedReport> {
  const t = await getTranslations({ locale, namespace: "report" });
  const words = await getTranslations({ locale, namespace: "indicator" });
  const format = await getFormatter({ locale });
  const { content, month, edition, publishedAt } = report;
  const region = locale === "en" ? content.region.nameEn : content.region.nameZh;
  const day = format.dateTime(publishedAt, { dateStyle: "long", timeZone });
  return {
    locale,
    title: `${region} · ${t("month", { month })}`,
    subtitle: `${t("publishedAt")}${day} · ${t("edition", { edition })}`,
    warning: content.demonstration ? t("demonstration") : null,
    figuresTitle: t("figures"),
    figures: content.figures.map(({ name, value }) => {
      const unit = unitOf(name);
      const text = figureText(name, value, locale);
      const isUnited = unit !== null && value !== null;
      return {
        name: words(`names.${name}`),
        value: isUnited ? `${text} ${words(`units.${unit}`)}` : text,
        definition: words(`definitions.${name}`),
      };
    }),
    notes: [t("small"), words("equity.payerNote"), t("reuse")],
    tables: groupTables(words, content, locale)
      .filter(({ rows }) => rows.length > 0)
      .map(({ name, head, rows }) => ({
        name,
        head: head.map((column, index) => {
          const unit = index === 0 ? null : definitions[equityIndicators[index - 1] ?? "requests"].unit;
          return unit === "minutes" ? `${column} (${words("units.minutes")})` : column;
        }),
        rows: rows.map((row) => row.map((value, index) => printed(value, index, locale))),
      })),
    foot: t("foot", { address }),
    pageOf: (page, pages) => t("page", { page, pages }),
    publishedAt,
  };
}

/** A published month for everybody: `?month=2026-10&format=pdf|csv|json&locale=zh-CN&edition=1` (`&region=` names another region). */
export async function GET(request: Request): Promise<Response> {
  try {
    const url = new URL(request.url);
    const { month, edition, format, locale } = asked.parse(Object.fromEntries(url.searchParams));
    const call = await api();
    const report = await call.report.get({ month, edition });
    const { content, publishedAt } = report;
    const name = `report-${content.region.id}-${month}-${report.edition}`;
    // Anybody's page may read what is published.
    const open = { "access-control-allow-origin": "*", "cache-control": "public, max-age=300" };
    if (format === "json")
      return Response.json({ ...content, edition: report.edition, publishedAt }, { headers: open });
    if (format === "csv") {
      const words = await getTranslations({ locale, namespace: "indicator" });
      const tables = [figureTable(words, content.figures), ...groupTables(words, content, locale)];
      return await sheetAnswer(tables, "csv", name);
    }
    const address = `${url.host}/${locale}/reports/${month}`;
    const { timeZone } = await call.region.current();
    const pdf = await renderReport(await printedReport(report, locale, address, timeZone));
    return new Response(new Uint8Array(pdf), {
      headers: {
        ...open,
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="${name}.pdf"`,
      },
    });
  } catch (error) {
    return refuse(error);
  }
}
