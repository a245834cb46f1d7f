import { DomainError } from "@/server/core/domain-error";

/** A short message as every driver takes it. */
export interface ShortMessage {
  /** `<region>_<message id>`: sent along as our reference, so that the provider can be asked about it and tells of it. */
  id: string;
  /** E.164 digits with plus: +8613800138000. */
  to: string;
  text: string;
  /** What the region's contract with the provider says: its signature, the approved template and its blanks. */
  template: { signature: string; code: string; values: Record<string, string> } | null;
}

/** What a provider says about a message that was handed to it before: taken (by its id), not known, or it cannot be asked. */
export type Lookup = { state: "taken"; providerRef: string } | { state: "unknown" } | { state: "unasked" };

/** One way to send short messages. Errors as `deliverSms`. */
export interface SmsDriver {
  deliver(message: ShortMessage): Promise<{ providerRef: string }>;
  /** `sentAt`: when it was handed over, if it was. */
  lookUp(message: ShortMessage, sentAt: Date): Promise<Lookup>;
}

/** The provider did not answer, or not sensibly: try again later. */
export const smsFailed = () => new DomainError("unavailable", "sms.failed");
/** The provider refuses this message for good. */
export const smsRefused = () => new DomainError("bad_input", "sms.refused");
export const smsUnset = () => new DomainError("unavailable", "sms.not_configured");
