/** What is shown of personal values by default (domain.md, Privacy). A mask never shows how long the hidden part was, save where the format fixes it. */

/** `张*`: the first character, whole even where it lies outside the basic plane (rare surnames). */
export function maskName(name: string): string {
  const first = Array.from(name.trim())[0];
  return first === undefined ? "" : `${first}*`;
}

/** `330105********002X`: division and last four. Anything that is no 18-character number is hidden whole. */
export function maskResidentId(residentId: string): string {
  const value = residentId.trim();
  return /^\d{17}[\dXx]$/.test(value) ? `${value.slice(0, 6)}********${value.slice(-4)}` : "****";
}

/** `138****8000` for mobiles, `0576-****4321` for landlines; takes stored (`+86…`) and national forms. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/[\s-]/g, "").replace(/^\+86/, "");
  if (/^1[3-9]\d{9}$/.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  const area = /^0?(10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/.exec(digits)?.[1];
  return area === undefined ? "****" : `0${area}-****${digits.slice(-4)}`;
}

/** `z***@example.com`: the first character and the domain. */
export function maskEmail(email: string): string {
  const match = /^(.)[^@]*@([^@\s]+)$/u.exec(email.trim());
  return match ? `${match[1]}***@${match[2]}` : "****";
}
