import { sql } from "drizzle-orm";
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bookingChannels, callerParties } from "@/server/core/booking";
import type { BookingExtras, BookingNeeds } from "@/server/core/booking-needs";
import { consentPurposes } from "@/server/core/consent";
import { mobilities } from "@/server/core/patient";
import {
  instant,
  oneOf,
  regionId,
  rowId,
  viewerOrgs,
  viewerPolicy,
  viewerUsers,
  within,
} from "./region-table";

/**
 * What is asked for: one patient, from, to, a time window, needs. Made at the first assessment, so that a red flag
 * leaves a record. Its status is derived (core/booking.ts). Homes are kept exactly in the sealed place and to three
 * decimals (about 100 m) in clear, which is what planning needs.
 */
export const booking = pgTable(
  "booking",
  {
    regionId: regionId(),
    id: rowId(),
    /** Human number, per region and year: "26-000123". */
    number: text("number").notNull(),
    channel: text("channel", { enum: bookingChannels }).notNull(),
    /** The hospital or call centre that booked; null for families. */
    orgId: uuid("org_id"),
    bookedBy: uuid("booked_by"),
    patientId: uuid("patient_id"),
    callerParty: text("caller_party", { enum: callerParties }).notNull(),
    patientNameSealed: text("patient_name_sealed"),
    patientIdNumberSealed: text("patient_id_number_sealed"),
    patientBirthYear: integer("patient_birth_year"),
    patientSex: text("patient_sex", { enum: ["female", "male"] }),
    patientWeightKg: integer("patient_weight_kg"),
    bookerNameSealed: text("booker_name_sealed"),
    /** The booker's relation to the patient, as the caller said it. */
    bookerRelation: text("booker_relation"),
    bookerPhoneSealed: text("booker_phone_sealed"),
    bookerPhoneIndex: text("booker_phone_index"),
    bookerEmailSealed: text("booker_email_sealed"),
    contactVerifiedAt: instant("contact_verified_at"),
    locale: text("locale").notNull(),
    mobility: text("mobility", { enum: mobilities }).notNull(),
    fromFacilityId: uuid("from_facility_id"),
    fromDistrict: text("from_district").notNull(),
    fromLat: doublePrecision("from_lat").notNull(),
    fromLon: doublePrecision("from_lon").notNull(),
    /** Sealed JSON of core/place.ts: address, exact point, floor, lift, ward, bed, how to find it. */
    fromSealed: text("from_sealed").notNull(),
    toFacilityId: uuid("to_facility_id"),
    toDistrict: text("to_district").notNull(),
    toLat: doublePrecision("to_lat").notNull(),
    toLon: doublePrecision("to_lon").notNull(),
    toSealed: text("to_sealed").notNull(),
    distanceMetres: integer("distance_metres").notNull(),
    rideSeconds: integer("ride_seconds").notNull(),
    /** Earliest pickup asked for, and the day's end of interest. */
    wantedFrom: instant("wanted_from").notNull(),
    wantedUntil: instant("wanted_until").notNull(),
    extras: jsonb("extras").$type<BookingExtras>().notNull(),
    /** What the vehicle must offer; null until assessed or decided by a clinician. */
    needs: jsonb("needs").$type<BookingNeeds>(),
    /** Raised to revoke every link handed out so far. */
    linkGeneration: integer("link_generation").notNull().default(1),
    /** The way back of a round trip points at the way out. */
    outwardId: uuid("outward_id"),
    /** Booked again from an earlier booking. */
    repeatOfId: uuid("repeat_of_id"),
    confirmedAt: instant("confirmed_at"),
    cancelledAt: instant("cancelled_at"),
    cancelReason: text("cancel_reason"),
    cancelFeeFen: integer("cancel_fee_fen"),
    unservedAt: instant("unserved_at"),
    /** When the ward, the family or the seat said that the patient is ready to go; null: nobody did, or took it back. */
    readyAt: instant("ready_at"),
    demonstration: boolean("demonstration").notNull().default(false),
    /** When the names, numbers and addresses were taken out: by retention, or because a person asked. */
    personalErasedAt: instant("personal_erased_at"),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("booking_number_key").on(t.regionId, t.number),
    index("booking_wanted").on(t.regionId, t.wantedFrom),
    index("booking_org").on(t.regionId, t.orgId, t.createdAt),
    index("booking_phone").on(t.regionId, t.bookerPhoneIndex),
    index("booking_patient").on(t.regionId, t.patientId),
    index("booking_draft_kept")
      .on(t.regionId, t.createdAt)
      .where(sql`confirmed_at is null and personal_erased_at is null`),
    index("booking_kept").on(t.regionId, t.createdAt).where(sql`personal_erased_at is null`),
    index("booking_outward").on(t.regionId, t.outwardId),
    oneOf("booking_channel", "channel", bookingChannels),
    oneOf("booking_caller_party", "caller_party", callerParties),
    oneOf("booking_mobility", "mobility", mobilities),
    viewerPolicy("booking", "id"),
  ],
);

/** One person's agreement to one purpose. */
export const consent = pgTable(
  "consent",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    purpose: text("purpose", { enum: consentPurposes }).notNull(),
    /** Who agreed: the patient, or somebody for them. */
    givenBy: text("given_by").notNull(),
    textVersion: text("text_version").notNull(),
    givenAt: instant("given_at").notNull(),
    withdrawnAt: instant("withdrawn_at"),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("consent_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    uniqueIndex("consent_key").on(t.regionId, t.bookingId, t.purpose).where(sql`withdrawn_at is null`),
    index("consent_by_booking").on(t.regionId, t.bookingId),
    oneOf("consent_purpose", "purpose", consentPurposes),
    viewerPolicy("consent"),
  ],
);

/** A booking of another region that ends in this one: read-only, kept by the outbox (decisions.md, Regions). */
export const participant = pgTable(
  "participant",
  {
    regionId: regionId(),
    id: rowId(),
    bookingRegion: text("booking_region").notNull(),
    bookingNumber: text("booking_number").notNull(),
    toDistrict: text("to_district").notNull(),
    facilityId: uuid("facility_id"),
    expectedAt: instant("expected_at").notNull(),
    status: text("status").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("participant_key").on(t.regionId, t.bookingRegion, t.bookingNumber),
    viewerPolicy("participant", "id"),
  ],
);
