import type { CloseItemKind, CloseSource } from "@/server/core/settlement/close";

/** Something open that a source told of; kept once by kind and subject. */
export interface Found {
  kind: CloseItemKind;
  subject: string;
  orgId: string | null;
  bookingId: string | null;
  amountFen: number;
  detail: string | null;
  since: Date;
}

/** How a source stands; null: the region does not use it. */
export interface Sight {
  source: CloseSource;
  ledgerFen: number | null;
  sourceFen: number | null;
  found: Found[];
}
