import { z } from "zod";
import { ledgerAccounts } from "./ledger";

const period = {
  /** Calendar days of the region, both included. */
  from: z.iso.date(),
  until: z.iso.date(),
};

/** Where a page of entries ended: the next begins after it. */
export const ledgerCursor = z.strictObject({ at: z.iso.datetime({ offset: true }), id: z.uuid() });
export type LedgerCursor = z.infer<typeof ledgerCursor>;

const asked = z.strictObject({
  ...period,
  account: z.enum(ledgerAccounts).optional(),
  /** As people write it; in whole. */
  bookingNumber: z.string().trim().min(1).max(40).optional(),
  /** Pending rows that nothing resolved yet, only. */
  open: z.boolean().optional(),
});
const isInOrder = ({ from, until }: { from: string; until: string }) => from <= until;
const order = { error: "input.window_order", path: ["until"] };

/** Entries of some days, newest first, by page. */
export const ledgerList = asked.extend({ after: ledgerCursor.optional() }).refine(isInOrder, order);
export type LedgerList = z.infer<typeof ledgerList>;

/** Balances at the end of `until`, and what moved between. */
export const ledgerBalances = z.strictObject(period).refine(isInOrder, order);
