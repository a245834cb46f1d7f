import { z } from "zod";
import { payMethods } from "@/peers/stripe/objects";

const metadata = z.record(z.string().max(40), z.string().max(500)).optional();
const expand = z.array(z.string()).max(20).optional();
const fen = z.coerce.number().int().min(0).max(99_999_999);
const seconds = z.coerce.number().int();
const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const webUrl = z.url({ protocol: /^https?$/ });
const locale = z.enum(["auto", "zh", "zh-HK", "zh-TW", "en", "en-GB"]);

export const customerParams = z.strictObject({
  name: z.string().max(256).optional(),
  email: z.email().max(512).optional(),
  preferred_locales: z.array(z.string()).optional(),
  invoice_settings: z.strictObject({ default_payment_method: z.string().optional() }).optional(),
  metadata,
  expand,
});
export const meterParams = z.strictObject({
  display_name: z.string().min(1).max(250),
  event_name: z.string().min(1).max(100),
  default_aggregation: z.strictObject({ formula: z.enum(["sum", "count"]) }),
  expand,
});
export const meterEventParams = z.strictObject({
  event_name: z.string().min(1).max(100),
  identifier: z.string().min(1).max(100).optional(),
  timestamp: seconds.optional(),
  payload: z.strictObject({ stripe_customer_id: z.string(), value: z.coerce.number().int().min(0) }),
  expand,
});
export const priceParams = z.strictObject({
  currency: z.literal("cny"),
  unit_amount: fen,
  lookup_key: z.string().max(200).optional(),
  tax_behavior: z.enum(["inclusive", "exclusive", "unspecified"]).optional(),
  recurring: z.strictObject({
    interval: z.literal("month"),
    usage_type: z.enum(["licensed", "metered"]).default("licensed"),
    meter: z.string().optional(),
  }),
  product_data: z.strictObject({ name: z.string().min(1), metadata }),
  metadata,
  expand,
});
export const priceListParams = z.strictObject({
  lookup_keys: z.array(z.string()).max(10).optional(),
  active: flag.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  expand,
});
export const ofCustomerParams = z.strictObject({
  customer: z.string().optional(),
  subscription: z.string().optional(),
  status: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  starting_after: z.string().optional(),
  expand,
});

const quantity = z.coerce.number().int().min(1).optional();
/** `POST /v1/checkout/sessions` with `mode` subscription: one price, a customer, perhaps a trial. */
export const subscribeParams = z.strictObject({
  mode: z.literal("subscription"),
  customer: z.string(),
  line_items: z.array(z.strictObject({ price: z.string(), quantity })).min(1),
  subscription_data: z
    .strictObject({ metadata, trial_period_days: z.coerce.number().int().min(1).max(730).optional() })
    .optional(),
  payment_method_collection: z.enum(["always", "if_required"]).optional(),
  client_reference_id: z.string().max(200).optional(),
  locale: locale.optional(),
  metadata,
  success_url: webUrl,
  cancel_url: webUrl.optional(),
  expand,
});
/** With `mode` setup: another card for a customer. */
export const setupParams = z.strictObject({
  mode: z.literal("setup"),
  customer: z.string(),
  currency: z.literal("cny").optional(),
  allowed_payment_method_types: z.array(z.enum(payMethods)).optional(),
  setup_intent_data: z.strictObject({ metadata }).optional(),
  locale: locale.optional(),
  metadata,
  success_url: webUrl,
  cancel_url: webUrl.optional(),
  expand,
});

const item = z.strictObject({
  id: z.string().optional(),
  price: z.string().optional(),
  quantity,
  deleted: flag.optional(),
});
const behaviour = z.enum(["always_invoice", "create_prorations", "none"]).default("create_prorations");
export const subscriptionParams = z.strictObject({
  items: z.array(item).optional(),
  proration_behavior: behaviour,
  proration_date: seconds.optional(),
  cancel_at_period_end: flag.optional(),
  default_payment_method: z.string().optional(),
  metadata,
  expand,
});
export const previewParams = z.strictObject({
  customer: z.string().optional(),
  subscription: z.string(),
  subscription_details: z
    .strictObject({
      items: z.array(item).optional(),
      proration_behavior: behaviour,
      proration_date: seconds.optional(),
    })
    .optional(),
  expand,
});
export const payInvoiceParams = z.strictObject({ payment_method: z.string().optional(), expand });
export type ChangedItem = z.infer<typeof item>;
