import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { type Reply, saysSignedOut } from "@/server/core/insurance/answer";
import { fixedClock } from "@/server/core/insurance/local";
import { nextVisitCall, type VisitCall } from "@/server/core/insurance/protocol";
import { brokenRules, yuanOfFen } from "@/server/core/insurance/split";
import type { Input } from "@/server/core/insurance/transaction";
import { sumFen } from "@/server/core/money";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { type Account, accountOf } from "../billing/balance";
import { endSignIn, exchange } from "./exchange";
import { changeVisit, coveredLines, findVisit, openVisit, sameLines, sealVisit, type VisitRow } from "./row";
import { type Terms, termsById } from "./terms";

/** Kinds of treatment (医疗类别) as the demonstration assumes them: ordinary outpatient, and long-term care. */
const medTypes = { basic: "11", long_term_care: "41", commercial: "11" } as const;
const stepsAtMost = 16;

interface Found {
  visit: VisitRow;
  terms: Terms;
  account: Account;
}

async function load(ctx: Context, visitId: string): Promise<Found | null> {
  return inTransaction(ctx, async (tx) => {
    const visit = await findVisit(tx, visitId);
    const terms = visit && (await termsById(tx, visit.contractId));
    const account = visit && (await accountOf(tx, visit.bookingId));
    return visit && terms && account ? { visit, terms, account } : null;
  });
}

/** Common parts of the inputs of one visit. */
function parts(ctx: Context, { visit, terms }: Found) {
  return {
    psn_no: openVisit(ctx, "person_no", visit.personNoSealed),
    cert: { mdtrt_cert_type: visit.certType, mdtrt_cert_no: openVisit(ctx, "cert_no", visit.certNoSealed) },
    time: fixedClock(visit.createdAt, ctx.region.timeZone),
    medType: medTypes[terms.payer.kind],
  };
}

/** What a pre-settlement and a settlement are sent alike. */
export function settlingInput(ctx: Context, found: Found): Input<"2206">["data"] {
  const { psn_no, cert, medType } = parts(ctx, found);
  const { visit } = found;
  return {
    psn_no,
    mdtrt_id: visit.mdtrtId ?? "",
    ...cert,
    med_type: medType,
    medfee_sumamt: yuanOfFen(sumFen((visit.lines ?? []).map(({ fen }) => fen))),
    psn_setlway: "01",
    chrg_bchno: String(Math.abs(visit.batch ?? 1)),
    insutype: visit.insuranceType,
    acct_used_flag: "1",
  };
}

function feeLines(ctx: Context, found: Found): Input<"2204"> {
  const { visit, account } = found;
  const { psn_no, time } = parts(ctx, found);
  const batch = Math.abs(visit.batch ?? 1);
  return {
    feedetail: (visit.lines ?? []).map((line, at) => ({
      feedetl_sn: `${account.booking.number.replace(/\D/g, "")}${visit.registration}${batch}${at}`,
      mdtrt_id: visit.mdtrtId ?? "",
      psn_no,
      chrg_bchno: String(batch),
      fee_ocur_time: time,
      med_list_codg: line.code,
      medins_list_codg: line.code,
      medins_list_name: line.nameZh,
      det_item_fee_sumamt: yuanOfFen(line.fen),
      cnt: 1,
      pric: yuanOfFen(line.fen),
    })),
  };
}

/** How a step ended: go on, ask again later, or the fund (or a rule of ours) said no. */
type Outcome = "on" | "again" | "no";

async function refuse(tx: Tx, visit: VisitRow, refusal: string): Promise<Outcome> {
  await changeVisit(tx, visit.id, { status: "refused", refusal, settleAskedAt: null });
  await wake(tx, { orgs: visit.viewerOrgs, booking: visit.bookingId });
  return "no";
}

/** Every step alike where it was not done: not signed in, refused, or nobody knows. */
async function notDone(tx: Tx, visit: VisitRow, reply: Reply): Promise<Outcome | null> {
  if (reply.kind === "unknown") return "again";
  if (reply.kind === "done") return null;
  if (!saysSignedOut(reply.message)) return refuse(tx, visit, reply.message);
  await endSignIn(tx, visit.contractId);
  return "on";
}

const about = ({ visit }: Found) => ({ visitId: visit.id, insuredArea: visit.insuredArea });

async function identify(ctx: Context, found: Found): Promise<Outcome | null> {
  const { visit, terms } = found;
  const { cert } = parts(ctx, found);
  const data = { ...cert, card_sn: "", certno: "", psn_name: "" };
  return exchange(
    ctx,
    terms,
    { infno: "1101", input: { data }, ...about(found) },
    {
      after: async (tx, reply) => {
        const other = await notDone(tx, visit, reply);
        if (other || reply.kind !== "done") return other ?? "again";
        const { baseinfo, insuinfo } = reply.output;
        const insured = insuinfo.find(
          ({ insutype, psn_insu_stas }) => insutype === visit.insuranceType && psn_insu_stas === "1",
        );
        if (!insured) return refuse(tx, visit, "not_insured");
        const set = {
          personNoSealed: sealVisit(tx, "person_no", baseinfo.psn_no),
          insuredArea: insured.insuplc_admdvs || null,
        };
        await changeVisit(tx, visit.id, set);
        return "on";
      },
    },
  );
}

async function entitle(ctx: Context, found: Found): Promise<Outcome | null> {
  const { visit, terms } = found;
  const { psn_no, time, medType } = parts(ctx, found);
  const data = {
    psn_no,
    insutype: visit.insuranceType,
    fixmedins_code: terms.contract.fixmedinsCode ?? "",
    med_type: medType,
    begntime: time,
  };
  return exchange(
    ctx,
    terms,
    { infno: "2001", input: { data }, ...about(found) },
    {
      after: async (tx, reply) => {
        const other = await notDone(tx, visit, reply);
        if (other || reply.kind !== "done") return other ?? "again";
        const { trtinfo } = reply.output;
        if (!trtinfo.some(({ trt_enjymnt_flag: flag }) => flag === "1"))
          return refuse(tx, visit, trtinfo[0]?.trt_chk_rslt || "not_entitled");
        await changeVisit(tx, visit.id, { entitledAt: tx.now });
        return "on";
      },
    },
  );
}

/** A registration whose answer was lost stays at the fund without fees; the next one has a number of its own. */
async function register(ctx: Context, found: Found): Promise<Outcome | null> {
  const { visit, terms, account } = found;
  const { psn_no, cert, time } = parts(ctx, found);
  const registration = visit.registration + 1;
  const data = {
    psn_no,
    insutype: visit.insuranceType,
    begntime: time,
    ...cert,
    ipt_otp_no: `${account.booking.number}-${visit.id.slice(-6)}-${registration}`,
  };
  return exchange(
    ctx,
    terms,
    { infno: "2201", input: { data }, ...about(found) },
    {
      before: async (tx) => {
        await changeVisit(tx, visit.id, { registration });
        return true;
      },
      after: async (tx, reply) => {
        const other = await notDone(tx, visit, reply);
        if (other || reply.kind !== "done") return other ?? "again";
        await changeVisit(tx, visit.id, { mdtrtId: reply.output.data.mdtrt_id });
        return "on";
      },
    },
  );
}

async function uploadVisit(ctx: Context, found: Found): Promise<Outcome | null> {
  const { visit, terms } = found;
  const { psn_no, time, medType } = parts(ctx, found);
  const mdtrtinfo = {
    psn_no,
    mdtrt_id: visit.mdtrtId ?? "",
    med_type: medType,
    begntime: time,
    main_cond_dscr: "非急救转运",
  };
  return exchange(
    ctx,
    terms,
    { infno: "2203", input: { mdtrtinfo, diseinfo: [] }, ...about(found) },
    {
      after: async (tx, reply) => {
        const other = await notDone(tx, visit, reply);
        if (other) return other;
        await changeVisit(tx, visit.id, { uploadedAt: tx.now });
        return "on";
      },
    },
  );
}

async function withdrawLines(ctx: Context, found: Found): Promise<Outcome | null> {
  const { visit, terms } = found;
  const data = { psn_no: parts(ctx, found).psn_no, mdtrt_id: visit.mdtrtId ?? "", chrg_bchno: "0000" };
  return exchange(
    ctx,
    terms,
    { infno: "2205", input: { data }, ...about(found) },
    {
      // That there are none is as good as that they are gone.
      after: async (tx, reply) => {
        if (reply.kind === "unknown") return "again";
        if (reply.kind === "refused" && saysSignedOut(reply.message)) return notDone(tx, visit, reply);
        return "on";
      },
    },
  );
}

async function uploadLines(ctx: Context, found: Found): Promise<Outcome | null> {
  const { visit, terms } = found;
  const batch = Math.abs(visit.batch ?? 1);
  return exchange(
    ctx,
    terms,
    { infno: "2204", input: feeLines(ctx, found), ...about(found) },
    {
      before: async (tx) => {
        await changeVisit(tx, visit.id, { batch: -batch });
        return true;
      },
      after: async (tx, reply) => {
        // Lines under these numbers are there already: an earlier upload arrived late. They are taken back and sent again.
        if (reply.kind === "refused" && /重复/.test(reply.message)) return "again";
        const other = await notDone(tx, visit, reply);
        if (other) return other;
        await changeVisit(tx, visit.id, { batch });
        return "on";
      },
    },
  );
}

async function preview(ctx: Context, found: Found): Promise<Outcome | null> {
  const { visit, terms } = found;
  const data = settlingInput(ctx, found);
  return exchange(
    ctx,
    terms,
    { infno: "2206", input: { data }, ...about(found) },
    {
      after: async (tx, reply) => {
        const other = await notDone(tx, visit, reply);
        if (other || reply.kind !== "done") return other ?? "again";
        const { split } = reply.output.setlinfo;
        const linesFen = sumFen((visit.lines ?? []).map(({ fen }) => fen));
        const { fundIncludesAccount } = terms.payer;
        if (brokenRules(split, { linesFen, fundIncludesAccount }).length > 0) return "again";
        await changeVisit(tx, visit.id, { preview: split, previewAt: tx.now });
        await wake(tx, { orgs: visit.viewerOrgs, booking: visit.bookingId });
        return "on";
      },
    },
  );
}

const steps: Record<VisitCall, (ctx: Context, found: Found) => Promise<Outcome | null>> = {
  "1101": identify,
  "2001": entitle,
  "2201": register,
  "2203": uploadVisit,
  "2205": withdrawLines,
  "2204": uploadLines,
  "2206": preview,
};

/** Bring the lines to what the payer covers now: quoted, then billed. Other lines are another batch, pre-settled anew. */
async function bringLines(ctx: Context, { visit, terms, account }: Found): Promise<boolean> {
  const wanted = coveredLines(terms.payer, account);
  if (sameLines(visit.lines, wanted)) return true;
  return inTransaction(ctx, async (tx) => {
    if (wanted.length === 0) {
      await refuse(tx, visit, "nothing_covered");
      return false;
    }
    const batch = visit.batch === null ? null : -(Math.abs(visit.batch) + 1);
    await changeVisit(tx, visit.id, { lines: wanted, batch, preview: null, previewAt: null });
    return true;
  });
}

function standingOf(visit: VisitRow) {
  return {
    personNo: visit.personNoSealed,
    isEntitled: visit.entitledAt !== null,
    mdtrtId: visit.mdtrtId,
    isUploaded: visit.uploadedAt !== null,
    batch: visit.batch,
    hasPreview: visit.preview !== null,
  };
}

/**
 * Bring a visit to its pre-settlement, message by message, from wherever it stands. None of these moves money, so a lost one is
 * simply sent again. Answers with the visit as it then is; null: it ended on the way, or never was.
 * @throws DomainError unavailable `insurance.no_answer`: to be tried again later; as `exchange`
 */
export async function preSettle(ctx: Context, visitId: string): Promise<Found | null> {
  let cleared = false;
  for (let step = 0; step < stepsAtMost; step++) {
    const before = await load(ctx, visitId);
    if (before?.visit.status !== "open" || !(await bringLines(ctx, before))) return null;
    const found = await load(ctx, visitId);
    if (!found) return null;
    const call = nextVisitCall(standingOf(found.visit), cleared);
    if (!call) return found;
    const outcome = await steps[call](ctx, found);
    if (outcome === "no") return null;
    if (outcome !== "on") throw new DomainError("unavailable", "insurance.no_answer");
    cleared = call === "2205";
  }
  throw new DomainError("unavailable", "insurance.no_answer");
}
