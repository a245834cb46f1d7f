import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FundRules, type Message, standing, take } from "@/peers/insurance/fund";
import { asSetlinfo } from "@/peers/insurance/reckon";
import { Refusal } from "@/peers/insurance/refusal";
import { emptyFund } from "@/peers/insurance/state";
import { type Reply, readAnswer } from "./answer";
import {
  afterCancel,
  afterQuery,
  afterReversal,
  afterSettle,
  type Effect,
  mayBeFound,
  nextCall,
  type Standing,
} from "./protocol";
import { isDefinite, nextStatus } from "./status";
import type { TransactionNumber } from "./transaction";

const rules: FundRules = { area: "331000", fundIncludesAccount: false };
const institution = "H33100000001";
const totalFen = 20_000;

/** What happens to a message on its way. `hold`: it arrives when everybody has given it up; `crash`: we die before the answer. */
const fates = ["ok", "drop", "lose", "hold", "error", "error_done", "refuse", "contradict", "crash"] as const;
type Fate = (typeof fates)[number];

/** One settlement and a fund, with a network between them that does what it is told. */
class World {
  readonly fund = emptyFund();
  readonly held: Message[] = [];
  readonly personNo: string;
  readonly mdtrtId: string;
  ours: Standing & { setlId: string | null };
  private count = 0;

  constructor() {
    const sent = <T>(infno: TransactionNumber, input: unknown) =>
      this.deliver(this.message(infno, input)) as T;
    sent("9001", { signIn: { opter_no: "1", mac: "", ip: "" } });
    const cert = { mdtrt_cert_type: "02", mdtrt_cert_no: "33100019500101001X" };
    const person = sent<{ baseinfo: { psn_no: string } }>("1101", {
      data: { ...cert, card_sn: "", certno: "", psn_name: "" },
    });
    this.personNo = person.baseinfo.psn_no;
    const begntime = "2026-03-05 08:00:00";
    const visit = sent<{ data: { mdtrt_id: string } }>("2201", {
      data: { psn_no: this.personNo, insutype: "310", begntime, ...cert, ipt_otp_no: "A1" },
    });
    this.mdtrtId = visit.data.mdtrt_id;
    const of = { psn_no: this.personNo, mdtrt_id: this.mdtrtId };
    sent("2203", { mdtrtinfo: { ...of, med_type: "11", begntime, main_cond_dscr: "" }, diseinfo: [] });
    const line = { feedetl_sn: "1", chrg_bchno: "1", fee_ocur_time: begntime, med_list_codg: "0011", cnt: 1 };
    const item = { medins_list_codg: "0011", medins_list_name: "护送", pric: 200, det_item_fee_sumamt: 200 };
    sent("2204", { feedetail: [{ ...of, ...line, ...item }] });
    this.ours = {
      status: "prepared",
      reversal: "none",
      totalFen,
      split: null,
      msgid: null,
      cancelMsgid: null,
      setlId: null,
    };
  }

  message(infno: TransactionNumber, input: unknown): Message {
    this.count += 1;
    const msgid = `${institution}20260305080000${String(this.count).padStart(4, "0")}`;
    const at = `2026-03-05 08:${String(Math.floor(this.count / 60) % 60).padStart(2, "0")}:00`;
    return { infno, msgid, institution, signNo: this.fund.signIns[institution] ?? "", input, at };
  }

  deliver(message: Message): unknown {
    return take(this.fund, message, rules);
  }

  private answer(message: Message): unknown {
    try {
      return { infcode: "0", inf_refmsgid: null, err_msg: null, output: this.deliver(message) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { infcode: -2, err_msg: error.message, output: null };
    }
  }

  private exchange<N extends TransactionNumber>(
    infno: N,
    message: Message,
    fate: Fate,
  ): Reply<N> | "crashed" {
    const unknown = { kind: "unknown", reason: "no_answer" } as const;
    if (fate === "lose") return unknown;
    if (fate === "error") return readAnswer(infno, { infcode: -1, err_msg: "系统异常", output: null });
    if (fate === "refuse") return readAnswer(infno, { infcode: -2, err_msg: "基金支付暂停", output: null });
    if (fate === "hold") {
      this.held.push(message);
      return unknown;
    }
    const answered = this.answer(message);
    if (fate === "crash") return "crashed";
    if (fate === "drop") return unknown;
    if (fate === "error_done") return readAnswer(infno, { infcode: -1, err_msg: "", output: null });
    if (fate === "contradict" && typeof answered === "object" && (infno === "2207" || infno === "2208"))
      return readAnswer(
        infno,
        JSON.parse(JSON.stringify(answered).replace(/"hosp_part_amt":-?0/, '"hosp_part_amt":1')),
      );
    return readAnswer(infno, answered);
  }

  private apply(effect: Effect): void {
    const { event, reversal, split, setlId } = effect;
    if (reversal) this.ours.reversal = reversal;
    if (!event) return;
    const next = nextStatus(this.ours.status, event);
    if (!next) return;
    this.ours = {
      ...this.ours,
      status: next,
      split: split ?? this.ours.split,
      setlId: setlId ?? this.ours.setlId,
    };
  }

  /** What a worker does with the settlement as it stands; somebody who died over it left it `sent`. */
  work(fate: Fate): void {
    if (this.ours.status === "sent" || this.ours.status === "cancel_sent") this.apply({ event: "lost" });
    const call = nextCall(this.ours);
    if (!call) return;
    const of = { psn_no: this.personNo, mdtrt_id: this.mdtrtId };
    if (call.infno === "2601") {
      const { omsgid, oinfno } = call;
      const before = this.ours.reversal;
      this.ours.reversal = "sent";
      const asked = this.message("2601", { data: { psn_no: this.personNo, omsgid, oinfno } });
      const reply = this.exchange("2601", asked, fate);
      if (reply !== "crashed") this.apply(afterReversal(before, reply));
      return;
    }
    const isCancel = call.infno === "2208";
    const settling = {
      ...{ ...of, mdtrt_cert_type: "02", mdtrt_cert_no: "33100019500101001X", med_type: "11" },
      ...{
        medfee_sumamt: totalFen / 100,
        psn_setlway: "01",
        chrg_bchno: "1",
        insutype: "310",
        acct_used_flag: "1",
      },
      ...{ fulamt_ownpay_amt: 0, overlmt_selfpay: 0, preselfpay_amt: 0, inscp_scp_amt: 0 },
    };
    const data = isCancel ? { ...of, setl_id: this.ours.setlId ?? "" } : settling;
    const asked = this.message(call.infno, { data });
    if (isCancel) this.ours.cancelMsgid = asked.msgid;
    else this.ours.msgid = asked.msgid;
    this.apply({ event: "send" });
    const reply = this.exchange(call.infno, asked, fate);
    if (reply === "crashed") return;
    const about = { fundIncludesAccount: false };
    this.apply(
      isCancel
        ? afterCancel(this.ours, reply as Reply<"2208">)
        : afterSettle(this.ours, reply as Reply<"2207">, about),
    );
  }

  query(fate: Fate): void {
    if (!mayBeFound(this.ours)) return;
    const data = { psn_no: this.personNo, mdtrt_id: this.mdtrtId, setl_id: this.ours.setlId ?? "" };
    const reply = this.exchange("5203", this.message("5203", { data }), fate);
    if (reply !== "crashed") this.apply(afterQuery(this.ours, reply, { fundIncludesAccount: false }));
  }

  release(): void {
    for (const message of this.held.splice(0)) this.answer(message);
  }
}

const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("work" as const), fate: fc.constantFrom(...fates) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("query" as const), fate: fc.constantFrom(...fates) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "release" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "cancel" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "retry" as const }) },
);

describe("any interleaving of faults, retries, queries and reversals", () => {
  it("ends in a definite state that is the same on both sides", () => {
    const endings = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(command, { maxLength: 24 }), fc.boolean(), (commands, lateAtLast) => {
        const world = new World();
        for (const each of commands) {
          if (each.kind === "work") world.work(each.fate);
          if (each.kind === "query") world.query(each.fate);
          if (each.kind === "release") world.release();
          if (each.kind === "retry" && world.ours.reversal === "refused") world.ours.reversal = "none";
          const cancelled = each.kind === "cancel" ? nextStatus(world.ours.status, "cancel") : null;
          if (cancelled) world.ours.status = cancelled;
        }
        if (!lateAtLast) world.release();
        for (let round = 0; round < 4; round++) {
          if (world.ours.reversal === "refused") world.ours.reversal = "none";
          world.work("ok");
        }
        world.release();
        const { status, setlId, split } = world.ours;
        expect(isDefinite(status)).toBe(true);
        const there = standing(world.fund, world.mdtrtId);
        expect(there.map((each) => each.setlId)).toEqual(status === "settled" ? [setlId] : []);
        if (status === "settled")
          expect(there[0] && asSetlinfo(there[0].split)).toEqual(split && asSetlinfo(split));
        endings.set(status, (endings.get(status) ?? 0) + 1);
      }),
      { numRuns: process.env.LONG ? 100_000 : 1_500 },
    );
    // No ending is there by name only.
    expect([...endings.keys()].sort()).toEqual(["cancelled", "refused", "reversed", "settled"]);
  });
});
