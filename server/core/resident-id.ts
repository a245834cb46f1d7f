import { foldFullWidth } from "./text-folding";

/** First two digits of a division code (GB/T 2260): provinces, Taiwan, Hong Kong, Macau and their residence permits. */
const provinces = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(
    " ",
  ),
);

/** Oldest age taken without a question: the oldest person in the country was 119. */
const oldestPlausibleYears = 120;

export type ResidentIdCheck =
  | { ok: true; value: string; birthDate: string; sex: "male" | "female"; warnings: "implausible_age"[] }
  | { ok: false; reason: "format" | "region" | "birth_date" | "check_digit" };

/**
 * Checks a resident identity number (GB 11643-1999: 17 digits and an ISO 7064 MOD 11-2 check character). Full width and
 * a small x are folded, spaces dropped.
 * @param today local date `YYYY-MM-DD`: nobody is born later, and an age above 120 is warned about
 */
export function checkResidentId(input: string, today: string): ResidentIdCheck {
  const value = foldFullWidth(input).replace(/\s/g, "").toUpperCase();
  if (!/^\d{17}[\dX]$/.test(value)) return { ok: false, reason: "format" };
  if (!provinces.has(value.slice(0, 2))) return { ok: false, reason: "region" };
  const birthDate = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isDate(birthDate) || birthDate > today) return { ok: false, reason: "birth_date" };
  if (checkCharacter(value) !== value[17]) return { ok: false, reason: "check_digit" };
  const sex = Number(value[16]) % 2 === 1 ? "male" : "female";
  const implausible = yearsBetween(birthDate, today) > oldestPlausibleYears;
  return { ok: true, value, birthDate, sex, warnings: implausible ? ["implausible_age"] : [] };
}

/** Whole years from a birth date to a day, both `YYYY-MM-DD`. */
export function yearsBetween(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Weights 2^(17 - i) mod 11 over the first 17 digits; the remainder picks the character (GB 11643, annex). */
function checkCharacter(value: string): string | undefined {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(value[i]) * (2 ** (17 - i) % 11);
  return "10X98765432"[sum % 11];
}

function isDate(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1800 && date >= 1 && date <= days;
}
