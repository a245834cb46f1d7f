import { getTranslations } from "next-intl/server";
import { refuse } from "@/app/api/refusal";
import { api } from "@/server/caller";
import { behindInput } from "@/server/core/oversight-input";
import type { SheetTable } from "@/server/gateways/figure-sheet";
import { sheetAnswer, sheetForm } from "../sheet-answer";

export const dynamic = "force-dynamic";

/** The bookings behind one figure as a file, without anybody's name: the same address as the page's list. */
export async function GET(request: Request): Promise<Response> {
  try {
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const { format, locale } = sheetForm.parse(asked);
    const input = behindInput.parse({ ...asked, page: 1 });
    const call = await api();
    const [rows, { districts }] = await Promise.all([
      call.oversight.behindRows(input),
      call.region.current(),
    ]);
    const t = await getTranslations({ locale, namespace: "indicator.export" });
    const tStatus = await getTranslations({ locale, namespace: "trip.status" });
    const isEnglish = locale === "en";
    const district = new Map(districts.map((it) => [it.code, isEnglish ? it.nameEn : it.nameZh]));
    const columns = ["number", "day", "operator", "district", "plate", "status", "wait", "price"] as const;
    const table: SheetTable = {
      name: t("sheets.bookings"),
      head: columns.map((name) => t(`columns.${name}`)),
      rows: rows.map((row) => [
        row.number,
        row.day,
        (isEnglish ? row.operatorEn : row.operatorZh) ?? "",
        district.get(row.district) ?? row.district,
        row.plate ?? "",
        row.status ? tStatus(row.status) : "",
        row.boarded ? Math.round(row.waitSeconds / 60) : null,
        row.billed ? row.billedFen / 100 : null,
      ]),
    };
    return await sheetAnswer([table], format, `${input.indicator}-${input.from}-${input.until}`);
  } catch (error) {
    return refuse(error);
  }
}
