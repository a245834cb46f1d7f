import type { InvoiceStatus } from "@/server/core/invoice/state";

/** The colour of each state of an invoice. */
export const invoiceTones = {
  asked: "wait",
  sent: "wait",
  unknown: "late",
  issued: "ok",
  refused: "danger",
  reversed: "neutral",
} as const satisfies Record<InvoiceStatus, string>;
