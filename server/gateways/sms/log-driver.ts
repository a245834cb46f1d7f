import { maskPhone } from "@/server/core/masking";
import type { SmsDriver } from "./message";

/** Writes what would be sent to the log, for setting up an installation before its contract with a provider; sends nothing. */
export const logDriver: SmsDriver = {
  async deliver({ id, to, text }) {
    console.error("sms", JSON.stringify({ id, to: maskPhone(to), text }));
    return { providerRef: `log:${id}` };
  },
  async lookUp() {
    return { state: "unasked" };
  },
};
