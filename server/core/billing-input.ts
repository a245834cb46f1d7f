import { z } from "zod";
import { payOuts } from "./payment";
import { fewest } from "./said";
import { equipmentItem } from "./vehicle";

const minutes = z.number().int().min(1).max(720);

/** What a payer can ask for on the way; the price comes from the quote's own tariff, never from the crew. */
export const extraFacts = z.discriminatedUnion("code", [
  z.strictObject({ code: z.literal("waiting"), minutes }),
  z.strictObject({
    code: z.literal("stairs"),
    /** Storeys carried in all, with what was quoted. */
    floors: z.number().int().min(1).max(60),
    bearers: z.number().int().min(1).max(8),
  }),
  z.strictObject({ code: z.literal("flat_carry"), metres: z.number().int().min(1).max(2000) }),
  z.strictObject({ code: z.literal("stretcher") }),
  z.strictObject({
    code: z.literal("equipment"),
    item: equipmentItem,
    uses: z.number().int().min(1).max(20),
  }),
  z.strictObject({ code: z.literal("staff_nurse") }),
  z.strictObject({ code: z.literal("staff_doctor") }),
]);
export type ExtraFacts = z.infer<typeof extraFacts>;

/** The crew puts the price of something asked for before the payer. `extraId` is made by the client. */
export const billingAskExtra = z.strictObject({ extraId: z.uuid(), tripId: z.uuid(), extra: extraFacts });
/** What an extra would cost, before asking. */
export const billingPriceExtra = z.strictObject({ tripId: z.uuid(), extra: extraFacts });
/** The payer's answer: by the link after a one-time code, or by signing on the crew's phone (`signatureId`). */
export const billingAnswerExtra = z.strictObject({
  extraId: z.uuid(),
  answer: z.enum(["confirmed", "refused"]),
  signatureId: z.uuid().optional(),
});
export const billingOfBooking = z.strictObject({ bookingId: z.uuid() });
/** Bills of a range of calendar days, both included. */
export const billingList = z.strictObject({
  from: z.iso.date(),
  until: z.iso.date(),
  status: z.enum(["issued", "paid", "void"]).optional(),
});
/** The code on a receipt, as anybody scans it. */
export const billingCheckReceipt = z.strictObject({ token: z.string().min(10).max(800) });
export const billingReceipt = z.strictObject({
  billId: z.uuid(),
  locale: z.enum(["zh-CN", "en"]).default("zh-CN"),
});

const fen = z.number().int().min(1).max(100_000_000);

export const paymentStartCheckout = z.strictObject({ bookingId: z.uuid() });
/** A hospital's booking goes on its monthly account, or off it again. */
export const paymentOnAccount = z.strictObject({ bookingId: z.uuid() });
/** Cash handed to the crew; `paymentId` is made by the client, so that a resend counts once. */
export const paymentRecordCash = z.strictObject({ paymentId: z.uuid(), tripId: z.uuid(), amountFen: fen });
export const paymentRecordPos = z.strictObject({
  paymentId: z.uuid(),
  tripId: z.uuid(),
  amountFen: fen,
  slipNumber: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{4,40}$/, "payment.slip_number"),
});
export const paymentRefund = z.strictObject({
  refundId: z.uuid(),
  paymentId: z.uuid(),
  amountFen: fen,
  reason: z.string().trim().min(fewest.words, "payment.refund_reason").max(200),
});
export type PaymentRefund = z.infer<typeof paymentRefund>;
/** Cash or POS money was handed back. */
export const paymentConfirmRefund = z.strictObject({ refundId: z.uuid() });
/** Ask again for a refund that was refused. */
export const paymentRetryRefund = z.strictObject({ refundId: z.uuid() });
/** Money of another sum was given back at Stripe, by the number of that refund. */
export const paymentDropMismatch = z.strictObject({
  paymentId: z.uuid(),
  reference: z.string().trim().min(fewest.words, "payment.pay_out_reference").max(60),
});
/** A refused refund was given back by hand: how, and the receipt or transfer that shows it. */
export const paymentPayOutRefund = z.strictObject({
  refundId: z.uuid(),
  by: z.enum(payOuts),
  reference: z.string().trim().min(fewest.words, "payment.pay_out_reference").max(60),
});
