import { type Reply, saysNotFound, saysSignedOut, saysUsedNumber } from "./answer";
import { brokenRules, isMirror, type Split } from "./split";
import { type InsuranceEvent, type InsuranceStatus, isUnknown, type ReversalState } from "./status";

/** What the protocol needs to know of a settlement. */
export interface Standing {
  status: InsuranceStatus;
  reversal: ReversalState;
  totalFen: number;
  split: Split | null;
  /** The numbers under which 2207 and 2208 were sent last. */
  msgid: string | null;
  cancelMsgid: string | null;
}

/** The next message about a settlement: settle, cancel, or turn round what was lost, by the number it was sent under. */
export type NextCall =
  | { infno: "2207" | "2208" }
  | { infno: "2601"; omsgid: string; oinfno: "2207" | "2208" };

/** What is to be sent next; null: nothing by itself. A refused reversal waits for a person or the day's comparison. */
export function nextCall(it: Standing): NextCall | null {
  if (it.status === "prepared") return { infno: "2207" };
  if (it.status === "cancel_prepared") return { infno: "2208" };
  if (!isUnknown(it.status) || it.reversal === "refused") return null;
  const isCancel = it.status === "cancel_unknown";
  const omsgid = isCancel ? it.cancelMsgid : it.msgid;
  return omsgid ? { infno: "2601", omsgid, oinfno: isCancel ? "2208" : "2207" } : null;
}

/** What an answer does to a settlement. */
export interface Effect {
  event: InsuranceEvent | null;
  reversal?: ReversalState;
  split?: Split;
  setlId?: string;
  /** The fund's clock, where it told. */
  settledAt?: string;
  refusal?: string;
  /** The sign-in is over: sign in again and go on. */
  signedOut?: true;
}

interface About {
  fundIncludesAccount: boolean;
}

/** A settlement told by the fund that we believe: its sums agree with each other and with our lines. */
function believed(it: Standing, reply: Reply, about: About) {
  if (reply.kind !== "done") return null;
  const { setlinfo: told } = (reply as Extract<Reply<"2207">, { kind: "done" }>).output;
  const { fundIncludesAccount } = about;
  const broken = brokenRules(told.split, { linesFen: it.totalFen, fundIncludesAccount });
  if (broken.length > 0 || told.setlId === "") return null;
  return told;
}

/** After 2207. An answer that contradicts itself is as good as none: the settlement may stand there with other sums. */
export function afterSettle(it: Standing, reply: Reply<"2207">, about: About): Effect {
  if (reply.kind === "refused") {
    // Our number is new each time: used before, it is this very message that arrived twice.
    if (saysUsedNumber(reply.message)) return { event: "lost" };
    const signedOut = saysSignedOut(reply.message) ? { signedOut: true as const } : {};
    return { event: "refused", refusal: reply.message, ...signedOut };
  }
  const told = believed(it, reply, about);
  if (!told) return { event: "lost" };
  return { event: "done", split: told.split, setlId: told.setlId, settledAt: told.settledAt };
}

/** After 2208: the exact negative, or nobody knows. */
export function afterCancel(it: Standing, reply: Reply<"2208">): Effect {
  if (reply.kind === "refused") {
    if (saysUsedNumber(reply.message)) return { event: "lost" };
    const signedOut = saysSignedOut(reply.message) ? { signedOut: true as const } : {};
    return { event: "refused", refusal: reply.message, ...signedOut };
  }
  if (reply.kind === "unknown" || !it.split) return { event: "lost" };
  const { split, settledAt } = reply.output.setlinfo;
  return isMirror(it.split, split) ? { event: "done", settledAt } : { event: "lost" };
}

/**
 * After 2601. Not found counts as reversed: the fund bars that number from then on. A refusal is the last word only where no
 * earlier reversal (`before`) is still under way.
 */
export function afterReversal(before: ReversalState, reply: Reply<"2601">): Effect {
  if (reply.kind === "done") return { event: "reversed", reversal: "none" };
  if (reply.kind === "unknown") return { event: null };
  if (saysSignedOut(reply.message)) return { event: null, signedOut: true };
  if (saysNotFound(reply.message)) return { event: "reversed", reversal: "none" };
  return { event: null, reversal: before === "sent" ? "sent" : "refused", refusal: reply.message };
}

/** Whether a query or a day's comparison may decide: not while a reversal is under way, which could overtake it. */
export const mayBeFound = (it: Pick<Standing, "status" | "reversal">): boolean =>
  isUnknown(it.status) && it.reversal !== "sent";

/**
 * After 5203. What the fund shows is definite; that it shows nothing is not, since the original may still be on its way.
 */
export function afterQuery(it: Standing, reply: Reply<"5203">, about: About): Effect {
  if (!mayBeFound(it)) return { event: null };
  const told = believed(it, reply, about);
  if (!told) {
    const signedOut = reply.kind === "refused" && saysSignedOut(reply.message);
    return { event: null, ...(signedOut ? { signedOut: true as const } : {}) };
  }
  if (it.status === "cancel_unknown")
    return told.isRefunded ? { event: "found", reversal: "none" } : { event: null };
  if (told.isRefunded) return { event: null };
  const { split, setlId, settledAt } = told;
  return { event: "found", reversal: "none", split, setlId, settledAt };
}

/** How far a visit is at the fund, as far as the next message depends on it. */
export interface VisitStanding {
  personNo: string | null;
  isEntitled: boolean;
  mdtrtId: string | null;
  isUploaded: boolean;
  /** Above zero: its lines are at the fund; below: they may be; null: none ever were. */
  batch: number | null;
  hasPreview: boolean;
}
export type VisitCall = "1101" | "2001" | "2201" | "2203" | "2205" | "2204" | "2206";

/**
 * The next message of a visit on the way to its pre-settlement; null: it is there. `cleared`: the lines that may be at the fund
 * were just taken back. None of these can be reversed, so a lost one is sent again, lines only after taking back all there are.
 */
export function nextVisitCall(it: VisitStanding, cleared: boolean): VisitCall | null {
  if (it.personNo === null) return "1101";
  if (!it.isEntitled) return "2001";
  if (it.mdtrtId === null) return "2201";
  if (!it.isUploaded) return "2203";
  if (it.batch === null || (it.batch < 0 && cleared)) return "2204";
  if (it.batch < 0) return "2205";
  return it.hasPreview ? null : "2206";
}
