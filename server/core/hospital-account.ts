import { z } from "zod";
import { addDays } from "./local-time";
import { fewest } from "./said";

export const hospitalAccountStatuses = ["open", "suspended"] as const;

/** What a line of a statement is: a trip put on the account, or so much of it given back. */
export const statementLineKinds = ["charge", "credit"] as const;

/** What the region's finance office agrees with a hospital. */
export const hospitalAccountSave = z.strictObject({
  hospitalId: z.uuid(),
  status: z.enum(hospitalAccountStatuses),
  /** At most ten million yuan. */
  creditLimitFen: z.number().int().min(0).max(1_000_000_000),
  /** A day that every month has. */
  statementDay: z.number().int().min(1).max(28),
  dueDays: z.number().int().min(1).max(120),
  contactName: z.string().trim().min(fewest.words, "account.contact_name").max(60),
  contactEmail: z.email("account.contact_email").max(200).nullable(),
  contactPhone: z.string().trim().max(40).nullable(),
  payerName: z.string().trim().min(fewest.words, "account.payer_name").max(120),
});
export type HospitalAccountSave = z.infer<typeof hospitalAccountSave>;

export const hospitalAccountOf = z.strictObject({ hospitalId: z.uuid() });
export const hospitalStatementOf = z.strictObject({ statementId: z.uuid() });

/** What one booking owes on an account by one operator's books; below zero: the hospital has it to good. */
export interface OpenItem {
  orgId: string;
  bookingId: string;
  openFen: number;
  /** When it was put on the account, epoch milliseconds. */
  at: number;
}

export interface Allocation {
  parts: { item: OpenItem; fen: number }[];
  /** What no open item takes. */
  leftFen: number;
}

/**
 * Lay money on what is open, the oldest first; credits of the hospital count as money of it and are used up before. The parts
 * add up to the money less what is left. `fen` above zero pays an item, below zero uses a credit.
 */
export function allocateOldestFirst(items: readonly OpenItem[], amountFen: number): Allocation {
  const ordered = [...items].sort((a, b) => a.at - b.at || a.bookingId.localeCompare(b.bookingId));
  const owedFen = ordered.reduce((sum, { openFen }) => sum + Math.max(0, openFen), 0);
  const parts: Allocation["parts"] = [];
  let leftFen = amountFen;
  for (const item of ordered) {
    // A credit is of use only as far as there is something to pay beyond the money that came.
    const needFen = Math.max(0, owedFen - leftFen);
    const fen = Math.min(-item.openFen, needFen);
    if (item.openFen >= 0 || fen <= 0) continue;
    parts.push({ item, fen: -fen });
    leftFen += fen;
  }
  for (const item of ordered) {
    const fen = Math.min(item.openFen, leftFen);
    if (fen <= 0) continue;
    parts.push({ item, fen });
    leftFen -= fen;
  }
  return { parts, leftFen };
}

/** How long money is overdue, in the steps in which offices count it. */
export const ageSteps = ["not_due", "to_30", "to_60", "to_90", "beyond_90"] as const;
export type AgeStep = (typeof ageSteps)[number];

/** The step of something due on a day, seen on another; without a day it is not on a statement yet. */
export function ageStep(dueOn: string | null, today: string): AgeStep {
  if (dueOn === null || today <= dueOn) return "not_due";
  if (today <= addDays(dueOn, 30)) return "to_30";
  if (today <= addDays(dueOn, 60)) return "to_60";
  return today <= addDays(dueOn, 90) ? "to_90" : "beyond_90";
}

/** What is open by age; the sums of all steps together are the balance. */
export function agesOf(
  items: readonly { openFen: number; dueOn: string | null }[],
  today: string,
): Record<AgeStep, number> {
  const sums: Record<AgeStep, number> = { not_due: 0, to_30: 0, to_60: 0, to_90: 0, beyond_90: 0 };
  for (const { openFen, dueOn } of items) sums[ageStep(dueOn, today)] += openFen;
  return sums;
}

/** The month before a day: "2026-08-01" → "2026-07". */
export function monthBefore(day: string): string {
  return addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7);
}

/** The first day of the month after: "2026-12" → "2027-01-01". */
export function dayAfterMonth(month: string): string {
  return `${addDays(`${month}-28`, 4).slice(0, 7)}-01`;
}

/** A statement's number as the hospital writes it on its transfer: never to be taken for a booking's (月结). */
export const statementNumber = (counted: string): string => `YJ${counted}`;
