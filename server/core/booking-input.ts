import { z } from "zod";
import { callerParty, cancelReason } from "./booking";
import { bookingExtras } from "./booking-needs";
import { consentPurpose } from "./consent";
import { mobility } from "./patient";
import { normalisePhone } from "./phone";
import { place } from "./place";
import { checkResidentId } from "./resident-id";
import { triageAnswers } from "./triage/question-set";

/** One zod input per verb, used by form, router and service. Messages are keys of `messages/<language>/errors.json`. */

const instant = z.iso.datetime({ offset: true, error: "input.instant" });

/** Names keep rare characters outside the basic plane and the middle dot; only control characters are refused. */
export const personName = z
  .string()
  .trim()
  .min(1, { error: "input.name_missing" })
  .max(60, { error: "input.name_long" })
  .refine((name) => !/[\p{Cc}<>]/u.test(name), { error: "input.name_characters" });

export const phoneInput = z
  .string()
  .trim()
  .max(40)
  .refine((phone) => normalisePhone(phone).ok, { error: "input.phone" });

export const emailInput = z.email({ error: "input.email" }).max(200);
export const localeInput = z.enum(["zh-CN", "en"]);

/** How the booker stands to the patient. */
export const relations = [
  "self",
  "child",
  "spouse",
  "parent",
  "sibling",
  "relative",
  "friend",
  "carer",
  "hospital",
  "other",
] as const;
export const relation = z.enum(relations);
export type Relation = z.infer<typeof relation>;

/** A guest's link names its booking; staff and signed-in families name it here. */
export const bookingRef = z.object({ bookingId: z.uuid().optional() });
export type BookingRef = z.infer<typeof bookingRef>;

/** The patient is ready to go; false: it was said too early. */
export const readyInput = bookingRef.extend({ isReady: z.boolean() });
export type ReadyInput = z.infer<typeof readyInput>;

/** One end as the booker gives it. The district is told by the server from the facility or the point, since it prices. */
export const placeInput = place.omit({ district: true });
export type PlaceInput = z.infer<typeof placeInput>;

/** Earliest pickup and the end of interest: at most two days apart. ISO instants. */
export const wantedInput = z
  .object({ from: instant, until: instant })
  .refine(({ from, until }) => Date.parse(until) > Date.parse(from), {
    error: "input.window_order",
    path: ["until"],
  })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 172_800_000, {
    error: "input.window_long",
    path: ["until"],
  });

/** The six answers: who, from, to, when, how the patient is, what else is needed. */
export const assessInput = bookingRef.extend({
  patient: z.object({
    mobility,
    weightKg: z
      .number()
      .int()
      .min(1, { error: "input.weight" })
      .max(400, { error: "input.weight" })
      .nullable()
      .default(null),
    birthYear: z.number().int().min(1880).max(2100).nullable().default(null),
    /** A patient of the acting hospital's own list. */
    patientId: z.uuid().nullable().default(null),
  }),
  from: placeInput,
  to: placeInput,
  wanted: wantedInput,
  /** The same patient brought back on the same task. */
  wayBack: wantedInput.nullable().default(null),
  extras: bookingExtras,
  callerParty,
  answers: triageAnswers,
  locale: localeInput,
  /** For the call back of 120, a question of the clinician, and the seat's caller. */
  callerPhone: phoneInput.nullable().default(null),
  relation: relation.nullable().default(null),
});
export type AssessInput = z.infer<typeof assessInput>;

export const chooseSlotInput = bookingRef.extend({ quoteId: z.uuid() });
export type ChooseSlotInput = z.infer<typeof chooseSlotInput>;

/** Today is not known here: the service checks the birth date against the region's day. */
const idNumber = z
  .string()
  .trim()
  .superRefine((value, ctx) => {
    const check = checkResidentId(value, "9999-12-31");
    if (!check.ok) ctx.addIssue({ code: "custom", message: `resident_id.${check.reason}` });
  });

const people = {
  patientName: personName,
  idNumber: idNumber.nullable().default(null),
  bookerName: personName,
  relation,
  phone: phoneInput.nullable().default(null),
  email: emailInput.nullable().default(null),
  consents: z
    .array(consentPurpose)
    .refine((given) => given.includes("transfer_health_data"), { error: "consent.health_data_needed" }),
  /** Version of the consent text that was shown. */
  consentTextVersion: z.string().min(1).max(40),
};

/** Who travels and who books, with consents; asked last. The code goes to the phone if there is one, else by e-mail. */
export const requestConfirmationInput = bookingRef
  .extend({ ...people, codeBy: z.enum(["phone", "email"]).optional() })
  .refine(({ phone, email }) => phone !== null || email !== null, {
    error: "input.contact_missing",
    path: ["phone"],
  });
export type RequestConfirmationInput = z.infer<typeof requestConfirmationInput>;

const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/, { error: "code.format" });
/** Without a code where the contact was verified for this booking in the last half hour. */
export const confirmInput = bookingRef.extend({ code: code.optional() });
export type ConfirmInput = z.infer<typeof confirmInput>;

/** A case manager or seat vouches for the contact: no code. A patient of the hospital's list has a name already. */
export const confirmByStaffInput = z.object({
  bookingId: z.uuid(),
  ...people,
  patientName: personName.nullable().default(null),
});
export type ConfirmByStaffInput = z.infer<typeof confirmByStaffInput>;

export const requestManageCodeInput = bookingRef.extend({ by: z.enum(["phone", "email"]).optional() });
export type RequestManageCodeInput = z.infer<typeof requestManageCodeInput>;
export const verifyManageCodeInput = bookingRef.extend({ code });
export type VerifyManageCodeInput = z.infer<typeof verifyManageCodeInput>;

/** `acceptFeeFen` is the fee that was shown: a fee that rose meanwhile is shown again, never taken unseen. */
export const cancelInput = bookingRef.extend({
  reason: cancelReason,
  acceptFeeFen: z.number().int().min(0),
});
export type CancelInput = z.infer<typeof cancelInput>;

/** A new draft from an old booking; `swap` books the way back. */
export const repeatInput = z.object({
  bookingId: z.uuid().optional(),
  wanted: wantedInput,
  swap: z.boolean().default(false),
});
export type RepeatInput = z.infer<typeof repeatInput>;

/** An earlier booking's answers for a new form; `swap` for the way back. */
export const againInput = bookingRef.extend({ swap: z.boolean().default(false) });
export type AgainInput = z.infer<typeof againInput>;

/** The tracking link to one named relative, on the patient's consent. */
export const sendLinkInput = bookingRef
  .extend({
    name: personName,
    relation,
    phone: phoneInput.nullable().default(null),
    email: emailInput.nullable().default(null),
    locale: localeInput,
    consent: z.literal(true, { error: "consent.share_needed" }),
    consentTextVersion: z.string().min(1).max(40),
  })
  .refine(({ phone, email }) => phone !== null || email !== null, {
    error: "input.contact_missing",
    path: ["phone"],
  });
export type SendLinkInput = z.infer<typeof sendLinkInput>;

/** Bookings by pickup day (region's calendar). A case manager meets its hospital's, officials the region's, a family its own. */
export const bookingListInput = z.object({
  fromDay: z.iso.date().optional(),
  untilDay: z.iso.date().optional(),
  /** Booking number, or a phone in full. */
  search: z.string().trim().max(40).optional(),
  /** Confirmed and past only, or drafts and reviews too. */
  stage: z.enum(["all", "open", "confirmed"]).default("all"),
  /** Of the acting hospital: leaving from it, coming to it. */
  direction: z.enum(["departures", "arrivals"]).optional(),
  after: z.object({ wantedFrom: instant, id: z.uuid() }).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type BookingListInput = z.infer<typeof bookingListInput>;

export const consentWithdrawInput = bookingRef.extend({ purpose: consentPurpose });
export type ConsentWithdrawInput = z.infer<typeof consentWithdrawInput>;

/** A named person at 120 took the hand-over. */
export const emergencyAcknowledgeInput = z.object({ handoverId: z.uuid(), by: personName });
export type EmergencyAcknowledgeInput = z.infer<typeof emergencyAcknowledgeInput>;
export const emergencyRef = z.object({ handoverId: z.uuid() });
export type EmergencyRef = z.infer<typeof emergencyRef>;
export const emergencyListInput = z.object({ open: z.boolean().default(true) });
export type EmergencyListInput = z.infer<typeof emergencyListInput>;
