import type Stripe from "stripe";
import { noSuch } from "@/peers/stripe/api-error";
import { newId, nowSeconds, type Store } from "@/peers/stripe/state";

type Metadata = Record<string, string>;

/** A customer's own time: the real one, and how far tests have moved it on (Stripe's test clocks do so per customer). */
export function customerNow({ state }: Store, customerId: string): number {
  return nowSeconds() + (state.clocks[customerId] ?? 0);
}

export function customerOf({ state }: Store, id: string): Stripe.Customer {
  const found = state.customers[id];
  if (!found) throw noSuch("customer", id);
  return found;
}

export function newCustomer(facts: {
  name: string | null;
  email: string | null;
  locales: string[];
  metadata: Metadata;
}): Stripe.Customer {
  return {
    id: newId("cus"),
    object: "customer",
    address: null,
    balance: 0,
    created: nowSeconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: facts.email,
    invoice_prefix: newId("X").slice(2, 10).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: facts.metadata,
    name: facts.name,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: facts.locales,
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}

const nothing = { address: null, email: null, name: null, phone: null, tax_id: null };

/** A card kept for later. 4242 pays; 0341 can be kept and is declined whenever it is charged, as Stripe's test cards. */
export function newCard(customer: string, last4: "4242" | "0341"): Stripe.PaymentMethod {
  return {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "limited",
    billing_details: nothing,
    card: {
      brand: "visa",
      checks: null,
      country: "US",
      display_brand: "visa",
      exp_month: 12,
      exp_year: 2040,
      funding: "credit",
      generated_from: null,
      last4,
      networks: { available: ["visa"], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: nowSeconds(),
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
}

/** The keeping of a card, done. */
export function newSetupIntent(
  customer: string,
  paymentMethod: string,
  metadata: Metadata,
): Stripe.SetupIntent {
  const id = newId("seti");
  return {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${newId("x")}`,
    created: nowSeconds(),
    customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: "succeeded",
    usage: "off_session",
  };
}

/** The card that is charged for a subscription; null: there is none. */
export function cardFor(store: Store, subscription: Stripe.Subscription): Stripe.PaymentMethod | null {
  const customer = customerOf(store, String(subscription.customer));
  const id = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method;
  return (typeof id === "string" && store.state.paymentMethods[id]) || null;
}
