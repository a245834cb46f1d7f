import { foldFullWidth } from "./text-folding";

/** Digits of GB 32100-2015: no I, O, S, V, Z. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

export type CreditCodeCheck =
  | { ok: true; value: string }
  | { ok: false; reason: "format" | "organization_check_digit" | "check_digit" };

/**
 * Checks a unified social credit code (GB 32100-2015): 2 characters of registering authority, 6 digits of division, the
 * 9-character organization code (GB 11714) with its own check character, and the check character over all.
 */
export function checkCreditCode(input: string): CreditCodeCheck {
  const value = foldFullWidth(input).replace(/[\s-]/g, "").toUpperCase();
  if (!/^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(value))
    return { ok: false, reason: "format" };
  if (organizationCheck(value.slice(8, 16)) !== value[16])
    return { ok: false, reason: "organization_check_digit" };
  if (wholeCheck(value) !== value[17]) return { ok: false, reason: "check_digit" };
  return { ok: true, value };
}

/** GB 32100: weights 3^i mod 31, the check completes the sum to a multiple of 31. */
function wholeCheck(value: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (const character of value.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31];
}

/** GB 11714: letters count from A = 10 with none left out, the check completes the sum to a multiple of 11. */
function organizationCheck(body: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number.parseInt(body.charAt(i), 36), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? "X" : String(check);
}
