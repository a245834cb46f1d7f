import { DomainError } from "@/server/core/domain-error";
import { type Reply, readAnswer } from "@/server/core/insurance/answer";
import type { Envelope } from "@/server/core/insurance/envelope";
import type { TransactionNumber } from "@/server/core/insurance/transaction";
import { env } from "@/server/env";
import { signBody, signType, tifHeaders, verifyBody } from "./signature";

/** Where the interface is and by what this installation is known there. */
interface Connection {
  url: string;
  paasId: string;
  secret: string;
  signKey: string | undefined;
  answerKey: string | undefined;
  timeoutMs: number;
}

/** Whether this installation is connected to an interface at all. */
export function insuranceIsConnected(): boolean {
  const { INSURANCE_URL, INSURANCE_PAASID, INSURANCE_SECRET } = env();
  return Boolean(INSURANCE_URL && INSURANCE_PAASID && INSURANCE_SECRET);
}

/** @throws DomainError unavailable `insurance.not_configured` */
function connection(): Connection {
  const settings = env();
  const { INSURANCE_URL: url, INSURANCE_PAASID: paasId, INSURANCE_SECRET: secret } = settings;
  if (!url || !paasId || !secret) throw new DomainError("unavailable", "insurance.not_configured");
  return {
    url,
    paasId,
    secret,
    signKey: settings.INSURANCE_SIGN_KEY,
    answerKey: settings.INSURANCE_ANSWER_KEY,
    timeoutMs: settings.INSURANCE_TIMEOUT_MS,
  };
}

function signed(envelope: Envelope, key: string | undefined): Envelope {
  if (!key) throw new DomainError("unavailable", "insurance.no_sign_key");
  return { ...envelope, signtype: signType, cainfo: signBody(envelope.input, key) };
}

/** An answer that must be signed and is not, or not by the fund, says nothing. */
function isGenuine(answer: unknown, key: string | undefined): boolean {
  if (!key || typeof answer !== "object" || answer === null) return !key;
  const { cainfo, output } = answer as { cainfo?: unknown; output?: unknown };
  return typeof cainfo === "string" && verifyBody(output ?? null, cainfo, key);
}

/** What came back: the reply as it is understood, and the body as it was, for the log. */
export interface Exchange<N extends TransactionNumber> {
  reply: Reply<N>;
  body: string | null;
}

const nothing = <N extends TransactionNumber>(reason: "no_answer" | "malformed", body: string | null) =>
  ({ reply: { kind: "unknown", reason } as Reply<N>, body }) satisfies Exchange<N>;

/** A downloaded file (9102) comes as bytes, not in an envelope; as text here. */
async function downloaded(response: Response): Promise<Exchange<"9102">> {
  const content = await response.text();
  return { reply: { kind: "done", output: { content }, ref: "" }, body: null };
}

/**
 * Send one message and wait for its answer. Silence, an error status, an answer that is cut off: the outcome is unknown, for the
 * caller to resolve; nothing is ever sent twice by itself. Calls that never left (no connection set up) throw.
 * @throws DomainError unavailable `insurance.not_configured`, `insurance.no_sign_key`
 */
export async function callInsurance<N extends TransactionNumber>(
  infno: N,
  envelope: Envelope,
  options: { signs: boolean },
): Promise<Exchange<N>> {
  const to = connection();
  const body = options.signs ? signed(envelope, to.signKey) : envelope;
  let answered: string;
  try {
    const response = await fetch(to.url, {
      method: "POST",
      headers: {
        ...tifHeaders(to.paasId, to.secret, new Date()),
        "content-type": "application/json; charset=utf-8",
      },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(to.timeoutMs),
    });
    if (!response.ok) return nothing("no_answer", (await response.text()).slice(0, 2_000));
    if (response.headers.get("content-type")?.startsWith("application/octet-stream"))
      return (await downloaded(response)) as Exchange<N>;
    answered = await response.text();
  } catch {
    return nothing("no_answer", null);
  }
  return understood(infno, answered, options.signs ? to.answerKey : undefined);
}

function understood<N extends TransactionNumber>(
  infno: N,
  body: string,
  answerKey: string | undefined,
): Exchange<N> {
  try {
    const answer: unknown = JSON.parse(body);
    if (!isGenuine(answer, answerKey)) return nothing("malformed", body);
    return { reply: readAnswer(infno, answer), body };
  } catch {
    return nothing("malformed", body);
  }
}
