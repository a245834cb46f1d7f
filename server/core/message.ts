/** Ways to reach a person, and the life of one message; every message is said once per `dedupe key`. */
export const messageChannels = ["email", "sms", "in_app", "push"] as const;
export type MessageChannel = (typeof messageChannels)[number];
export const messageStatuses = ["queued", "sent", "failed"] as const;
export type MessageStatus = (typeof messageStatuses)[number];
/** What a provider tells after it took a message: it reached the device, or it did not. */
export const messageReceipts = ["delivered", "undelivered"] as const;
export type MessageReceipt = (typeof messageReceipts)[number];

/** Every message the product sends, by the id that is stored with it; the texts stand in `emails/`. */
export const messageTemplates = [
  "sign_in_code",
  "booking_confirmed",
  "booking_unserved",
  "vehicle_assigned",
  "vehicle_on_the_way",
  "arrival_moved",
  "promise_moved",
  "trip_completed",
  "trip_reminder",
  "payment_received",
  "refund_made",
  "booking_cancelled",
  "review_decided",
  "complaint_received",
  "complaint_answered",
  "complaint_closed",
  "complaint_overdue",
  "case_news",
  "certification_lapsing",
  "certification_suspended",
  "certification_decided",
  "standards_failing",
  "vehicle_fault",
  "training_short",
  "tracking_shared",
  "adverse_event_notice",
  "adverse_event_closed",
  "infection_notice",
  "disinfection_asked",
  "offer_made",
  "offer_expiring",
  "unserved_alarm",
  "emergency_alarm",
  "money_alarm",
  "statement_issued",
  "subscription_news",
  "credit_given",
  "settlement_news",
  "invoice_issued",
  "authenticator_reset",
  "data_opened",
  "erasure_decided",
  "relief_checked",
] as const;
export type MessageTemplate = (typeof messageTemplates)[number];
