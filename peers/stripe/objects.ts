import Stripe from "stripe";
import { newId, nowSeconds } from "@/peers/stripe/state";

/** How the payer chose to pay on the hosted page. */
export const payMethods = ["card", "alipay", "wechat_pay"] as const;
export type PayMethod = (typeof payMethods)[number];

/** A checkout lives a day, as at Stripe. */
const sessionSeconds = 24 * 3600;
const address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

interface SessionFacts {
  amount: number;
  email: string | null;
  reference: string | null;
  locale: string | null;
  metadata: Record<string, string>;
  methods: string[];
  successUrl: string;
  cancelUrl: string | null;
  pageUrl: (id: string) => string;
}

/** A new open checkout session, every field of the API present. */
export function newSession(facts: SessionFacts): Stripe.Checkout.Session {
  const id = newId("cs_test");
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: facts.methods,
    amount_subtotal: facts.amount,
    amount_total: facts.amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: facts.cancelUrl,
    client_reference_id: facts.reference,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: nowSeconds(),
    currency: "cny",
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_creation: "if_required",
    customer_details: null,
    customer_email: facts.email,
    discounts: [],
    expires_at: nowSeconds() + sessionSeconds,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: facts.locale,
    managed_payments: null,
    metadata: facts.metadata,
    mode: "payment",
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_configuration_details: null,
    payment_method_options: { wechat_pay: { app_id: null, client: "web" } },
    payment_method_types: facts.methods,
    payment_status: "unpaid",
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    success_url: facts.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: facts.pageUrl(id),
    wallet_options: null,
  };
}

/** The payment intent behind a session; Stripe makes it with the first attempt to pay. */
export function newIntent(
  session: Stripe.Checkout.Session,
  data: { metadata: Record<string, string>; description: string | null },
): Stripe.PaymentIntent {
  const id = newId("pi");
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: session.amount_total ?? 0,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${newId("x")}`,
    confirmation_method: "automatic",
    created: nowSeconds(),
    currency: "cny",
    customer: null,
    customer_account: null,
    description: data.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: data.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: session.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_group: null,
  };
}

const card = (last4: string): Stripe.Charge.PaymentMethodDetails.Card => ({
  amount_authorized: null,
  authorization_code: null,
  brand: "visa",
  checks: null,
  country: "US",
  electronic_commerce_indicator: null,
  exp_month: 12,
  exp_year: 2040,
  funding: "credit",
  installments: null,
  last4,
  mandate: null,
  network: "visa",
  network_transaction_id: null,
  regulated_status: "unregulated",
  three_d_secure: null,
  transaction_link_id: null,
  wallet: null,
});

function methodDetails(method: PayMethod, paid: boolean): Stripe.Charge.PaymentMethodDetails {
  const transaction = { fingerprint: null, transaction_id: paid ? newId("txn") : null };
  if (method === "card") return { type: method, card: card(paid ? "4242" : "0002") };
  return method === "alipay"
    ? { type: method, alipay: transaction }
    : { type: method, wechat_pay: transaction };
}

/** One attempt to pay: a paid charge, or a failed one that says why. */
export function newCharge(
  intent: Stripe.PaymentIntent,
  method: PayMethod,
  email: string | null,
  paid: boolean,
): Stripe.Charge {
  const failure = paid ? null : { failure_code: "card_declined", failure_message: "Your card was declined." };
  return {
    id: newId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: paid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address, email, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: paid,
    created: nowSeconds(),
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.failure_code ?? null,
    failure_message: failure?.failure_message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: null,
    paid,
    payment_intent: intent.id,
    payment_method: newId("pm"),
    payment_method_details: methodDetails(method, paid),
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: paid ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  };
}

/** Money given back; here it arrives at once. */
export function newRefund(
  charge: Stripe.Charge,
  amount: number,
  reason: Stripe.Refund["reason"],
  metadata: Record<string, string>,
): Stripe.Refund {
  return {
    id: newId("re"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: nowSeconds(),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };
}

/** The API version of the objects; what the SDK of this project speaks. */
export const apiVersion: string = Stripe.API_VERSION;
