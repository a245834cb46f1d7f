import { z } from "zod";

/**
 * What can go wrong, on demand. `drop`: done, and the answer is lost; `hold`: the line breaks and the message arrives only when
 * it is let go; `error_done`, `error`: −1 after doing it and without; `refuse`: −2 with words; `stall`: done, the answer takes so
 * many milliseconds; `cut`: done, half of the answer; `strings`: numbers as strings; `nulls`: arrays as null; `differs`: a
 * settlement unlike its pre-settlement; `contradicts`: sums that do not add up; `signed_out`: the sign-in has expired.
 */
export const faultKinds = [
  "drop",
  "hold",
  "error_done",
  "error",
  "refuse",
  "stall",
  "cut",
  "strings",
  "nulls",
  "differs",
  "contradicts",
  "signed_out",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export const fault = z.strictObject({
  kind: z.enum(faultKinds),
  /** Only for this transaction; any when not said. */
  infno: z.string().optional(),
  times: z.number().int().min(1).default(1),
  milliseconds: z.number().int().min(0).default(60_000),
  message: z.string().default("基金支付暂停，请联系经办机构"),
});
export type Fault = z.infer<typeof fault>;

/** The next fault meant for a transaction, counted down. */
export function nextFault(faults: Fault[], infno: string): Fault | null {
  const found = faults.find((each) => each.infno === undefined || each.infno === infno);
  if (!found) return null;
  found.times -= 1;
  if (found.times === 0) faults.splice(faults.indexOf(found), 1);
  return found;
}

/** Every number of an answer as a string, as some regions write them. */
export function numbersAsStrings(value: unknown): unknown {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(numbersAsStrings);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, under]) => [key, numbersAsStrings(under)]));
}

/** Every empty array as null; `all` takes the full ones too. */
export function arraysAsNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(arraysAsNull);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, under]) => [key, arraysAsNull(under)]));
}

/** A settlement whose fund part is told a yuan too high. */
export function contradicting(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, under]) => [
      key,
      key === "fund_pay_sumamt" && typeof under === "number" ? under + 1 : contradicting(under),
    ]),
  );
}
