import { createHash } from "node:crypto";
import { fenOfYuan } from "@/server/core/insurance/split";
import type { Input, TransactionNumber } from "@/server/core/insurance/transaction";
import { inputs } from "@/server/core/insurance/transaction";
import { compareDay, totalDay } from "./compare";
import { asSetlinfo, mirrorOf, reckon } from "./reckon";
import { Refusal } from "./refusal";
import type { FundState, Person, Settled, Visit } from "./state";

/** What the fund's switches are in this region. */
export interface FundRules {
  area: string;
  fundIncludesAccount: boolean;
}

/** A message as it arrived. */
export interface Message {
  infno: TransactionNumber;
  msgid: string;
  institution: string;
  signNo: string;
  input: unknown;
  /** The settlement shall come out otherwise than promised (a fault). */
  lessFen?: number;
  /** The fund's local clock, `yyyy-MM-dd HH:mm:ss`. */
  at: string;
}

export const nextId = (state: FundState, letter: string): string => {
  state.count += 1;
  return `${letter}${String(state.count).padStart(9, "0")}`;
};

/** Whoever is not set up is known all the same; numbers that end in 0000 belong to nobody. */
export function personOf(state: FundState, certNo: string, rules: FundRules): Person {
  const known = state.persons[certNo];
  if (known) return known;
  if (certNo.endsWith("0000")) throw new Refusal("未找到该人员的参保信息");
  const made: Person = {
    personNo: createHash("sha256").update(certNo).digest("hex").slice(0, 18).toUpperCase(),
    name: "参保人",
    insuranceTypes: ["310", "390", "410"],
    area: rules.area,
    isPaused: false,
    isEntitled: true,
    balanceFen: 50_000,
  };
  state.persons[certNo] = made;
  return made;
}

const byNumber = (state: FundState, personNo: string): Person => {
  const found = Object.values(state.persons).find((each) => each.personNo === personNo);
  if (!found) throw new Refusal("人员编号不存在");
  return found;
};

function visitOf(state: FundState, message: Message, mdtrtId: string, personNo: string): Visit {
  const visit = state.visits[mdtrtId];
  if (!visit || visit.institution !== message.institution || visit.personNo !== personNo)
    throw new Refusal("就诊信息不存在");
  if (visit.isCancelled) throw new Refusal("就诊登记已撤销");
  return visit;
}

/** Settlements of a visit that stand: neither reversed, nor cancelled by one that was not reversed. */
export function standing(state: FundState, mdtrtId: string): Settled[] {
  const all = Object.values(state.settled).filter((each) => each.mdtrtId === mdtrtId && !each.isReversed);
  const cancelled = new Set(all.map((each) => each.cancels));
  return all.filter((each) => each.cancels === null && !cancelled.has(each.setlId));
}

const feesOf = (visit: Visit, batch: string) => visit.fees.filter((each) => each.batch === batch);
const sum = (fees: { fen: number }[]) => fees.reduce((total, { fen }) => total + fen, 0);

type Told = Record<string, unknown> | null;
type Handler<N extends TransactionNumber> = (
  state: FundState,
  input: Input<N>,
  message: Message,
  rules: FundRules,
) => Told;

const settle = (
  state: FundState,
  { data }: Input<"2206">,
  message: Message,
  rules: FundRules,
): { visit: Visit; person: Person; split: Settled["split"] } => {
  const visit = visitOf(state, message, data.mdtrt_id, data.psn_no);
  if (!visit.isUploaded) throw new Refusal("未上传就诊信息");
  const fees = feesOf(visit, data.chrg_bchno);
  if (fees.length === 0) throw new Refusal("该批次未上传费用明细");
  if (sum(fees) !== fenOfYuan(data.medfee_sumamt)) throw new Refusal("医疗费总额与费用明细合计不一致");
  if (data.insutype !== visit.insuranceType) throw new Refusal("险种类型与登记不一致");
  if (standing(state, visit.mdtrtId).some(({ batch }) => batch === data.chrg_bchno))
    throw new Refusal("该收费批次已结算");
  const person = byNumber(state, data.psn_no);
  const accountFen = data.acct_used_flag === "1" ? person.balanceFen : 0;
  const lessFen = message.lessFen ?? 0;
  const split = reckon({ totalFen: sum(fees), accountFen, lessFen }, rules.fundIncludesAccount);
  return { visit, person, split };
};

const setlinfo = (settled: Settled, isCancelled: boolean) => ({
  setlinfo: {
    setl_id: settled.setlId,
    mdtrt_id: settled.mdtrtId,
    psn_no: settled.personNo,
    setl_time: settled.at,
    refd_setl_flag: isCancelled ? "1" : "0",
    ...asSetlinfo(settled.split),
  },
  setldetail: [],
});

function keep(
  state: FundState,
  message: Message,
  visit: Visit,
  of: Pick<Settled, "batch" | "split" | "cancels">,
): Settled {
  const made: Settled = {
    ...of,
    setlId: nextId(state, "S"),
    mdtrtId: visit.mdtrtId,
    personNo: visit.personNo,
    institution: message.institution,
    insuranceType: visit.insuranceType,
    msgid: message.msgid,
    isReversed: false,
    at: message.at,
  };
  state.settled[made.setlId] = made;
  return made;
}

const settleForGood: Handler<"2207"> = (state, input, message, rules) => {
  const { visit, person, split } = settle(state, input, message, rules);
  person.balanceFen -= split.accountFen;
  return setlinfo(keep(state, message, visit, { batch: input.data.chrg_bchno, split, cancels: null }), false);
};

const cancel: Handler<"2208"> = (state, { data }, message) => {
  const visit = visitOf(state, message, data.mdtrt_id, data.psn_no);
  const settled = standing(state, visit.mdtrtId).find(({ setlId }) => setlId === data.setl_id);
  if (!settled) throw new Refusal("未找到可撤销的结算");
  const split = mirrorOf(settled.split);
  byNumber(state, data.psn_no).balanceFen -= split.accountFen;
  const { batch } = settled;
  return setlinfo(keep(state, message, visit, { batch, split, cancels: settled.setlId }), true);
};

/** By message number; what it names and is not here leaves a tombstone, so that it is refused should it still arrive. */
const reverse: Handler<"2601"> = (state, { data }, message) => {
  if (data.oinfno !== "2207" && data.oinfno !== "2208") throw new Refusal("该交易不支持冲正");
  const found = Object.values(state.settled).find((each) => each.msgid === data.omsgid);
  if (!found) {
    state.tombstones[data.omsgid] = message.at;
    throw new Refusal("未找到原交易");
  }
  if (found.isReversed) return null;
  const cancelled = Object.values(state.settled).some((it) => it.cancels === found.setlId && !it.isReversed);
  if (cancelled) throw new Refusal("原交易已撤销，不能冲正");
  found.isReversed = true;
  byNumber(state, found.personNo).balanceFen += found.split.accountFen;
  return null;
};

const query: Handler<"5203"> = (state, { data }, message) => {
  const visit = visitOf(state, message, data.mdtrt_id, data.psn_no);
  const its = Object.values(state.settled).filter(
    (each) => each.mdtrtId === visit.mdtrtId && !each.isReversed && each.cancels === null,
  );
  const found = data.setl_id
    ? its.find(({ setlId }) => setlId === data.setl_id)
    : standing(state, visit.mdtrtId).at(-1);
  if (!found) throw new Refusal("未查询到结算信息");
  return setlinfo(found, !standing(state, visit.mdtrtId).includes(found));
};

const register: Handler<"2201"> = (state, { data }, message) => {
  byNumber(state, data.psn_no);
  const same = Object.values(state.visits).some(
    (each) => each.institution === message.institution && each.otpNo === data.ipt_otp_no && !each.isCancelled,
  );
  if (same) throw new Refusal("门诊号重复，已登记");
  const mdtrtId = nextId(state, "M");
  state.visits[mdtrtId] = {
    mdtrtId,
    institution: message.institution,
    personNo: data.psn_no,
    insuranceType: data.insutype,
    otpNo: data.ipt_otp_no,
    isCancelled: false,
    isUploaded: false,
    fees: [],
  };
  return { data: { mdtrt_id: mdtrtId, psn_no: data.psn_no, ipt_otp_no: data.ipt_otp_no } };
};

const upload: Handler<"2204"> = (state, { feedetail }, message) => {
  const [first] = feedetail;
  if (!first) throw new Refusal("费用明细为空");
  const visit = visitOf(state, message, first.mdtrt_id, first.psn_no);
  for (const each of feedetail)
    if (visit.fees.some(({ sn }) => sn === each.feedetl_sn)) throw new Refusal("费用明细流水号重复");
  for (const each of feedetail)
    visit.fees.push({
      sn: each.feedetl_sn,
      batch: each.chrg_bchno,
      code: each.med_list_codg,
      fen: fenOfYuan(each.det_item_fee_sumamt),
    });
  const result = feedetail.map(({ feedetl_sn, det_item_fee_sumamt }) => ({
    feedetl_sn,
    det_item_fee_sumamt,
  }));
  return { result };
};

const withdraw: Handler<"2205"> = (state, { data }, message) => {
  const visit = visitOf(state, message, data.mdtrt_id, data.psn_no);
  const settled = new Set(standing(state, visit.mdtrtId).map(({ batch }) => batch));
  const open = visit.fees.filter(
    ({ batch }) => !settled.has(batch) && (data.chrg_bchno === "0000" || batch === data.chrg_bchno),
  );
  if (open.length === 0) throw new Refusal("没有可撤销的费用明细");
  visit.fees = visit.fees.filter((each) => !open.includes(each));
  return null;
};

const handlers: { [N in TransactionNumber]: Handler<N> } = {
  "9001": (state, _input, message) => {
    const signNo = nextId(state, "Q");
    state.signIns[message.institution] = signNo;
    return { signinoutb: { sign_no: signNo, sign_time: message.at } };
  },
  "1101": (state, { data }, _message, rules) => {
    const person = personOf(state, data.mdtrt_cert_no, rules);
    const insuinfo = person.insuranceTypes.map((insutype) => ({
      insutype,
      psn_insu_stas: person.isPaused ? "2" : "1",
      insuplc_admdvs: person.area,
      balc: person.balanceFen / 100,
    }));
    return { baseinfo: { psn_no: person.personNo, psn_name: person.name }, insuinfo, idetinfo: [] };
  },
  "2001": (state, { data }) => {
    const person = byNumber(state, data.psn_no);
    const enjoys = person.isEntitled && !person.isPaused;
    return {
      trtinfo: [
        { psn_no: data.psn_no, trt_enjymnt_flag: enjoys ? "1" : "0", trt_chk_rslt: enjoys ? "" : "待遇暂停" },
      ],
    };
  },
  "2201": register,
  "2202": (state, { data }, message) => {
    const visit = visitOf(state, message, data.mdtrt_id, data.psn_no);
    if (standing(state, visit.mdtrtId).length > 0) throw new Refusal("存在未撤销的结算，不能撤销登记");
    visit.isCancelled = true;
    return null;
  },
  "2203": (state, { mdtrtinfo }, message) => {
    visitOf(state, message, mdtrtinfo.mdtrt_id, mdtrtinfo.psn_no).isUploaded = true;
    return null;
  },
  "2204": upload,
  "2205": withdraw,
  "2206": (state, input, message, rules) => {
    const { visit, split } = settle(state, input, message, rules);
    const told = { mdtrt_id: visit.mdtrtId, psn_no: visit.personNo, ...asSetlinfo(split) };
    return { setlinfo: told, setldetail: [] };
  },
  "2207": settleForGood,
  "2208": cancel,
  "2601": reverse,
  "5203": query,
  "3201": (state, { data }, message) => totalDay(state, data, message.institution),
  "3202": (state, { data }, message) => compareDay(state, data, message.institution),
  "9101": (state, { fsUploadIn }) => {
    const number = nextId(state, "F");
    state.files[number] = Buffer.from(fsUploadIn.in).toString("utf8");
    return { file_qury_no: number, filename: fsUploadIn.filename, fixmedins_code: fsUploadIn.fixmedins_code };
  },
  "9102": (state, { fsDownloadIn }) => {
    const content = state.files[fsDownloadIn.file_qury_no];
    if (content === undefined) throw new Refusal("文件不存在");
    return { content };
  },
};

/**
 * Take one message: it is done and kept, or refused in words. The same number is never taken twice, nor one that a reversal
 * has named before it came.
 */
export function take(state: FundState, message: Message, rules: FundRules): Told {
  const { infno, msgid, institution } = message;
  if (state.tombstones[msgid]) throw new Refusal("该交易已被冲正，不再受理");
  if (state.used[msgid]) throw new Refusal("报文ID重复");
  if (infno !== "9001" && state.signIns[institution] !== message.signNo)
    throw new Refusal("未签到或签到已失效，请重新签到");
  const parsed = inputs[infno].safeParse(message.input);
  if (!parsed.success) throw new Refusal(`入参错误：${parsed.error.issues[0]?.path.join(".") ?? ""}`);
  state.used[msgid] = infno;
  // The schema is that of the number by which the handler was found; TypeScript cannot pair the two.
  const handler = handlers[infno] as Handler<TransactionNumber>;
  return handler(state, parsed.data, message, rules);
}
