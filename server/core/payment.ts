import { z } from "zod";

/**
 * Ways in which a booking is paid: online, in the crew's hand, on its card device, on a hospital's monthly account, by a
 * transfer to the region's bank account, by a fund or insurer.
 */
export const paymentDrivers = ["stripe", "cash", "pos", "account", "bank_transfer", "insurance"] as const;
export const paymentDriver = z.enum(paymentDrivers);
export type PaymentDriver = z.infer<typeof paymentDriver>;

/** Drivers whose money is a claim on somebody else than the payer: the hospital, the fund. Their payments name that party. */
export const claimDrivers = ["account", "insurance"] as const satisfies readonly PaymentDriver[];

/** What carries a refund out: a job at the service, a person's hand, a row in the books alone, or the insurer's own cancelling. */
type RefundWay = "service" | "hand" | "books" | "insurer";

/** How money of each driver goes back. */
export const refundWays: Record<PaymentDriver, RefundWay> = {
  stripe: "service",
  cash: "hand",
  pos: "hand",
  account: "books",
  bank_transfer: "hand",
  insurance: "insurer",
};

export const paymentStatuses = ["pending", "succeeded", "failed", "cancelled"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export const refundStatuses = ["pending", "succeeded", "failed"] as const;
export type RefundStatus = (typeof refundStatuses)[number];

/** Ways in which a person gives back what was refused: cash, the operator's bank transfer, or Stripe's own dashboard. */
export const payOuts = ["cash", "bank", "stripe"] as const;
export type PayOut = (typeof payOuts)[number];

/** Where a payer comes back to from the hosted page, if not to the booking's link: the booking's page of that area. */
export const paymentReturns = ["hospital", "seat"] as const;
export type PaymentReturn = (typeof paymentReturns)[number];

/** What about money a person must look at: a refund that was refused, or money that is not what was asked for. */
export const moneyAlarms = ["refund_failed", "amount_mismatch", "disputed", "insurance_unknown"] as const;
export type MoneyAlarm = (typeof moneyAlarms)[number];
