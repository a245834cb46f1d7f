import type { Role } from "./member";

type Access = Role | "guest" | "visitor" | "system";

const anyone = ["visitor", "guest", "family", "case_manager", "seat", "clinician", "dispatcher", "crew", "regulator", "finance", "region_admin", "platform_admin"] as const;
const bookers = ["visitor", "guest", "family", "case_manager", "seat"] as const;
const staff = ["case_manager", "seat", "clinician", "dispatcher", "crew", "regulator", "finance", "region_admin", "platform_admin"] as const;

/**
 * Who may call which verb: one flat table, read top to bottom by an auditor. A verb that is not listed cannot be
 * called. Which rows a caller then meets is the business of `scope.ts` and of the database's policies.
 */
export const access = {
  "account.me": anyone,
  "account.requestCode": anyone,
  "account.signIn": anyone,
  "account.signOut": ["family", ...staff],
  // Before the second factor a member of staff acts as family: these are the way out of that.
  "account.enrol": ["family", ...staff],
  "account.secondFactor": ["family", ...staff],
  "account.actAs": ["family", ...staff],
  "account.updateProfile": ["family", ...staff],
  "account.ready": anyone,
  "region.list": anyone,
  "region.current": anyone,
  "facility.search": anyone,
  "facility.wards": anyone,
  "facility.nearest": anyone,
  "booking.triageSet": anyone,
  "booking.assess": bookers,
  "quote.list": ["guest", "family", "case_manager", "seat"],
  "booking.draft": ["guest", "family", "case_manager", "seat"],
  "booking.chooseSlot": ["guest", "family", "case_manager", "seat"],
  "booking.releaseSlot": ["guest", "family", "case_manager", "seat"],
  "booking.renewSlot": ["guest", "family", "case_manager", "seat"],
  "booking.requestConfirmation": ["guest", "family"],
  "booking.confirm": ["guest", "family"],
  "booking.confirmByStaff": ["case_manager", "seat"],
  "booking.track": ["guest", "family", "case_manager", "seat", "regulator"],
  "booking.requestManageCode": ["guest"],
  "booking.verifyManageCode": ["guest"],
  "booking.cancelPreview": ["guest", "family", "case_manager", "seat"],
  "booking.cancel": ["guest", "family", "case_manager", "seat"],
  "booking.repeat": ["guest", "family", "case_manager", "seat"],
  "booking.sendLink": ["guest", "family", "case_manager", "seat"],
  "booking.withdrawConsent": ["guest", "family", "case_manager", "seat"],
  "booking.list": ["family", "case_manager", "seat", "regulator"],
  "booking.get": ["family", "case_manager", "seat", "regulator"],
  "emergency.list": ["seat", "regulator"],
  "emergency.get": ["seat", "regulator"],
  "emergency.acknowledge": ["seat"],
  "trip.today": ["crew"],
  "trip.get": ["crew", "dispatcher", "regulator", "seat"],
  "trip.list": ["dispatcher", "regulator", "seat"],
  "trip.advance": ["crew"],
  "trip.note": ["crew"],
  "trip.handOver": ["crew"],
  "trip.report": ["crew"],
  "billing.ofBooking": ["guest", "family", "case_manager", "seat", "dispatcher", "crew", "finance", "regulator"],
  "billing.list": ["dispatcher", "finance", "regulator"],
  "billing.priceExtra": ["crew"],
  "billing.askExtra": ["crew"],
  "billing.answerExtra": ["guest", "crew"],
  "billing.receipt": ["guest", "family", "case_manager", "seat", "dispatcher", "crew", "finance", "regulator"],
  "payment.startCheckout": ["guest", "family", "case_manager", "seat"],
  "payment.recordCash": ["crew"],
  "payment.recordPos": ["crew"],
  "payment.refund": ["dispatcher", "finance", "regulator"],
  "payment.confirmRefund": ["dispatcher", "finance", "regulator"],
  "file.put": ["guest", "family", ...staff],
  "file.get": ["guest", "family", ...staff],
  "complaint.open": ["visitor", "guest", "family", "case_manager", "seat"],
  "complaint.list": ["guest", "family", "case_manager", "seat", "dispatcher", "regulator"],
  "complaint.get": ["guest", "family", "case_manager", "seat", "dispatcher", "regulator"],
  "complaint.add": ["guest", "family", "case_manager", "seat", "dispatcher", "regulator"],
  "complaint.answer": ["dispatcher"],
  "complaint.close": ["regulator"],
  "complaint.reopen": ["guest", "family", "case_manager", "seat", "regulator"],
  "adverse.report": ["crew", "dispatcher", "regulator"],
  "adverse.list": ["dispatcher", "regulator"],
  "adverse.get": ["dispatcher", "regulator"],
  "adverse.tellInsurer": ["dispatcher", "regulator"],
  "adverse.close": ["regulator"],
  "certification.list": ["dispatcher", "regulator", "region_admin"],
  "certification.get": ["dispatcher", "regulator", "region_admin"],
  "certification.request": ["dispatcher"],
  "certification.addPaper": ["dispatcher"],
  "certification.checkPaper": ["regulator"],
  "certification.setMarkings": ["regulator"],
  "certification.decide": ["regulator"],
  "fleet.vehicles": ["dispatcher", "regulator", "region_admin"],
  "fleet.saveVehicle": ["dispatcher"],
  "fleet.requirements": ["dispatcher", "regulator", "region_admin"],
  "fleet.crew": ["dispatcher", "regulator", "region_admin"],
  "fleet.saveCrew": ["dispatcher"],
  "shift.list": ["dispatcher", "regulator"],
  "shift.save": ["dispatcher"],
  "shift.cancel": ["dispatcher"],
  "shift.copyWeek": ["dispatcher"],
  "plan.day": ["dispatcher"],
  "offer.list": ["dispatcher"],
  "offer.get": ["dispatcher"],
  "offer.summary": ["dispatcher"],
  "offer.accept": ["dispatcher"],
  "offer.decline": ["dispatcher"],
  "dispatch.decisions": ["regulator"],
  "dispatch.explain": ["seat", "regulator"],
  "review.list": ["clinician", "seat", "regulator"],
  "review.get": ["clinician"],
  "review.take": ["clinician"],
  "review.preview": ["clinician"],
  "review.decide": ["clinician"],
  "callback.list": ["seat"],
  "callback.close": ["seat"],
  "patient.list": ["case_manager"],
  "patient.get": ["case_manager"],
  "patient.save": ["case_manager"],
  "patient.discharge": ["case_manager"],
} as const satisfies Record<string, readonly Access[]>;

export type Verb = keyof typeof access;
export type { Access };
/** Groups that other modules' tables of access are written with. */
export const accessGroups = { anyone, bookers, staff };

/** Whether a role may call a verb; the platform itself may call every verb. */
export function mayCall(role: Access, verb: Verb): boolean {
  return role === "system" || (access[verb] as readonly Access[]).includes(role);
}
