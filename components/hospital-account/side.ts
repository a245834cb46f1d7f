/** Who looks at an account: the hospital itself, or the region's finance office. */
export type Side = "hospital" | "finance";

/** The page of one statement on each side. */
export const statementHref = (side: Side, id: string): string =>
  side === "hospital" ? `/hospital/account/${id}` : `/finance/accounts/statements/${id}`;

/** The page that explains a charge: the hospital's own booking, for finance the postings of the trip since a day. */
export const tripHref = (side: Side, booking: { id: string; number: string }, from: string): string =>
  side === "hospital"
    ? `/hospital/bookings/${booking.id}`
    : `/finance/ledger?bookingNumber=${booking.number}&from=${from}`;
