import { getTranslations } from "next-intl/server";
import { refuse } from "@/app/api/refusal";
import { api } from "@/server/caller";
import { statementList } from "@/server/core/settlement/input";
import { addTotals } from "@/server/core/settlement/statement";
import { asked, fileAnswer } from "./answer";

export const dynamic = "force-dynamic";

/** An operator's statement of a month, the sum of its days, as a file: `?month=2026-11&orgId=&format=&locale=`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const search = Object.fromEntries(new URL(request.url).searchParams);
    const want = asked.parse(search);
    const { month, orgId } = search;
    const input = statementList.parse(orgId ? { month, orgId } : { month });
    const caller = await api();
    const { timeZone, demonstration, nameZh, nameEn } = await caller.region.current();
    const days = (await caller.settlement.statements(input)).reverse();
    const t = await getTranslations({ locale: want.locale, namespace: "settlement" });
    const isEnglish = want.locale === "en";
    const [first, last] = [days[0], days.at(-1)];
    const names = [...new Set(days.map(({ orgZh, orgEn }) => (isEnglish ? orgEn : orgZh)))];
    const isOne = names.length <= 1;
    const head = [
      ...[t("columns.day"), t("columns.operator"), t("columns.number")],
      ...[t("columns.earned"), t("columns.collected"), t("columns.closing")],
    ];
    const rows = days.map((day) => [
      ...[day.day, isEnglish ? day.orgEn : day.orgZh, day.number],
      ...[day.totals.earned?.fen ?? 0, day.totals.collected?.fen ?? 0, day.closingFen],
    ]);
    return fileAnswer(
      {
        title: t("print.monthTitle", { month: input.month }),
        subtitle: `${isOne ? (names[0] ?? "") : t("print.all")} · ${isEnglish ? nameEn : nameZh}`,
        name: `statement-${input.month}`,
        region: { timeZone, demonstration },
        // Of several operators together nothing is carried over: each has its own.
        openingFen: isOne ? (first?.openingFen ?? 0) : 0,
        closingFen: isOne ? (last?.closingFen ?? 0) : 0,
        totals: addTotals(days.map(({ totals }) => totals)),
        table: { title: t("days"), head, rows },
        at: last?.closedAt ?? new Date(),
      },
      want,
    );
  } catch (error) {
    return refuse(error);
  }
}
