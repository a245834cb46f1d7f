import type { LedgerList } from "@/server/core/ledger-input";

/** The query that a search of the ledger is; a page's address and a file's address say it alike. */
export function ledgerQuery({
  from,
  until,
  account,
  bookingNumber,
  open,
  after,
}: LedgerList): URLSearchParams {
  const asked = new URLSearchParams({ from, until });
  if (account) asked.set("account", account);
  if (bookingNumber) asked.set("bookingNumber", bookingNumber);
  if (open) asked.set("open", "1");
  if (after) {
    asked.set("at", after.at);
    asked.set("id", after.id);
  }
  return asked;
}

/** The address of a search of the ledger. */
export const ledgerHref = (search: LedgerList): string => `/finance/ledger?${ledgerQuery(search)}`;
