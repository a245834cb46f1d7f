import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { refuse } from "@/app/api/refusal";
import { requestContext } from "@/server/auth";
import { api } from "@/server/caller";
import { addDays, localDay, localTime } from "@/server/core/local-time";
import { writeStatement } from "@/server/gateways/statement-sheet";
import { mayDownloadSheets } from "@/server/services/subscription/limit";

export const dynamic = "force-dynamic";

const asked = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  locale: z.enum(["zh-CN", "en"]).default("zh-CN"),
});

/** Last day of a month, both as calendar days. */
function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
  return addDays(next, -1);
}

/** Bills of one month of the acting operator as an Excel file: `?month=2026-11&locale=zh-CN`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { month, locale } = asked.parse(Object.fromEntries(new URL(request.url).searchParams));
    await mayDownloadSheets(await requestContext());
    const caller = await api();
    const { timeZone } = await caller.region.current();
    const bills = await caller.billing.list({ from: `${month}-01`, until: lastDayOf(month) });
    const t = await getTranslations({ locale, namespace: "statement" });
    const rows = bills.map((bill) => ({
      number: bill.number,
      bookingNumber: bill.bookingNumber,
      plate: bill.plate ?? "",
      issuedAt: `${localDay(bill.issuedAt, timeZone)} ${localTime(bill.issuedAt, timeZone)}`,
      kind: t(`kinds.${bill.kind ?? "trip"}`),
      status: t(`statuses.${bill.status}`),
      totalFen: bill.status === "void" ? 0 : bill.totalFen,
    }));
    const headers = {
      number: t("columns.number"),
      bookingNumber: t("columns.booking"),
      plate: t("columns.plate"),
      issuedAt: t("columns.issued"),
      kind: t("columns.kind"),
      status: t("columns.status"),
      totalFen: t("sheetAmount"),
    };
    const content = await writeStatement(
      { title: t("sheetTitle", { month }), headers, total: t("total") },
      rows,
    );
    return new Response(new Uint8Array(content), {
      headers: {
        "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "content-disposition": `attachment; filename="anzhuan-${month}.xlsx"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return refuse(error);
  }
}
