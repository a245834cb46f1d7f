import type Stripe from "stripe";
import { z } from "zod";
import { ApiError, noSuch } from "@/peers/stripe/api-error";
import type { FormFields } from "@/peers/stripe/form";
import { bareParams, check } from "@/peers/stripe/inputs";
import type { Desk } from "@/peers/stripe/payment";
import { at, idPattern as id, type Route } from "@/peers/stripe/route";
import { newId, nowSeconds } from "@/peers/stripe/state";

/** What Stripe itself charges for a lost dispute is no business of the product; days to answer, as Stripe gives for cards. */
const answerSeconds = 7 * 86_400;

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

function newDispute(charge: Stripe.Charge, reason: string): Stripe.Dispute {
  const due = nowSeconds() + answerSeconds;
  return {
    id: newId("du"),
    object: "dispute",
    amount: charge.amount_captured - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: nowSeconds(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: structuredClone(noEvidence),
    evidence_details: {
      due_by: due,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "manual",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    network_reason_code: null,
    payment_intent: charge.payment_intent,
    reason,
    status: "needs_response",
  };
}

/** The payer goes to the bank: the money is taken from us at once, as Stripe does. */
export function openDispute(desk: Desk, sessionId: string, reason: string): Stripe.Dispute {
  const { state } = desk.store;
  const intentId = state.sessions[sessionId]?.payment_intent;
  const intent = typeof intentId === "string" ? state.intents[intentId] : undefined;
  const charge = typeof intent?.latest_charge === "string" ? state.charges[intent.latest_charge] : undefined;
  if (!charge?.paid) throw noSuch("charge", sessionId);
  const known = Object.values(state.disputes).find((each) => each.charge === charge.id);
  if (known) return known;
  const dispute = newDispute(charge, reason);
  state.disputes[dispute.id] = dispute;
  charge.disputed = true;
  desk.webhooks.emit("charge.dispute.created", dispute);
  desk.webhooks.emit("charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

/** The bank decides. A dispute that is over stays as it is. */
export function closeDispute(desk: Desk, disputeId: string, status: "won" | "lost"): Stripe.Dispute {
  const dispute = desk.store.state.disputes[disputeId];
  if (!dispute) throw noSuch("dispute", disputeId);
  if (dispute.status === "won" || dispute.status === "lost") return dispute;
  dispute.status = status;
  desk.webhooks.emit("charge.dispute.closed", dispute);
  if (status === "won") desk.webhooks.emit("charge.dispute.funds_reinstated", dispute);
  return dispute;
}

const evidence = z.partialRecord(
  z.enum(Object.keys(noEvidence) as [string, ...string[]]),
  z.string().max(20_000),
);
const updateParams = z.strictObject({
  evidence: evidence.optional(),
  submit: z.enum(["true", "false"]).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  expand: z.array(z.string()).optional(),
});

function update(desk: Desk, fields: FormFields, disputeId: string): Stripe.Dispute {
  const dispute = desk.store.state.disputes[disputeId];
  if (!dispute) throw noSuch("dispute", disputeId);
  const params = check(updateParams, fields);
  if (dispute.status !== "needs_response")
    throw new ApiError(400, "This dispute is already closed or evidence was already submitted for it.");
  Object.assign(dispute.evidence, params.evidence ?? {});
  dispute.evidence_details.has_evidence = true;
  if (params.submit !== "false") {
    dispute.status = "under_review";
    dispute.evidence_details.submission_count += 1;
  }
  desk.webhooks.emit("charge.dispute.updated", dispute);
  desk.store.save();
  return dispute;
}

function one(desk: Desk, fields: FormFields, disputeId: string): Stripe.Dispute {
  check(bareParams, fields);
  const found = desk.store.state.disputes[disputeId];
  if (!found) throw noSuch("dispute", disputeId);
  return found;
}

export const disputeRoutes: Route[] = [
  { method: "GET", path: at(`disputes/${id}`), answer: one },
  { method: "POST", path: at(`disputes/${id}`), answer: update },
];

/**
 * For tests: `POST /peer/sessions/ID/dispute` (the payer goes to the bank), `POST /peer/disputes/ID/won` and `.../lost`. The
 * dispute; null: another address.
 */
export function controlDispute(desk: Desk, pathname: string): Stripe.Dispute | null {
  const opened = /^\/peer\/sessions\/(\w+)\/dispute$/.exec(pathname)?.[1];
  if (opened) return openDispute(desk, opened, "product_not_received");
  const closed = /^\/peer\/disputes\/(\w+)\/(won|lost)$/.exec(pathname);
  return closed?.[1] ? closeDispute(desk, closed[1], closed[2] === "won" ? "won" : "lost") : null;
}
