import { z } from "zod";
import { localDay, localTime } from "./local-time";
import { fewest } from "./said";

/**
 * Where a payer's dispute with the bank stands: the money is not taken yet or an answer is awaited from us, the bank looks at
 * the answer, and how it ended. `closed` ended without money having moved.
 */
export const disputeStatuses = ["needs_response", "under_review", "won", "lost", "closed"] as const;
export type DisputeStatus = (typeof disputeStatuses)[number];

export const disputeOf = z.strictObject({ disputeId: z.uuid() });
export const disputeAnswer = z.strictObject({
  disputeId: z.uuid(),
  /** What the office says itself, beside the trip's record. */
  statement: z.string().trim().min(fewest.story, "dispute.statement").max(2000),
});

interface Facts {
  bookingNumber: string;
  billNumber: string | null;
  confirmedAt: Date | null;
  quotedFen: number;
  billedFen: number;
  plate: string | null;
  boardedAt: Date | null;
  deliveredAt: Date | null;
  drivenMetres: number | null;
}

/** The record of a trip as banks abroad read it; in English, since the card schemes ask for it. Names nobody. */
export function evidenceText(facts: Facts, statement: string, timeZone: string): string {
  const at = (instant: Date | null) =>
    instant ? `${localDay(instant, timeZone)} ${localTime(instant, timeZone)} (${timeZone})` : "not recorded";
  const yuan = (fen: number) => `CNY ${(fen / 100).toFixed(2)}`;
  return [
    `Patient transfer, booking ${facts.bookingNumber}, bill ${facts.billNumber ?? "-"}.`,
    `Booked and price agreed: ${at(facts.confirmedAt)}, quoted ${yuan(facts.quotedFen)}, billed ${yuan(facts.billedFen)}.`,
    `Vehicle ${facts.plate ?? "-"}; patient on board ${at(facts.boardedAt)}; delivered ${at(facts.deliveredAt)}.`,
    `Distance driven with the patient: ${facts.drivenMetres === null ? "not recorded" : `${(facts.drivenMetres / 1000).toFixed(1)} km`}.`,
    `Statement: ${statement}`,
  ].join("\n");
}
