import { z } from "zod";

export const paymentDrivers = ["stripe", "cash", "pos"] as const;
export const paymentDriver = z.enum(paymentDrivers);
export type PaymentDriver = z.infer<typeof paymentDriver>;

export const paymentStatuses = ["pending", "succeeded", "failed", "cancelled"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export const refundStatuses = ["pending", "succeeded", "failed"] as const;
export type RefundStatus = (typeof refundStatuses)[number];
