import { maskEmail, maskPhone } from "./masking";
import { normalisePhone } from "./phone";
import { foldFullWidth } from "./text-folding";

/** A way to reach one person, in the form that is stored and indexed: e-mail in lower case, phone in E.164. */
export interface Contact {
  kind: "email" | "phone";
  value: string;
}

const email = /^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:.]{2,}$/;

/** Read what a person typed as e-mail address or mainland mobile number; null when it is neither. */
export function readContact(text: string): Contact | null {
  const typed = foldFullWidth(text).trim();
  if (typed.includes("@")) return email.test(typed) ? { kind: "email", value: typed.toLowerCase() } : null;
  const phone = normalisePhone(typed);
  // A code travels by short message: landlines and extensions cannot take one.
  if (!phone.ok || phone.kind !== "mobile" || phone.extension !== null) return null;
  return { kind: "phone", value: phone.e164 };
}

/** The contact as others may see it. */
export function maskContact({ kind, value }: Contact): string {
  return kind === "email" ? maskEmail(value) : maskPhone(value);
}
