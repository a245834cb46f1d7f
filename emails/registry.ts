import { adverseEventClosed } from "@/emails/adverse-event-closed";
import { adverseEventNotice } from "@/emails/adverse-event-notice";
import { arrivalMoved } from "@/emails/arrival-moved";
import { authenticatorReset } from "@/emails/authenticator-reset";
import { bookingCancelled } from "@/emails/booking-cancelled";
import { bookingConfirmed } from "@/emails/booking-confirmed";
import { bookingUnserved } from "@/emails/booking-unserved";
import { caseNews } from "@/emails/case-news";
import { certificationDecided } from "@/emails/certification-decided";
import { certificationLapsing } from "@/emails/certification-lapsing";
import { certificationSuspended } from "@/emails/certification-suspended";
import { complaintAnswered } from "@/emails/complaint-answered";
import { complaintClosed } from "@/emails/complaint-closed";
import { complaintOverdue } from "@/emails/complaint-overdue";
import { complaintReceived } from "@/emails/complaint-received";
import { creditGiven } from "@/emails/credit-given";
import { dataOpened } from "@/emails/data-opened";
import type { RenderedMail, Template } from "@/emails/define-template";
import { disinfectionAsked } from "@/emails/disinfection-asked";
import { emergencyAlarm } from "@/emails/emergency-alarm";
import { erasureDecided } from "@/emails/erasure-decided";
import { infectionNotice } from "@/emails/infection-notice";
import { invoiceIssued } from "@/emails/invoice-issued";
import { moneyAlarm } from "@/emails/money-alarm";
import { offerExpiring } from "@/emails/offer-expiring";
import { offerMade } from "@/emails/offer-made";
import { paymentReceived } from "@/emails/payment-received";
import { promiseMoved } from "@/emails/promise-moved";
import { refundMade } from "@/emails/refund-made";
import { reliefChecked } from "@/emails/relief-checked";
import { reviewDecided } from "@/emails/review-decided";
import { settlementNews } from "@/emails/settlement-news";
import { signInCode } from "@/emails/sign-in-code";
import { standardsFailing } from "@/emails/standards-failing";
import { statementIssued } from "@/emails/statement-issued";
import { subscriptionNews } from "@/emails/subscription-news";
import { trackingShared } from "@/emails/tracking-shared";
import { trainingShort } from "@/emails/training-short";
import { tripCompleted } from "@/emails/trip-completed";
import { tripReminder } from "@/emails/trip-reminder";
import { unservedAlarm } from "@/emails/unserved-alarm";
import { vehicleAssigned } from "@/emails/vehicle-assigned";
import { vehicleFault } from "@/emails/vehicle-fault";
import { vehicleOnTheWay } from "@/emails/vehicle-on-the-way";
import type { AppLocale } from "@/messages/routing";
import type { MessageTemplate } from "@/server/core/message";

/** Every message the product sends, by the id that is stored with it. */
export const templates = {
  sign_in_code: signInCode,
  booking_confirmed: bookingConfirmed,
  booking_unserved: bookingUnserved,
  vehicle_assigned: vehicleAssigned,
  vehicle_on_the_way: vehicleOnTheWay,
  arrival_moved: arrivalMoved,
  promise_moved: promiseMoved,
  trip_completed: tripCompleted,
  trip_reminder: tripReminder,
  payment_received: paymentReceived,
  refund_made: refundMade,
  booking_cancelled: bookingCancelled,
  review_decided: reviewDecided,
  complaint_received: complaintReceived,
  complaint_answered: complaintAnswered,
  complaint_closed: complaintClosed,
  complaint_overdue: complaintOverdue,
  case_news: caseNews,
  certification_lapsing: certificationLapsing,
  certification_suspended: certificationSuspended,
  certification_decided: certificationDecided,
  standards_failing: standardsFailing,
  vehicle_fault: vehicleFault,
  training_short: trainingShort,
  tracking_shared: trackingShared,
  adverse_event_notice: adverseEventNotice,
  adverse_event_closed: adverseEventClosed,
  infection_notice: infectionNotice,
  disinfection_asked: disinfectionAsked,
  offer_made: offerMade,
  offer_expiring: offerExpiring,
  unserved_alarm: unservedAlarm,
  emergency_alarm: emergencyAlarm,
  money_alarm: moneyAlarm,
  statement_issued: statementIssued,
  subscription_news: subscriptionNews,
  credit_given: creditGiven,
  settlement_news: settlementNews,
  invoice_issued: invoiceIssued,
  authenticator_reset: authenticatorReset,
  data_opened: dataOpened,
  erasure_decided: erasureDecided,
  relief_checked: reliefChecked,
} satisfies Record<MessageTemplate, object>;
export type TemplateId = keyof typeof templates;
/** What a template needs to be told. */
export type TemplateData<Id extends TemplateId> =
  (typeof templates)[Id] extends Template<infer Data> ? Data : never;

/** Subject, HTML and text of a message. Throws ZodError when the data do not fit the template. */
export async function renderMail<Id extends TemplateId>(
  id: Id,
  locale: AppLocale,
  data: TemplateData<Id>,
): Promise<RenderedMail> {
  return templates[id].render(locale, data);
}

/** The short message, or null when this one is not said by SMS. Throws as `renderMail`. */
export function renderSms<Id extends TemplateId>(
  id: Id,
  locale: AppLocale,
  data: TemplateData<Id>,
): string | null {
  return templates[id].sms(locale, data);
}

/** The blanks of a short message, filled, for a provider that keeps the approved text itself. Throws as `renderMail`. */
export function smsValues<Id extends TemplateId>(
  id: Id,
  locale: AppLocale,
  data: TemplateData<Id>,
): Record<string, string> {
  return templates[id].smsValues(locale, data);
}
