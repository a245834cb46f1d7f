/** An invoice, or the red letter that takes one back. */
export const invoiceKinds = ["blue", "red"] as const;
export type InvoiceKind = (typeof invoiceKinds)[number];

/**
 * asked: to be sent; sent: under way, stored before the call; unknown: no answer came, only asking resolves it; issued; refused
 * by the provider, with its reason; reversed: a blue one whose red letter was issued.
 */
export const invoiceStatuses = ["asked", "sent", "unknown", "issued", "refused", "reversed"] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

export const titleKinds = ["person", "organisation"] as const;
export type TitleKind = (typeof titleKinds)[number];

export const redReasons = ["refund", "wrong_title"] as const;
export type RedReason = (typeof redReasons)[number];

/** The states from which a call about an invoice may go on. */
export const openInvoiceStatuses = ["asked", "sent", "unknown"] as const;
