import { z } from "zod";
import { ApiError } from "@/peers/stripe/api-error";
import type { FormFields } from "@/peers/stripe/form";
import { payMethods } from "@/peers/stripe/objects";

const metadata = z.record(z.string().max(40), z.string().max(500)).default({});
const expand = z.array(z.string()).max(20).optional();
const fen = z.coerce.number().int().min(1).max(99_999_999);
const webUrl = z.url({ protocol: /^https?$/ });

/** Parameters of `POST /v1/checkout/sessions` that this peer understands; any other is refused, as at Stripe. */
export const sessionParams = z.strictObject({
  mode: z.literal("payment"),
  line_items: z
    .array(
      z.strictObject({
        quantity: z.coerce.number().int().min(1),
        price_data: z.strictObject({
          currency: z.literal("cny"),
          unit_amount: fen,
          product_data: z.strictObject({ name: z.string().min(1), description: z.string().optional() }),
        }),
      }),
    )
    .min(1),
  allowed_payment_method_types: z
    .array(z.enum(payMethods))
    .min(1)
    .default([...payMethods]),
  payment_method_options: z
    .strictObject({
      wechat_pay: z.strictObject({
        client: z.enum(["web", "ios", "android"]),
        app_id: z.string().optional(),
      }),
    })
    .optional(),
  client_reference_id: z.string().max(200).optional(),
  customer_email: z.email().max(800).optional(),
  locale: z.enum(["auto", "zh", "zh-HK", "zh-TW", "en", "en-GB"]).optional(),
  metadata,
  payment_intent_data: z.strictObject({ metadata, description: z.string().max(1000).optional() }).optional(),
  success_url: webUrl,
  cancel_url: webUrl.optional(),
  expand,
});

/** Parameters of `POST /v1/refunds`. */
export const refundParams = z.strictObject({
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  amount: fen.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  metadata,
  expand,
});

const second = z.coerce.number().int().min(0);
export const listParams = z.strictObject({
  created: z.strictObject({ gte: second.optional(), lt: second.optional() }).optional(),
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  type: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  starting_after: z.string().optional(),
  expand,
});

export const bareParams = z.strictObject({ expand });

const paramOf = (path: PropertyKey[]) =>
  path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join("");

/** Check parameters as Stripe does, with its words for an unknown one. */
export function check<T>(shape: z.ZodType<T>, fields: FormFields): T {
  const parsed = shape.safeParse(fields);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === "unrecognized_keys") {
    const param = paramOf([...issue.path, ...issue.keys.slice(0, 1)]);
    throw new ApiError(400, `Received unknown parameter: ${param}`, { code: "parameter_unknown", param });
  }
  const param = paramOf(issue?.path ?? []);
  throw new ApiError(400, `Invalid ${param}: ${issue?.message ?? "invalid"}`, {
    code: "parameter_invalid",
    param,
  });
}
