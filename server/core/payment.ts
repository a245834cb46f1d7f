import { z } from "zod";

export const paymentDrivers = ["stripe", "cash", "pos"] as const;
export const paymentDriver = z.enum(paymentDrivers);
export type PaymentDriver = z.infer<typeof paymentDriver>;

export const paymentStatuses = ["pending", "succeeded", "failed", "cancelled"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export const refundStatuses = ["pending", "succeeded", "failed"] as const;
export type RefundStatus = (typeof refundStatuses)[number];

/** Ways to pay out by hand what could not go back the way it came: cash, or the operator's bank transfer. */
export const payOuts = ["cash", "bank"] as const;
export type PayOut = (typeof payOuts)[number];

/** Where a payer comes back to from the hosted page, if not to the booking's link: the booking's page of that area. */
export const paymentReturns = ["hospital", "seat"] as const;
export type PaymentReturn = (typeof paymentReturns)[number];
