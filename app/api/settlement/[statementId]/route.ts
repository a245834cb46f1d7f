import { getTranslations } from "next-intl/server";
import { refuse } from "@/app/api/refusal";
import { requestContext } from "@/server/auth";
import { api } from "@/server/caller";
import { DomainError } from "@/server/core/domain-error";
import { localDay, localTime } from "@/server/core/local-time";
import { statementGet } from "@/server/core/settlement/input";
import { wholeStatement } from "@/server/services/settlement/statement-view";
import { asked, fileAnswer } from "../answer";

export const dynamic = "force-dynamic";

/** One day's statement as a file: `?format=pdf|xlsx|csv&locale=`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ statementId: string }> },
): Promise<Response> {
  try {
    const want = asked.parse(Object.fromEntries(new URL(request.url).searchParams));
    const input = statementGet.safeParse({ statementId: (await params).statementId });
    if (!input.success) throw new DomainError("not_found", "settlement.statement_not_found");
    const caller = await api();
    const { timeZone, demonstration, nameZh, nameEn } = await caller.region.current();
    // The procedure asks the access table; the lines come behind it.
    await caller.settlement.statement(input.data);
    const of = await wholeStatement(await requestContext(), input.data.statementId);
    const t = await getTranslations({ locale: want.locale, namespace: "settlement" });
    const isEnglish = want.locale === "en";
    const head = [
      t("columns.section"),
      t("columns.at"),
      t("columns.booking"),
      t("columns.note"),
      t("columns.amount"),
    ];
    const rows = of.lines.map((line) => [
      t(`sections.${line.section}`),
      `${localDay(line.at, timeZone)} ${localTime(line.at, timeZone)}`,
      line.bookingNumber ?? "",
      line.memo,
      line.fen,
    ]);
    return fileAnswer(
      {
        title: t("print.dayTitle", { day: of.day }),
        subtitle: `${isEnglish ? of.orgEn : of.orgZh} · ${isEnglish ? nameEn : nameZh} · ${of.number}`,
        name: `statement-${of.day}`,
        region: { timeZone, demonstration },
        openingFen: of.openingFen,
        closingFen: of.closingFen,
        totals: of.totals,
        table: { title: t("lines"), head, rows },
        at: of.closedAt,
      },
      want,
    );
  } catch (error) {
    return refuse(error);
  }
}
