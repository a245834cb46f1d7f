import type { OpenItemKind } from "./mode";
import { fenOfYuan, yuanOfFen } from "./split";

/** One settled line of a day in our books; a cancel is a line of its own with negative sums. */
export interface StatementLine {
  settlementId: string;
  personNo: string;
  mdtrtId: string;
  setlId: string;
  msgid: string;
  isRefund: boolean;
  totalFen: number;
  fundFen: number;
  accountFen: number;
  cashFen: number;
}

export interface StatementTotals {
  count: number;
  totalFen: number;
  fundFen: number;
  accountFen: number;
  cashFen: number;
}

/** What a day's lines add up to. */
export function totalsOf(lines: readonly StatementLine[]): StatementTotals {
  const sum = (key: "totalFen" | "fundFen" | "accountFen" | "cashFen") =>
    lines.reduce((total, line) => total + line[key], 0);
  return {
    count: lines.length,
    totalFen: sum("totalFen"),
    fundFen: sum("fundFen"),
    accountFen: sum("accountFen"),
    cashFen: sum("cashFen"),
  };
}

/** The detail file of 3202: a line per settlement, tab-separated, no heading. */
export function statementFile(lines: readonly StatementLine[]): string {
  return lines
    .map((line) =>
      [
        line.personNo,
        line.mdtrtId,
        line.setlId,
        line.msgid,
        "",
        line.isRefund ? "1" : "0",
        "",
        yuanOfFen(line.totalFen).toFixed(2),
        yuanOfFen(line.fundFen).toFixed(2),
        yuanOfFen(line.accountFen).toFixed(2),
      ].join("\t"),
    )
    .join("\r\n");
}

/** A line of the fund's answer file: what it found about one settlement. */
export interface ComparedLine {
  setlId: string;
  msgid: string;
  isRefund: boolean;
  /** Null: both sides hold it with the same sums. */
  kind: OpenItemKind | null;
  totalFen: number;
  fundFen: number;
}

/** Results of 3202 by line: equal, at the fund only, at the institution only, other figures. */
const kinds: Record<string, OpenItemKind | null> = {
  "0": null,
  "101": "fund_only",
  "102": "ours_only",
  "103": "amounts",
};

/** Read the fund's file. Lines that are no lines of the form are a reason to look: they make the whole unreadable (null). */
export function readComparison(file: string): ComparedLine[] | null {
  const lines: ComparedLine[] = [];
  for (const row of file.split(/\r?\n/)) {
    if (row.trim() === "") continue;
    const [, , setlId, msgid, result, refund, , total, fund] = row.split("\t");
    const kind = kinds[result ?? ""];
    if (!setlId || kind === undefined || total === undefined || fund === undefined) return null;
    try {
      lines.push({
        setlId,
        msgid: msgid ?? "",
        isRefund: refund === "1",
        kind,
        totalFen: fenOfYuan(total),
        fundFen: fenOfYuan(fund),
      });
    } catch {
      return null;
    }
  }
  return lines;
}
