import { z } from "zod";
import { checkCreditCode } from "../credit-code";
import { invoiceStatuses } from "./state";

const title = z.string().trim().min(2, "invoice.title").max(100, "invoice.title");
const email = z.email({ error: "invoice.email" }).max(200);

/** To whom an invoice is made out: an organisation by its credit code (18 characters, GB 32100), a person by name alone. */
export const invoiceTitle = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("person"), title }),
  z.strictObject({
    kind: z.literal("organisation"),
    title,
    taxNumber: z.string().transform((text, ctx) => {
      const checked = checkCreditCode(text);
      if (checked.ok) return checked.value;
      ctx.addIssue({ code: "custom", message: "invoice.tax_number" });
      return z.NEVER;
    }),
  }),
]);
export type InvoiceTitle = z.infer<typeof invoiceTitle>;

export const invoiceAsk = z.strictObject({ bookingId: z.uuid(), title: invoiceTitle, email });
export const invoiceOfBooking = z.strictObject({ bookingId: z.uuid() });
export const invoiceList = z.strictObject({ status: z.enum(invoiceStatuses).optional() });
export const invoiceRetry = z.strictObject({ invoiceId: z.uuid() });

/** What is sealed of an invoice's buyer. */
export interface Buyer {
  title: string;
  taxNumber: string | null;
  email: string;
}
