import { z } from "zod";
import { type Figure, figuresOf, indicatorNames, type Sums } from "./definition";
import { equityIndicators, equityRows, type Group } from "./equity";

const figure = z.object({
  name: z.enum(indicatorNames as [Figure["name"], ...Figure["name"][]]),
  value: z.number().nullable(),
  part: z.number(),
  whole: z.number().nullable(),
});
const cell = z.object({ value: z.number().nullable(), isHidden: z.boolean() });
const row = z.object({
  key: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  cells: z.object(
    Object.fromEntries(equityIndicators.map((name) => [name, cell])) as Record<
      (typeof equityIndicators)[number],
      typeof cell
    >,
  ),
});
/** Ages and payers have words in the messages; districts and operators bring their names. */
const wordless = row.omit({ nameZh: true, nameEn: true });

/** The public report of one month, as it is kept and given away as open data. Small cells are hidden already. */
export const reportContent = z.object({
  format: z.literal("anzhuan-report-1"),
  region: z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() }),
  month: z.string(),
  measureVersion: z.number().int(),
  /** Made from an invented city. */
  demonstration: z.boolean(),
  figures: z.array(figure),
  districts: z.array(row),
  operators: z.array(row),
  ages: z.array(wordless),
  payers: z.array(wordless),
});
export type ReportContent = z.infer<typeof reportContent>;

export const reportMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const reportInput = z.object({ month: reportMonth });
export type ReportInput = z.infer<typeof reportInput>;
export const publishedReportInput = reportInput.extend({ edition: z.number().int().min(1).optional() });
export type PublishedReportInput = z.infer<typeof publishedReportInput>;

/** A group with the names under which it is published. */
export interface NamedGroup extends Group {
  nameZh: string;
  nameEn: string;
}

/** What a month adds up to, before anything is hidden. */
export interface MonthSums {
  all: Sums;
  districts: NamedGroup[];
  operators: NamedGroup[];
  ages: Group[];
  payers: Group[];
}

function namedRows(groups: readonly NamedGroup[]): ReportContent["districts"] {
  return equityRows(groups).map((made, index) => ({
    ...made,
    nameZh: groups[index]?.nameZh ?? made.key,
    nameEn: groups[index]?.nameEn ?? made.key,
  }));
}

type Head = Pick<ReportContent, "region" | "month" | "measureVersion" | "demonstration">;

/** The report of a month: totals whole (every complaint is published), breakdowns with small cells hidden. */
export function reportOf(head: Head, sums: MonthSums): ReportContent {
  return {
    format: "anzhuan-report-1",
    ...head,
    figures: figuresOf(sums.all),
    districts: namedRows(sums.districts),
    operators: namedRows(sums.operators),
    ages: equityRows(sums.ages),
    payers: equityRows(sums.payers),
  };
}

/** The calendar month before the one that a day lies in. */
export function monthBefore(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, "0")}`;
}

/** First and last day of a month. */
export function daysOfMonth(month: string): { from: string; until: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { from: `${month}-01`, until: last };
}
