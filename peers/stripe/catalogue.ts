import type Stripe from "stripe";
import type { z } from "zod";
import { ApiError, noSuch } from "@/peers/stripe/api-error";
import type { meterEventParams, meterParams, priceParams } from "@/peers/stripe/billing-inputs";
import { customerNow, customerOf } from "@/peers/stripe/customer";
import { newId, nowSeconds, type Store } from "@/peers/stripe/state";

export function newMeter(facts: z.infer<typeof meterParams>): Stripe.Billing.Meter {
  return {
    id: newId("mtr_test"),
    object: "billing.meter",
    created: nowSeconds(),
    customer_mapping: { event_payload_key: "stripe_customer_id", type: "by_id" },
    default_aggregation: facts.default_aggregation,
    display_name: facts.display_name,
    event_name: facts.event_name,
    event_time_window: null,
    livemode: false,
    status: "active",
    status_transitions: { deactivated_at: null },
    updated: nowSeconds(),
    value_settings: { event_payload_key: "value" },
  };
}

function newProduct(name: string, metadata: Record<string, string>): Stripe.Product {
  return {
    id: newId("prod"),
    object: "product",
    active: true,
    created: nowSeconds(),
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata,
    name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: nowSeconds(),
    url: null,
  };
}

/** A monthly price with its product; a lookup key stands for one price only. */
export function createPrice({ state }: Store, params: z.infer<typeof priceParams>): Stripe.Price {
  const taken = Object.values(state.prices).some(({ lookup_key: key }) => key && key === params.lookup_key);
  if (taken) throw new ApiError(400, "A price already uses that lookup key.", { param: "lookup_key" });
  const { meter = null, usage_type } = params.recurring;
  if ((usage_type === "metered") !== (meter !== null))
    throw new ApiError(400, "Metered prices must be backed by meters.", { param: "recurring[meter]" });
  if (meter && !state.meters[meter]) throw noSuch("meter", meter);
  const product = newProduct(params.product_data.name, params.product_data.metadata ?? {});
  state.products[product.id] = product;
  const price: Stripe.Price = {
    id: newId("price"),
    object: "price",
    active: true,
    billing_scheme: "per_unit",
    created: nowSeconds(),
    currency: params.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: params.lookup_key ?? null,
    metadata: params.metadata ?? {},
    nickname: null,
    product: product.id,
    recurring: { interval: "month", interval_count: 1, meter, trial_period_days: null, usage_type },
    tax_behavior: params.tax_behavior ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: "recurring",
    unit_amount: params.unit_amount,
    unit_amount_decimal: null,
  };
  state.prices[price.id] = price;
  return price;
}

/** Something used, counted once per identifier (Stripe: within at least 24 hours). */
export function recordUsage(
  store: Store,
  params: z.infer<typeof meterEventParams>,
): Stripe.Billing.MeterEvent {
  const { state } = store;
  if (!Object.values(state.meters).some((meter) => meter.event_name === params.event_name))
    throw new ApiError(400, `No active meter found for event name ${params.event_name}.`);
  const customer = customerOf(store, params.payload.stripe_customer_id);
  const identifier = params.identifier ?? newId("mev");
  if (state.meterEvents[identifier])
    throw new ApiError(400, `An event already exists with identifier ${identifier}.`, {
      code: "duplicate_meter_event",
    });
  const event: Stripe.Billing.MeterEvent = {
    object: "billing.meter_event",
    created: nowSeconds(),
    event_name: params.event_name,
    identifier,
    livemode: false,
    payload: { stripe_customer_id: customer.id, value: String(params.payload.value) },
    timestamp: params.timestamp ?? customerNow(store, customer.id),
  };
  state.meterEvents[identifier] = event;
  return event;
}

/** How much a customer used of a metered price and has not been billed for; marks it as billed when `take` says so. */
export function unbilledUsage(
  { state }: Store,
  customer: string,
  price: Stripe.Price,
  take: boolean,
): number {
  const meter = state.meters[price.recurring?.meter ?? ""];
  let total = 0;
  for (const event of Object.values(state.meterEvents)) {
    const isOf = event.event_name === meter?.event_name && event.payload.stripe_customer_id === customer;
    if (!isOf || state.billedUsage[event.identifier]) continue;
    total += Number(event.payload.value);
    if (take) state.billedUsage[event.identifier] = true;
  }
  return total;
}
