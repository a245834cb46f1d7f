import { z } from "zod";
import { env } from "@/server/env";
import { callJson, RefusedCall } from "@/server/gateways/call-json";
import { type SmsDriver, smsFailed, smsRefused, smsUnset } from "./message";

const answer = z.object({ id: z.string().min(1) });
const timeoutMs = 10_000;

function address(): string {
  const { SMS_URL } = env();
  if (!SMS_URL) throw smsUnset();
  return SMS_URL;
}

/**
 * Our own plain call, for a gateway in front of a provider: `POST SMS_URL { to, text, reference, template? }` with bearer token
 * SMS_TOKEN, answered by `{ id }`; `GET SMS_URL/<reference>` says what became of one: `{ id }`, or 404 when it is not known.
 */
export const jsonDriver: SmsDriver = {
  async deliver(message) {
    const url = address();
    const { id, to, text, template } = message;
    try {
      const sent = await callJson(url, {
        method: "POST",
        token: env().SMS_TOKEN,
        idempotencyKey: id,
        body: { to, text, reference: id, ...(template ? { template } : {}) },
        timeoutMs,
        answer,
      });
      return { providerRef: sent.id };
    } catch (error) {
      const final = error instanceof RefusedCall && [400, 404, 422].includes(error.status);
      throw final ? smsRefused() : smsFailed();
    }
  },
  async lookUp({ id }) {
    const url = `${address().replace(/\/+$/, "")}/${encodeURIComponent(id)}`;
    try {
      const known = await callJson(url, { token: env().SMS_TOKEN, timeoutMs, answer });
      return { state: "taken", providerRef: known.id };
    } catch (error) {
      if (!(error instanceof RefusedCall) || error.status >= 500) throw smsFailed();
      if (error.status === 404) return { state: "unknown" };
      // A gateway without this call: the idempotency key keeps a second sending from becoming a second message.
      return { state: "unasked" };
    }
  },
};
