import { fenOfYuan } from "@/server/core/insurance/split";
import type { Input } from "@/server/core/insurance/transaction";
import { Refusal } from "./refusal";
import type { FundState, Settled } from "./state";

/** What stood at the fund on some days: settlements and mirrors of cancels; what was reversed never was. */
function linesOf(
  state: FundState,
  institution: string,
  data: { stmt_begndate: string; stmt_enddate: string; clr_type: string },
): Settled[] {
  return Object.values(state.settled).filter(
    (each) =>
      !each.isReversed &&
      each.institution === institution &&
      each.at.slice(0, 10) >= data.stmt_begndate &&
      each.at.slice(0, 10) <= data.stmt_enddate &&
      each.insuranceType === data.clr_type,
  );
}

const sum = (lines: Settled[], key: "totalFen" | "fundFen" | "accountFen") =>
  lines.reduce((total, { split }) => total + split[key], 0);

/** 3201: whether the institution's totals are the fund's. */
export function totalDay(state: FundState, data: Input<"3201">["data"], institution: string) {
  const lines = linesOf(state, institution, { ...data, clr_type: data.insutype });
  const isEqual =
    lines.length === data.fixmedins_setl_cnt &&
    sum(lines, "totalFen") === fenOfYuan(data.medfee_sumamt) &&
    sum(lines, "fundFen") === fenOfYuan(data.fund_pay_sumamt) &&
    sum(lines, "accountFen") === fenOfYuan(data.acct_pay);
  return {
    stmtinfo: {
      setl_optins: data.setl_optins,
      stmt_rslt: isEqual ? "0" : "1",
      stmt_rslt_dscr: isEqual ? "对账平" : `对账不平：中心 ${lines.length} 笔`,
    },
  };
}

interface Told {
  cells: string[];
  setlId: string;
  isRefund: boolean;
  totalFen: number;
  fundFen: number;
}

function readFile(file: string): Told[] {
  return file
    .split(/\r?\n/)
    .filter((row) => row.trim() !== "")
    .map((row) => {
      const cells = row.split("\t");
      const [, , setlId, , , refund, , total, fund] = cells;
      if (!setlId || !total || !fund) throw new Refusal("对账文件格式错误");
      const sums = { totalFen: fenOfYuan(total), fundFen: fenOfYuan(fund) };
      return { cells, setlId, isRefund: refund === "1", ...sums };
    });
}

const rowOf = (line: Settled, result: string) =>
  [
    line.personNo,
    line.mdtrtId,
    line.cancels ?? line.setlId,
    line.msgid,
    result,
    line.cancels === null ? "0" : "1",
    "",
    (line.split.totalFen / 100).toFixed(2),
    (line.split.fundFen / 100).toFixed(2),
    (line.split.accountFen / 100).toFixed(2),
  ].join("\t");

/** 3202: line by line; the answer is a file with a result in the fifth column. A cancel stands under what it cancels. */
export function compareDay(state: FundState, data: Input<"3202">["data"], institution: string) {
  const file = state.files[data.file_qury_no];
  if (file === undefined) throw new Refusal("对账文件不存在");
  const ours = linesOf(state, institution, data);
  const theirs = readFile(file);
  const keyOf = (setlId: string, isRefund: boolean) => `${setlId}/${isRefund}`;
  const known = new Map(
    ours.map((line) => [keyOf(line.cancels ?? line.setlId, line.cancels !== null), line]),
  );
  const rows = theirs.map((it) => {
    const line = known.get(keyOf(it.setlId, it.isRefund));
    known.delete(keyOf(it.setlId, it.isRefund));
    if (!line) return it.cells.map((cell, at) => (at === 4 ? "102" : cell)).join("\t");
    const isSame = line.split.totalFen === it.totalFen && line.split.fundFen === it.fundFen;
    return rowOf(line, isSame ? "0" : "103");
  });
  for (const line of known.values()) rows.push(rowOf(line, "101"));
  state.count += 1;
  const number = `R${String(state.count).padStart(9, "0")}`;
  state.files[number] = rows.join("\r\n");
  return { fileinfo: { file_qury_no: number, filename: `${number}.txt`, dld_endtime: "" } };
}
