import { z } from "zod";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const thousandths = z.number().int().min(0).max(1000);
const fen = z.number().int().min(0).max(100_000_000);
const minutes = z.number().int().min(1).max(1440).nullable();

/**
 * How a region settles with its operators, a part of its settings. No source sets a platform fee or a credit for late
 * vehicles: both are nothing unless a region decides, and then say where they come from.
 */
export const settlementSettings = z.strictObject({
  source: z.string().min(1).default("assumed"),
  /** From this hour on the statements of the day before are closed. */
  closeAt: clock.default("00:30"),
  /** The platform's fee: so much for each trip billed, and so many thousandths of what trips came to; both without tax. */
  feePerTripFen: fen.default(0),
  feeThousandths: thousandths.default(0),
  /** Tax on the fee, on top of it: 6 % is the value added tax of services (assumed to apply). */
  taxThousandths: thousandths.default(60),
  /** An operator's dispute about a line is answered within so many working days (assumed, as complaints). */
  answerWorkingDays: z.number().int().min(1).max(60).default(5),
  /** Less is not paid out but carried. */
  smallestPayoutFen: fen.min(1).default(100),
  /** So many minutes after the promised range by the operator's fault give the payer a credit; null: none. */
  creditAfterMinutes: minutes.default(null),
  creditFen: fen.default(0),
  creditThousandths: thousandths.default(0),
  /** A larger one from so many minutes on. */
  creditLongAfterMinutes: minutes.default(null),
  creditLongFen: fen.default(0),
  creditLongThousandths: thousandths.default(0),
});
export type SettlementSettings = z.infer<typeof settlementSettings>;
