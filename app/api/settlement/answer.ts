import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { csvLine } from "@/server/core/ledger-sheet";
import { localDay, localTime } from "@/server/core/local-time";
import { formatFen } from "@/server/core/money";
import { type StatementTotals, statementSections } from "@/server/core/settlement/statement";
import { type PrintedReport, renderReport } from "@/server/gateways/report-pdf";
import { type SheetTable, writeTable } from "@/server/gateways/table-sheet";

/** How a statement is taken away: a form to file, a sheet to reckon with, plain lines. */
export const asked = z.object({
  format: z.enum(["pdf", "xlsx", "csv"]).default("pdf"),
  locale: z.enum(["zh-CN", "en"]).default("zh-CN"),
});
export type Asked = z.infer<typeof asked>;

/** What a statement of a day or a month says, in the reader's language. */
export interface PrintedStatement {
  title: string;
  subtitle: string;
  name: string;
  region: { timeZone: string; demonstration: boolean };
  openingFen: number;
  closingFen: number;
  totals: StatementTotals;
  /** Lines of a day, days of a month; numbers are fen. */
  table: SheetTable;
  at: Date;
}

const byteOrderMark = "\uFEFF";
const yuan = (fen: number) => (fen / 100).toFixed(2);

function csv({ head, rows }: SheetTable): string {
  const lines = rows.map((row) => csvLine(row.map((cell) => (typeof cell === "number" ? yuan(cell) : cell))));
  return byteOrderMark + csvLine(head) + lines.join("");
}

async function pdf(of: PrintedStatement, locale: Asked["locale"]): Promise<Buffer> {
  const t = await getTranslations({ locale, namespace: "settlement" });
  const money = (fen: number) => formatFen(fen, locale);
  const figure = (name: string, fen: number, definition = "") => ({ name, value: money(fen), definition });
  const { timeZone, demonstration } = of.region;
  const report: PrintedReport = {
    locale,
    title: of.title,
    subtitle: of.subtitle,
    warning: demonstration ? t("print.demonstration") : null,
    figuresTitle: t("print.summary"),
    figures: [
      figure(t("opening"), of.openingFen),
      ...statementSections.flatMap((section) => {
        const part = of.totals[section];
        return part
          ? [figure(t(`sections.${section}`), part.fen, t("print.count", { count: part.count }))]
          : [];
      }),
      figure(t("closing"), of.closingFen, t("print.closing")),
    ],
    notes: [t("print.note")],
    tables: [
      {
        name: of.table.title,
        head: of.table.head,
        rows: of.table.rows.map((row) => row.map((cell) => (typeof cell === "number" ? money(cell) : cell))),
      },
    ],
    foot: t("print.foot", { at: `${localDay(of.at, timeZone)} ${localTime(of.at, timeZone)}` }),
    pageOf: (page, pages) => t("print.page", { page, pages }),
    publishedAt: of.at,
  };
  return renderReport(report);
}

const types = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};

/** The statement as the file that was asked for. */
export async function fileAnswer(of: PrintedStatement, { format, locale }: Asked): Promise<Response> {
  const bytes =
    format === "pdf" ? await pdf(of, locale) : format === "xlsx" ? await writeTable(of.table) : csv(of.table);
  return new Response(typeof bytes === "string" ? bytes : new Uint8Array(bytes), {
    headers: {
      "content-type": types[format],
      "content-disposition": `${format === "pdf" ? "inline" : "attachment"}; filename="${of.name}.${format}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
