import { z } from "zod";
import { DomainError } from "@/server/core/domain-error";
import { env } from "@/server/env";
import { callJson, RefusedCall } from "@/server/gateways/call-json";

export interface ShortMessage {
  /** The message's own id; sent as idempotency key, so that a repeated call sends one message. */
  id: string;
  /** E.164 digits with plus: +8613800138000. */
  to: string;
  text: string;
}

const answer = z.object({ id: z.string().min(1) });

/**
 * Hand one short message to the SMS gateway: `POST SMS_URL { to, text, reference }` with bearer token SMS_TOKEN, answered
 * by `{ id }`. Throws DomainError "unavailable": `sms.not_configured`, or `sms.failed` (try again later); "bad_input"
 * `sms.refused` when the gateway refuses this message for good (400, 404, 422).
 */
export async function deliverSms(message: ShortMessage): Promise<{ providerRef: string }> {
  const { SMS_URL, SMS_TOKEN } = env();
  if (!SMS_URL) throw new DomainError("unavailable", "sms.not_configured");
  try {
    const sent = await callJson(SMS_URL, {
      method: "POST",
      token: SMS_TOKEN,
      idempotencyKey: message.id,
      body: { to: message.to, text: message.text, reference: message.id },
      timeoutMs: 10_000,
      answer,
    });
    return { providerRef: sent.id };
  } catch (error) {
    const final = error instanceof RefusedCall && [400, 404, 422].includes(error.status);
    throw final ? new DomainError("bad_input", "sms.refused") : new DomainError("unavailable", "sms.failed");
  }
}
