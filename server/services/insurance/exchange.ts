import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { insuranceMessage, insuranceSignIn } from "@/db/schema/insurance";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { Reply } from "@/server/core/insurance/answer";
import { envelopeOf, messageNumber } from "@/server/core/insurance/envelope";
import type { Input, TransactionNumber } from "@/server/core/insurance/transaction";
import { localDay } from "@/server/core/local-time";
import { callInsurance } from "@/server/gateways/insurance/client";
import { seal } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { nextCount } from "@/server/services/counter";
import type { Terms } from "./terms";

/** A message to the interface, and what it is about. */
interface Sent<N extends TransactionNumber> {
  infno: N;
  input: Input<N>;
  insuredArea?: string | null;
  visitId?: string | null;
  settlementId?: string | null;
}

interface Around<N extends TransactionNumber, T> {
  /** In the transaction that stores the message, before it leaves; false: somebody was faster, nothing is sent. */
  before?: (tx: Tx, msgid: string) => Promise<boolean>;
  /** In the transaction that stores the answer. */
  after: (tx: Tx, reply: Reply<N>) => Promise<T>;
}

const sealedAs = (ctx: Context, column: "request" | "answer", body: unknown): string =>
  seal(
    typeof body === "string" ? body : JSON.stringify(body),
    `${ctx.region.id}/insurance_message/${column}`,
  );

async function storeAnswer(tx: Tx, id: string, reply: Reply, body: string | null): Promise<void> {
  const reason = reply.kind === "refused" ? reply.message : reply.kind === "unknown" ? reply.reason : null;
  await tx.db
    .update(insuranceMessage)
    .set({
      status: reply.kind,
      answerSealed: body === null ? null : sealedAs(tx, "answer", body),
      answerRef: reply.kind === "unknown" ? null : reply.ref,
      reason,
      answeredAt: new Date(),
    })
    .where(and(eq(insuranceMessage.regionId, tx.region.id), eq(insuranceMessage.id, id)));
}

async function send<N extends TransactionNumber, T>(
  ctx: Context,
  { contract, payer }: Terms,
  signNo: string,
  sent: Sent<N>,
  around: Around<N, T>,
): Promise<T | null> {
  const { infno, input, insuredArea = null, visitId = null, settlementId = null } = sent;
  const { fixmedinsCode, fixmedinsName, opterNo, opterName } = contract;
  if (!fixmedinsCode || !fixmedinsName || !opterNo || !opterName)
    throw new DomainError("conflict", "insurance.not_designated");
  const { id: area, timeZone } = ctx.region;
  const id = uuidv7();
  const stored = await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const count = await nextCount(p, `insurance-${fixmedinsCode}`);
      const msgid = messageNumber(fixmedinsCode, tx.now, timeZone, count);
      if (around.before && !(await around.before(p, msgid))) return null;
      const speaker = { fixmedinsCode, fixmedinsName, opterNo, opterName, signNo, area, timeZone };
      const envelope = envelopeOf(speaker, { infno, msgid, input, insuredArea }, tx.now);
      await p.db.insert(insuranceMessage).values({
        regionId: tx.region.id,
        id,
        msgid,
        infno,
        orgId: contract.orgId,
        contractId: contract.id,
        visitId,
        settlementId,
        requestSealed: sealedAs(tx, "request", envelope),
        sentAt: tx.now,
      });
      return envelope;
    }),
  );
  if (!stored) return null;
  const { reply, body } = await callInsurance(infno, stored, { signs: payer.signsBodies });
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      await storeAnswer(p, id, reply, body);
      return around.after(p, reply);
    }),
  );
}

async function signInOf(ctx: Context, contractId: string) {
  const [row] = await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db
        .select()
        .from(insuranceSignIn)
        .where(and(eq(insuranceSignIn.regionId, tx.region.id), eq(insuranceSignIn.contractId, contractId))),
    ),
  );
  return row;
}

/** The institution's sign-in number: today's, or a new one. @throws DomainError unavailable `insurance.no_answer`, conflict `insurance.sign_in_refused` */
async function signedIn(ctx: Context, terms: Terms): Promise<string> {
  const { contract } = terms;
  const today = localDay(ctx.now, ctx.region.timeZone);
  const known = await signInOf(ctx, contract.id);
  if (known && !known.endedAt && localDay(known.signedAt, ctx.region.timeZone) === today) return known.signNo;
  const input = { signIn: { opter_no: contract.opterNo ?? "", mac: "00-00-00-00-00-00", ip: "127.0.0.1" } };
  const signNo = await send(
    ctx,
    terms,
    "",
    { infno: "9001", input },
    {
      after: async (tx, reply) => {
        if (reply.kind !== "done") return { reply };
        const set = { signNo: reply.output.signinoutb.sign_no, signedAt: tx.now, endedAt: null };
        await tx.db
          .insert(insuranceSignIn)
          .values({ ...set, regionId: tx.region.id, contractId: contract.id, orgId: contract.orgId })
          .onConflictDoUpdate({ target: [insuranceSignIn.regionId, insuranceSignIn.contractId], set });
        return { signNo: set.signNo };
      },
    },
  );
  if (signNo && "signNo" in signNo && signNo.signNo) return signNo.signNo;
  const refused =
    signNo && "reply" in signNo && signNo.reply?.kind === "refused" ? signNo.reply.message : null;
  if (refused !== null) throw new DomainError("conflict", "insurance.sign_in_refused", { message: refused });
  throw new DomainError("unavailable", "insurance.no_answer");
}

/** The fund said that the institution is not signed in: the next message signs in first. */
export async function endSignIn(tx: Tx, contractId: string): Promise<void> {
  await tx.db
    .update(insuranceSignIn)
    .set({ endedAt: tx.now })
    .where(and(eq(insuranceSignIn.regionId, tx.region.id), eq(insuranceSignIn.contractId, contractId)));
}

/**
 * Send a message of a signed-in institution: stored before it leaves, with whatever `before` changes; its answer stored with
 * whatever `after` changes. The network lies between the two transactions. Null: nothing was sent.
 * @throws DomainError unavailable `insurance.not_configured`, `insurance.no_answer`; conflict `insurance.not_designated`,
 * `insurance.sign_in_refused`
 */
export async function exchange<N extends TransactionNumber, T>(
  ctx: Context,
  terms: Terms,
  sent: Sent<N>,
  around: Around<N, T>,
): Promise<T | null> {
  return send(ctx, terms, await signedIn(ctx, terms), sent, around);
}
