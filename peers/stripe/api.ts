import type { z } from "zod";
import { ApiError, noSuch } from "@/peers/stripe/api-error";
import { billingRoutes } from "@/peers/stripe/billing-api";
import { setupParams, subscribeParams } from "@/peers/stripe/billing-inputs";
import { openSetup, openSubscribing } from "@/peers/stripe/billing-session";
import { disputeRoutes } from "@/peers/stripe/dispute";
import type { FormFields } from "@/peers/stripe/form";
import { bareParams, check, listParams, refundParams, sessionParams } from "@/peers/stripe/inputs";
import { newSession } from "@/peers/stripe/objects";
import { expireSession, refundCharge, sessionOf } from "@/peers/stripe/payment";
import { type ApiDesk, at, idPattern as id, type Route } from "@/peers/stripe/route";
import type { PeerState } from "@/peers/stripe/state";

type StripeObject = { id: string };

function createSession(desk: ApiDesk, fields: FormFields): StripeObject {
  if (fields.mode === "subscription") return openSubscribing(desk, check(subscribeParams, fields));
  if (fields.mode === "setup") return openSetup(desk, check(setupParams, fields));
  const params = check(sessionParams, fields);
  const amount = params.line_items.reduce(
    (sum, line) => sum + line.quantity * line.price_data.unit_amount,
    0,
  );
  if (params.allowed_payment_method_types.includes("wechat_pay") && !params.payment_method_options) {
    const param = "payment_method_options[wechat_pay][client]";
    throw new ApiError(400, `Missing required param: ${param}.`, { code: "parameter_missing", param });
  }
  const session = newSession({
    amount,
    email: params.customer_email ?? null,
    reference: params.client_reference_id ?? null,
    locale: params.locale ?? null,
    metadata: params.metadata,
    methods: params.allowed_payment_method_types,
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? null,
    pageUrl: desk.pageUrl,
  });
  const { state } = desk.store;
  const { metadata = {}, description = null } = params.payment_intent_data ?? {};
  state.sessions[session.id] = session;
  state.intentData[session.id] = { metadata, description };
  state.lines[session.id] = params.line_items.map((line) => line.price_data.product_data.name).join("\n");
  desk.store.save();
  return session;
}

function createRefund(desk: ApiDesk, fields: FormFields): StripeObject {
  const { payment_intent, charge, amount, reason, metadata } = check(refundParams, fields);
  if (!payment_intent && !charge) {
    throw new ApiError(
      400,
      "One of the following params should be provided for this request: payment_intent or charge.",
    );
  }
  return refundCharge(desk, {
    paymentIntent: payment_intent,
    charge,
    amount,
    reason: reason ?? null,
    metadata,
  });
}

function expireById(desk: ApiDesk, fields: FormFields, id: string): StripeObject {
  check(bareParams, fields);
  return expireSession(desk, id);
}

type Table = "sessions" | "intents" | "charges" | "refunds" | "events";
function one(table: Table, noun: string): Route["answer"] {
  return (desk, fields, id) => {
    check(bareParams, fields);
    if (table === "sessions") return sessionOf(desk, id);
    const found = desk.store.state[table][id];
    if (!found) throw noSuch(noun, id);
    return found;
  };
}

/** Whether an object passes the list's filters (`created`, `payment_intent`, `charge`, `type`). */
function passes(item: object, params: z.infer<typeof listParams>): boolean {
  const wanted = { payment_intent: params.payment_intent, charge: params.charge, type: params.type };
  const has = new Map<string, unknown>(Object.entries(item));
  const [made, { gte = 0, lt = Number.POSITIVE_INFINITY }] = [
    Number(has.get("created")),
    params.created ?? {},
  ];
  if (made < gte || made >= lt) return false;
  return Object.entries(wanted).every(([name, value]) => value === undefined || has.get(name) === value);
}

/** Newest first, cut as Stripe cuts. */
function list(table: Table, url: string): Route["answer"] {
  return (desk, fields) => {
    const params = check(listParams, fields);
    const all: StripeObject[] = Object.values<StripeObject>(desk.store.state[table]).reverse();
    const rows = all.filter((item) => passes(item, params));
    const from = params.starting_after ? rows.findIndex(({ id }) => id === params.starting_after) + 1 : 0;
    const data = rows.slice(from, from + params.limit);
    return { object: "list", url, has_more: rows.length > from + data.length, data };
  };
}

const routes: Route[] = [
  ...billingRoutes,
  ...disputeRoutes,
  { method: "POST", path: at("checkout/sessions"), answer: createSession },
  { method: "GET", path: at("checkout/sessions"), answer: list("sessions", "/v1/checkout/sessions") },
  { method: "GET", path: at(`checkout/sessions/${id}`), answer: one("sessions", "checkout.session") },
  { method: "POST", path: at(`checkout/sessions/${id}/expire`), answer: expireById },
  { method: "GET", path: at(`payment_intents/${id}`), answer: one("intents", "payment_intent") },
  { method: "GET", path: at("charges"), answer: list("charges", "/v1/charges") },
  { method: "GET", path: at(`charges/${id}`), answer: one("charges", "charge") },
  { method: "POST", path: at("refunds"), answer: createRefund },
  { method: "GET", path: at("refunds"), answer: list("refunds", "/v1/refunds") },
  { method: "GET", path: at(`refunds/${id}`), answer: one("refunds", "refund") },
  { method: "GET", path: at("events"), answer: list("events", "/v1/events") },
  { method: "GET", path: at(`events/${id}`), answer: one("events", "event") },
];

function lookUp(state: PeerState, key: string): StripeObject | undefined {
  const { intents, charges, refunds, sessions, setupIntents, paymentMethods, invoices, subscriptions } =
    state;
  return (
    intents[key] ??
    charges[key] ??
    refunds[key] ??
    sessions[key] ??
    setupIntents[key] ??
    paymentMethods[key] ??
    invoices[key] ??
    subscriptions[key]
  );
}

/** Replace ids by their objects along each path of `expand[]` (`payment_intent.latest_charge`). */
function expanded(state: PeerState, value: unknown, paths: string[][]): unknown {
  if (paths.length === 0 || value === null || typeof value !== "object") return value;
  const copy = new Map<string, unknown>(Object.entries(value));
  for (const name of new Set(paths.map(([head = ""]) => head))) {
    const deeper = paths.filter(([head]) => head === name).map((path) => path.slice(1));
    const held = copy.get(name);
    const object = typeof held === "string" ? (lookUp(state, held) ?? held) : held;
    const inner = deeper.filter((path) => path.length > 0);
    if (Array.isArray(object))
      copy.set(
        name,
        object.map((item) => expanded(state, item, inner)),
      );
    else if (copy.has(name)) copy.set(name, expanded(state, object, inner));
  }
  return Object.fromEntries(copy);
}

/** Answer one call of the API, or throw ApiError. */
export function answerApi(desk: ApiDesk, method: string, path: string, fields: FormFields): unknown {
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (!match) continue;
    const object = route.answer(desk, fields, match[1] ?? "");
    const wanted = Array.isArray(fields.expand) ? fields.expand : [];
    return expanded(
      desk.store.state,
      object,
      wanted.map((name) => String(name).split(".")),
    );
  }
  throw new ApiError(404, `Unrecognized request URL (${method}: ${path}).`);
}
