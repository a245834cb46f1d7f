import { z } from "zod";
import { type SheetTable, writeCsv, writeWorkbook } from "@/server/gateways/figure-sheet";

export const sheetForm = z.object({
  format: z.enum(["xlsx", "csv"]).default("xlsx"),
  locale: z.enum(["zh-CN", "en"]).default("zh-CN"),
});
type Format = z.infer<typeof sheetForm>["format"];

/** Tables as a download; `name` is the file's, without its ending and plain ASCII. */
export async function sheetAnswer(tables: SheetTable[], format: Format, name: string): Promise<Response> {
  const isSheet = format === "xlsx";
  const body = isSheet ? new Uint8Array(await writeWorkbook(tables)) : writeCsv(tables);
  return new Response(body, {
    headers: {
      "content-type": isSheet
        ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        : "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.${format}"`,
      "cache-control": "no-store",
    },
  });
}
