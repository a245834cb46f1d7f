import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { claimStates } from "@/server/core/claim";
import { booking } from "./booking";
import { shift } from "./fleet";
import { quote } from "./quote";
import { tstzrange } from "./range";
import {
  blankingPolicy,
  instant,
  officialPolicy,
  oneOf,
  regionId,
  rowId,
  viewerOrgs,
  viewerPolicy,
  viewerUsers,
  within,
} from "./region-table";

const holdStatuses = ["live", "promised", "released", "expired"] as const;

/**
 * A slot kept for a booker for a few minutes. One live hold per browser and per contact, by constraint; the berths it
 * takes are claims in state `hold`.
 */
export const slotHold = pgTable(
  "slot_hold",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    quoteId: rowId("quote_id"),
    shiftId: rowId("shift_id"),
    vehicleClass: text("vehicle_class").notNull(),
    status: text("status", { enum: holdStatuses }).notNull().default("live"),
    /** Blind index of the browser's cookie, of the verified contact, of the network address. */
    browserIndex: text("browser_index").notNull(),
    contactIndex: text("contact_index"),
    addressIndex: text("address_index").notNull(),
    verified: boolean("verified").notNull().default(false),
    renewals: integer("renewals").notNull().default(0),
    pickupFrom: instant("pickup_from").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
    endedAt: instant("ended_at"),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("slot_hold_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    within("slot_hold_quote", [t.regionId, t.quoteId], [quote.regionId, quote.id]),
    within("slot_hold_shift", [t.regionId, t.shiftId], [shift.regionId, shift.id]),
    uniqueIndex("slot_hold_booking_live").on(t.regionId, t.bookingId).where(sql`status = 'live'`),
    uniqueIndex("slot_hold_browser_live").on(t.regionId, t.browserIndex).where(sql`status = 'live'`),
    uniqueIndex("slot_hold_contact_live")
      .on(t.regionId, t.contactIndex)
      .where(sql`status = 'live' and contact_index is not null`),
    index("slot_hold_expiry").on(t.regionId, t.status, t.expiresAt),
    index("slot_hold_address").on(t.regionId, t.addressIndex, t.status),
    index("slot_hold_by_booking").on(t.regionId, t.bookingId),
    oneOf("slot_hold_status", "status", holdStatuses),
    viewerPolicy("slot_hold"),
  ],
);

/** A vehicle's berth taken for a time range; overlaps are forbidden by an exclusion constraint (custom migration). */
export const claim = pgTable(
  "claim",
  {
    regionId: regionId(),
    id: rowId(),
    vehicleId: rowId("vehicle_id"),
    shiftId: rowId("shift_id"),
    /** "stretcher-1", "seat-2": a trip that may not be shared claims every berth. */
    berth: text("berth").notNull(),
    during: tstzrange("during").notNull(),
    state: text("state", { enum: claimStates }).notNull(),
    bookingId: rowId("booking_id"),
    holdId: uuid("hold_id"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("claim_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    within("claim_shift", [t.regionId, t.shiftId], [shift.regionId, shift.id]),
    index("claim_by_booking").on(t.regionId, t.bookingId),
    index("claim_by_shift").on(t.regionId, t.shiftId),
    oneOf("claim_state", "state", claimStates),
    officialPolicy("claim"),
  ],
);

/** The pickup range told to the booker. Append-only: moving it is a new row with a reason. */
export const promise = pgTable(
  "promise",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    pickupFrom: instant("pickup_from").notNull(),
    pickupUntil: instant("pickup_until").notNull(),
    dropoffBy: instant("dropoff_by").notNull(),
    reason: text("reason").notNull(),
    madeBy: text("made_by").notNull(),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("promise_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    index("promise_by_booking").on(t.regionId, t.bookingId, t.createdAt),
    viewerPolicy("promise"),
  ],
);

/**
 * A match decided by the platform, with every candidate and its reasons: replayable, append-only. An erasure takes the
 * reasons, which say what the patient needed, and leaves who stood where (`core/decision-erased.ts`).
 */
export const decision = pgTable(
  "decision",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    kind: text("kind", { enum: ["match", "rematch", "repair"] }).notNull(),
    chosenShiftId: uuid("chosen_shift_id"),
    chosenOrgId: uuid("chosen_org_id"),
    /** All candidates: shift, figures, violations with their figures, standing in the allocation rule. */
    candidates: jsonb("candidates").$type<Record<string, unknown>[]>().notNull(),
    /** Plan versions of the shifts seen, rule versions, shares of the last 28 days: what a replay needs. */
    basis: jsonb("basis").$type<Record<string, unknown>>().notNull(),
    explanation: jsonb("explanation").$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("decision_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    index("decision_by_booking").on(t.regionId, t.bookingId, t.createdAt),
    index("decision_when").on(t.regionId, t.createdAt),
    officialPolicy("decision"),
    blankingPolicy("decision", "basis ->> 'erased' = 'true'"),
  ],
);

/**
 * What a match was worked out from, whole: replayed it must give the same ranking byte for byte. Canonical JSON
 * (`core/decision-input.ts`); shifts and their plans are parts by hash, since few change between two matches.
 */
export const decisionInput = pgTable(
  "decision_input",
  {
    regionId: regionId(),
    decisionId: rowId("decision_id"),
    /** Null: erased with the booking's people. */
    content: text("content"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.decisionId] }),
    within("decision_input_decision", [t.regionId, t.decisionId], [decision.regionId, decision.id]),
    officialPolicy("decision_input"),
    blankingPolicy("decision_input", "content IS NULL"),
  ],
);

/** A shift with its route as a match met it, by the SHA-256 of its canonical JSON; shared by the matches that met it so. */
export const decisionPart = pgTable(
  "decision_part",
  {
    regionId: regionId(),
    hash: text("hash").notNull(),
    /** Null: erased with the people of one of its bookings. */
    content: text("content"),
    /** Whose trips stand on it: what an erasure of one of them looks for. */
    bookingIds: uuid("booking_ids").array().notNull().default(sql`'{}'::uuid[]`),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.hash] }),
    index("decision_part_when").on(t.regionId, t.createdAt),
    officialPolicy("decision_part"),
    blankingPolicy("decision_part", "content IS NULL"),
  ],
);

/** A request that could not be served, with the reasons and what was offered instead; counted and published. */
export const declinedDemand = pgTable(
  "declined_demand",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    stage: text("stage", { enum: ["no_slot", "no_operator", "standard"] }).notNull(),
    district: text("district").notNull(),
    wantedFrom: instant("wanted_from").notNull(),
    reasons: jsonb("reasons").$type<{ constraint: string; vehicles: number }[]>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("declined_demand_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    uniqueIndex("declined_demand_key").on(t.regionId, t.bookingId, t.stage),
    index("declined_demand_when").on(t.regionId, t.createdAt),
    officialPolicy("declined_demand"),
  ],
);
