import { env } from "@/server/env";
import { aliyunDriver } from "./aliyun-driver";
import { jsonDriver } from "./json-driver";
import { logDriver } from "./log-driver";
import type { Lookup, ShortMessage, SmsDriver } from "./message";

const drivers: Record<ReturnType<typeof env>["SMS_DRIVER"], SmsDriver> = {
  json: jsonDriver,
  aliyun: aliyunDriver,
  log: logDriver,
};

/**
 * Hand one short message to the provider by the driver that SMS_DRIVER names. Throws DomainError "unavailable":
 * `sms.not_configured`, or `sms.failed` (try again later); "bad_input": `sms.refused` when the provider refuses this message for
 * good, `sms.no_template` when the region has no approved template for it.
 */
export function deliverSms(message: ShortMessage): Promise<{ providerRef: string }> {
  return drivers[env().SMS_DRIVER].deliver(message);
}

/** Ask the provider about a message that was handed over at `sentAt` by a worker that ended before it noted the answer. */
export function lookUpSms(message: ShortMessage, sentAt: Date): Promise<Lookup> {
  return drivers[env().SMS_DRIVER].lookUp(message, sentAt);
}
