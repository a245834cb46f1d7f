import { z } from "zod";
import { fenOfYuan, type Split } from "./split";

/**
 * Transactions of the national medical-insurance interface that are used here, as zod schemas: what goes in under `input`, what
 * comes back under `output`. Names are the interface's own. Numbers may arrive as strings, arrays as null, fields we do not
 * read are let through unread.
 */
export const transactionNumbers = [
  "9001",
  "1101",
  "2001",
  "2201",
  "2202",
  "2203",
  "2204",
  "2205",
  "2206",
  "2207",
  "2208",
  "2601",
  "5203",
  "3201",
  "3202",
  "9101",
  "9102",
] as const;
export type TransactionNumber = (typeof transactionNumbers)[number];

const text = z.union([z.string(), z.number()]).transform(String);
const words = text.nullish().transform((value) => value ?? "");
/** Yuan as number or string; nothing counts as zero. Gives fen. */
const money = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value, ctx) => {
    if (value === null || value === undefined || value === "") return 0;
    try {
      return fenOfYuan(value);
    } catch {
      ctx.addIssue({ code: "custom", message: "no sum of money" });
      return z.NEVER;
    }
  });
const list = <T extends z.ZodType>(of: T) => z.preprocess((value) => value ?? [], z.array(of));

const settlementInfo = z
  .object({
    setl_id: words,
    mdtrt_id: words,
    psn_no: words,
    setl_time: words,
    refd_setl_flag: words,
    medfee_sumamt: money,
    fulamt_ownpay_amt: money,
    overlmt_selfpay: money,
    preselfpay_amt: money,
    inscp_scp_amt: money,
    fund_pay_sumamt: money,
    psn_part_amt: money,
    acct_pay: money,
    psn_cash_pay: money,
    hosp_part_amt: money,
  })
  .transform((told) => {
    const split: Split = {
      totalFen: told.medfee_sumamt,
      ownPayFen: told.fulamt_ownpay_amt,
      overLimitFen: told.overlmt_selfpay,
      preSelfPayFen: told.preselfpay_amt,
      inScopeFen: told.inscp_scp_amt,
      fundFen: told.fund_pay_sumamt,
      personFen: told.psn_part_amt,
      accountFen: told.acct_pay,
      cashFen: told.psn_cash_pay,
      institutionFen: told.hosp_part_amt,
    };
    return {
      setlId: told.setl_id,
      settledAt: told.setl_time,
      isRefunded: told.refd_setl_flag === "1",
      split,
    };
  });
const settlementAnswer = z.object({ setlinfo: settlementInfo });
/** A settlement as the fund tells it; `settledAt` by the fund's local clock, `yyyy-MM-dd HH:mm:ss`. */
export type SettlementTold = z.infer<typeof settlementInfo>;

const nothing = z.unknown();

/** What each transaction answers with. */
export const outputs = {
  "9001": z.object({ signinoutb: z.object({ sign_no: text, sign_time: words }) }),
  "1101": z.object({
    baseinfo: z.object({ psn_no: text, psn_name: words }),
    insuinfo: list(z.object({ insutype: text, psn_insu_stas: words, insuplc_admdvs: words, balc: money })),
  }),
  "2001": z.object({ trtinfo: list(z.object({ trt_enjymnt_flag: words, trt_chk_rslt: words })) }),
  "2201": z.object({ data: z.object({ mdtrt_id: text, psn_no: text, ipt_otp_no: words }) }),
  "2202": nothing,
  "2203": nothing,
  "2204": z.object({ result: list(z.object({ feedetl_sn: text, det_item_fee_sumamt: money })) }),
  "2205": nothing,
  "2206": settlementAnswer,
  "2207": settlementAnswer,
  "2208": settlementAnswer,
  "2601": nothing,
  "5203": settlementAnswer,
  "3201": z.object({ stmtinfo: z.object({ stmt_rslt: text, stmt_rslt_dscr: words }) }),
  "3202": z.object({ fileinfo: z.object({ file_qury_no: text, filename: words }) }),
  "9101": z.object({ file_qury_no: text, filename: words }),
  "9102": z.object({ content: z.string() }),
} as const satisfies Record<TransactionNumber, z.ZodType>;
export type Output<N extends TransactionNumber> = z.infer<(typeof outputs)[N]>;

const id = z.string().min(1).max(30);
const yuan = z.number();
const time = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
const day = z.iso.date();
const ofVisit = { psn_no: id, mdtrt_id: id };
const cert = { mdtrt_cert_type: z.enum(["01", "02", "03"]), mdtrt_cert_no: z.string().min(1).max(50) };

const settling = {
  ...ofVisit,
  ...cert,
  med_type: z.string(),
  medfee_sumamt: yuan,
  psn_setlway: z.literal("01"),
  chrg_bchno: id,
  insutype: z.string(),
  acct_used_flag: z.enum(["0", "1"]),
};
const period = { setl_optins: z.string(), stmt_begndate: day, stmt_enddate: day, clr_type: z.string() };

/** What each transaction is sent. */
export const inputs = {
  "9001": z.object({ signIn: z.object({ opter_no: id, mac: z.string(), ip: z.string() }) }),
  "1101": z.object({
    data: z.object({ ...cert, card_sn: z.string(), certno: z.string(), psn_name: z.string() }),
  }),
  "2001": z.object({
    data: z.object({
      psn_no: id,
      insutype: z.string(),
      fixmedins_code: z.string(),
      med_type: z.string(),
      begntime: time,
    }),
  }),
  "2201": z.object({
    data: z.object({ psn_no: id, insutype: z.string(), begntime: time, ...cert, ipt_otp_no: id }),
  }),
  "2202": z.object({ data: z.object({ ...ofVisit, ipt_otp_no: id }) }),
  "2203": z.object({
    mdtrtinfo: z.object({ ...ofVisit, med_type: z.string(), begntime: time, main_cond_dscr: z.string() }),
    diseinfo: z.array(z.unknown()),
  }),
  "2204": z.object({
    feedetail: z
      .array(
        z.object({
          ...ofVisit,
          feedetl_sn: id,
          chrg_bchno: id,
          fee_ocur_time: time,
          med_list_codg: z.string().min(1),
          medins_list_codg: z.string().min(1),
          medins_list_name: z.string(),
          det_item_fee_sumamt: yuan,
          cnt: z.number(),
          pric: yuan,
        }),
      )
      .min(1),
  }),
  /** `0000` takes back the lines of every batch. */
  "2205": z.object({ data: z.object({ ...ofVisit, chrg_bchno: id }) }),
  "2206": z.object({ data: z.object(settling) }),
  "2207": z.object({
    data: z.object({
      ...settling,
      fulamt_ownpay_amt: yuan,
      overlmt_selfpay: yuan,
      preselfpay_amt: yuan,
      inscp_scp_amt: yuan,
    }),
  }),
  "2208": z.object({ data: z.object({ ...ofVisit, setl_id: id }) }),
  "2601": z.object({
    data: z.object({ psn_no: id, omsgid: z.string().length(30), oinfno: z.string().length(4) }),
  }),
  /** Without `setl_id` some regions answer with the visit's live settlement. */
  "5203": z.object({ data: z.object({ ...ofVisit, setl_id: z.string() }) }),
  "3201": z.object({
    data: z.object({
      ...period,
      insutype: z.string(),
      medfee_sumamt: yuan,
      fund_pay_sumamt: yuan,
      acct_pay: yuan,
      fixmedins_setl_cnt: z.number().int(),
    }),
  }),
  "3202": z.object({
    data: z.object({
      ...period,
      file_qury_no: id,
      medfee_sumamt: yuan,
      fund_pay_sumamt: yuan,
      cash_payamt: yuan,
      fixmedins_setl_cnt: z.number().int(),
    }),
  }),
  /** The file as a list of bytes. */
  "9101": z.object({
    fsUploadIn: z.object({
      in: z.array(z.number().int().min(0).max(255)),
      filename: z.string(),
      fixmedins_code: z.string(),
    }),
  }),
  "9102": z.object({
    fsDownloadIn: z.object({ file_qury_no: id, filename: z.string(), fixmedins_code: z.string() }),
  }),
} as const satisfies Record<TransactionNumber, z.ZodType>;
export type Input<N extends TransactionNumber> = z.infer<(typeof inputs)[N]>;
