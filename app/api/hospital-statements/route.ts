import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { sheetAnswer } from "@/app/api/indicators/sheet-answer";
import { refuse } from "@/app/api/refusal";
import { api } from "@/server/caller";
import { localDay } from "@/server/core/local-time";
import { formatFen } from "@/server/core/money";
import { type PrintedReport, renderReport } from "@/server/gateways/report-pdf";

export const dynamic = "force-dynamic";

const asked = z.object({
  id: z.uuid(),
  format: z.enum(["pdf", "xlsx"]).default("pdf"),
  locale: z.enum(["zh-CN", "en"]).default("zh-CN"),
});
type Locale = z.infer<typeof asked>["locale"];

type Call = Awaited<ReturnType<typeof api>>;
type Statement = Awaited<ReturnType<Call["hospitalAccount"]["statement"]>>;
type Words = Awaited<ReturnType<typeof getTranslations<"hospital-account">>>;

const columns = ["at", "booking", "operator", "plate", "bill", "kind", "amount"] as const;
const signedFen = ({ kind, amountFen }: Statement["lines"][number]) =>
  kind === "credit" ? -amountFen : amountFen;

/** A line's cells in the order of the columns, the amount aside. */
const cellsOf = (t: Words, line: Statement["lines"][number], locale: Locale, timeZone: string) => [
  localDay(line.at, timeZone),
  line.bookingNumber,
  locale === "en" ? line.operatorEn : line.operatorZh,
  line.plate ?? "",
  line.billNumber ?? "",
  t(`line.kinds.${line.kind}`),
];

function printed(t: Words, it: Statement, locale: Locale, timeZone: string): PrintedReport {
  const pick = (names: { nameZh: string; nameEn: string }) => (locale === "en" ? names.nameEn : names.nameZh);
  const money = (fen: number) => formatFen(fen, locale);
  const figure = (name: string, value: string, definition = "") => ({ name, value, definition });
  const { payTo } = it;
  return {
    locale,
    title: t("statement.heading", { month: it.month }),
    subtitle: `${pick(it.region)} · ${pick(it.hospital)} · ${it.number}`,
    warning: it.region.demonstration ? t("paper.demonstration") : null,
    figuresTitle: t("statement.sums"),
    figures: [
      figure(t("statement.total"), money(it.totalFen), t("paper.totalNote")),
      figure(t("statement.brought"), money(it.broughtForwardFen), t("paper.broughtNote")),
      figure(t("statement.dueOn"), it.dueOn, t("paper.dueNote")),
    ],
    tables: [
      {
        name: t("line.title", { count: it.lines.length }),
        head: columns.map((column) => (column === "booking" ? t("items.booking") : t(`line.${column}`))),
        rows: it.lines.map((line) => [...cellsOf(t, line, locale, timeZone), money(signedFen(line))]),
      },
    ],
    notes: [
      payTo ? t("paper.payTo", { ...payTo, number: payTo.number, reference: it.number }) : t("paper.noPayTo"),
      t("paper.question", { phone: it.region.hotline }),
    ],
    foot: t("paper.foot", { number: it.number }),
    pageOf: (page, pages) => t("paper.page", { page, pages }),
    publishedAt: it.issuedAt,
  };
}

/** A hospital's monthly statement as PDF or Excel: `?id=…&format=pdf|xlsx&locale=zh-CN`; the hospital's own, or for finance. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { id, format, locale } = asked.parse(Object.fromEntries(new URL(request.url).searchParams));
    const caller = await api();
    const { timeZone } = await caller.region.current();
    const statement = await caller.hospitalAccount.statement({ statementId: id });
    const t = await getTranslations({ locale, namespace: "hospital-account" });
    const name = `statement-${statement.number}`;
    if (format === "pdf") {
      const pdf = await renderReport(printed(t, statement, locale, timeZone));
      return new Response(new Uint8Array(pdf), {
        headers: {
          "content-type": "application/pdf",
          "content-disposition": `inline; filename="${name}.pdf"`,
          "cache-control": "no-store",
        },
      });
    }
    const head = columns.map((column) => (column === "booking" ? t("items.booking") : t(`line.${column}`)));
    const rows = statement.lines.map((line) => [
      ...cellsOf(t, line, locale, timeZone),
      signedFen(line) / 100,
    ]);
    const sum = [...Array.from({ length: 5 }, () => null), t("statement.total"), statement.totalFen / 100];
    const sheet = { name: t("statement.heading", { month: statement.month }), head, rows: [...rows, sum] };
    return await sheetAnswer([sheet], "xlsx", name);
  } catch (error) {
    return refuse(error);
  }
}
