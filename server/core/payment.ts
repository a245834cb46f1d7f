import { z } from "zod";

export const paymentDrivers = ["stripe", "cash", "pos"] as const;
export const paymentDriver = z.enum(paymentDrivers);
export type PaymentDriver = z.infer<typeof paymentDriver>;

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
export const moneyAlarms = ["refund_failed", "amount_mismatch"] as const;
export type MoneyAlarm = (typeof moneyAlarms)[number];
