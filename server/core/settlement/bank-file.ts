import { csvLine } from "@/server/core/ledger-sheet";
import { parseYuan } from "@/server/core/money";

/**
 * The batch file for the bank, RFC 4180 in UTF-8 with a byte order mark, one transfer a line, headed in Chinese as corporate
 * banking takes it: 序号, 收款账号, 收款户名, 开户行, 联行号, 金额 (yuan, two decimals), 用途, 业务参考号. A bank with another
 * template maps these columns.
 */
export interface BankTransfer {
  number: string;
  holder: string;
  bankName: string;
  bankCode: string;
  amountFen: number;
  reference: string;
}
const byteOrderMark = "\uFEFF";
const head = ["序号", "收款账号", "收款户名", "开户行", "联行号", "金额", "用途", "业务参考号"];

const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;

/** The whole file; `purpose` is what the operator reads on its account. */
export function bankBatchFile(transfers: readonly BankTransfer[], purpose: string): string {
  const lines = transfers.map((to, index) =>
    csvLine([
      String(index + 1),
      // A tab keeps spreadsheets from making a rounded number of it; banks trim it.
      `${to.number}\t`,
      to.holder,
      to.bankName,
      `${to.bankCode}\t`,
      yuan(to.amountFen),
      purpose,
      to.reference,
    ]),
  );
  return byteOrderMark + csvLine(head) + lines.join("");
}

/** One line of the bank's answer. */
export interface BankReturn {
  line: number;
  reference: string;
  amountFen: number;
  outcome: "paid" | "returned";
  reason: string | null;
}
export type BankReturnFile =
  | { ok: true; returns: BankReturn[] }
  | { ok: false; line: number; problem: "columns" | "amount" | "outcome" | "empty" };

const columns = {
  reference: ["业务参考号", "参考号", "reference"],
  amount: ["金额", "amount"],
  outcome: ["状态", "处理结果", "status"],
  reason: ["原因", "退回原因", "reason"],
} as const;
const outcomes: Record<string, BankReturn["outcome"]> = {
  成功: "paid",
  已付: "paid",
  paid: "paid",
  失败: "returned",
  退回: "returned",
  退汇: "returned",
  returned: "returned",
};

const clean = (value: string | undefined) => (value ?? "").replace(/[\t\uFEFF]/g, "").trim();

function readLine(
  cells: readonly string[],
  at: Record<keyof typeof columns, number>,
  line: number,
): BankReturn | "amount" | "outcome" {
  const amountFen = parseYuan(clean(cells[at.amount]));
  if (amountFen === null) return "amount";
  const outcome = outcomes[clean(cells[at.outcome]).toLowerCase()];
  if (!outcome) return "outcome";
  const reason = at.reason < 0 ? "" : clean(cells[at.reason]);
  return { line, reference: clean(cells[at.reference]), amountFen, outcome, reason: reason || null };
}

/**
 * The bank's return file as rows of cells: columns by their head (业务参考号, 金额, 状态, 原因 in any order; more are passed
 * over), 状态 成功 or 失败/退回. All or nothing: the first line that cannot be read is named.
 */
export function readBankReturn(rows: readonly (readonly string[])[]): BankReturnFile {
  const [first, ...body] = rows;
  if (!first || body.length === 0) return { ok: false, line: 1, problem: "empty" };
  const names = first.map((name) => clean(name).toLowerCase());
  const find = (known: readonly string[]) =>
    names.findIndex((name) => known.includes(name.replace(/[（(].*$/, "")));
  const at = {
    reference: find(columns.reference),
    amount: find(columns.amount),
    outcome: find(columns.outcome),
    reason: find(columns.reason),
  };
  if (at.reference < 0 || at.amount < 0 || at.outcome < 0) return { ok: false, line: 1, problem: "columns" };
  const returns: BankReturn[] = [];
  for (const [index, cells] of body.entries()) {
    const read = readLine(cells, at, index + 2);
    if (typeof read === "string") return { ok: false, line: index + 2, problem: read };
    returns.push(read);
  }
  return { ok: true, returns };
}
