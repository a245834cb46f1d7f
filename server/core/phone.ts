import { foldFullWidth } from "./text-folding";

/**
 * A mainland number: `e164` is what is stored, indexed and called (`+8613800138000`), `national` what people read
 * (`13800138000`, `0576-87654321`).
 */
export type PhoneCheck =
  | { ok: true; kind: "mobile" | "landline"; e164: string; national: string; extension: string | null }
  | { ok: false; reason: "format" | "area_code_missing" };

/**
 * Normalises a mainland mobile or landline number: full width, spaces, dashes, brackets, `+86`, `0086`, an extension
 * (`转8012`, `-8012`, `ext 8012`).
 * @param areaCode area code of the region with its 0 (`0576`), for landlines typed without one
 */
export function normalisePhone(input: string, areaCode?: string): PhoneCheck {
  const folded = foldFullWidth(input).trim().toLowerCase();
  const split = /^(.*?\d)\s*(?:转|ext\.?|x|#)\s*(\d{1,6})$/.exec(folded) ?? dashedExtension(folded);
  const extension = split?.[2] ?? null;
  const digits = (split?.[1] ?? folded)
    .replace(/[\s()\-–—.]/g, "")
    .replace(/^(?:(?:\+|00)86|86(?=1[3-9]\d{9}$))/, "");
  if (/^1[3-9]\d{9}$/.test(digits)) return phone("mobile", digits, digits, extension);
  if (/^[2-8]\d{6,7}$/.test(digits)) {
    return areaCode === undefined
      ? { ok: false, reason: "area_code_missing" }
      : landline(`${areaCode}${digits}`, extension);
  }
  // After a country code the area code loses its 0.
  const hadCountryCode = /^(?:\+|00)86/.test(folded.replace(/[\s(]/g, ""));
  return landline(hadCountryCode && !digits.startsWith("0") ? `0${digits}` : digits, extension);
}

/** A stored number as people read and type it: without the country's prefix; unreadable ones stay as they are. */
export function nationalPhone(stored: string): string {
  const check = normalisePhone(stored);
  return check.ok ? check.national : stored;
}

/** `0576-87654321-8012`: a third part after two dashes is an extension. */
function dashedExtension(text: string): RegExpExecArray | null {
  return /^((?:\+?86[\s-]?)?\(?0?\d{2,3}\)?-\d{7,8})-(\d{1,6})$/.exec(text);
}

/** Area codes: 010 and 02x with eight digits, 03xx to 09xx with seven or eight; a subscriber begins with 2 to 8. */
function landline(digits: string, extension: string | null): PhoneCheck {
  const match = /^(010|02\d)([2-8]\d{7})$/.exec(digits) ?? /^(0[3-9]\d{2})([2-8]\d{6,7})$/.exec(digits);
  if (!match) return { ok: false, reason: "format" };
  return phone("landline", digits, `${match[1]}-${match[2]}`, extension);
}

function phone(
  kind: "mobile" | "landline",
  digits: string,
  national: string,
  extension: string | null,
): PhoneCheck {
  return { ok: true, kind, e164: `+86${digits.replace(/^0/, "")}`, national, extension };
}
