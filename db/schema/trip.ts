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
import {
  adverseEntryKinds,
  adverseKinds,
  adverseParties,
  adverseReporters,
  adverseStatuses,
  disinfectionMethods,
  disinfectionSubjects,
} from "@/server/core/adverse-event";
import { tripEventKinds, tripStatuses } from "@/server/core/trip";
import { booking } from "./booking";
import { shift, vehicle } from "./fleet";
import {
  blankingPolicy,
  instant,
  officialPolicy,
  oneOf,
  ownerPolicy,
  platformChangesPolicy,
  regionId,
  rowId,
  rule,
  viewerOrgs,
  viewerPolicy,
  viewerUsers,
  within,
} from "./region-table";

/** Who drives and cares, as told to the booker: a snapshot, names masked for outsiders by the reader. */
export interface TripCrew {
  crewId: string;
  accountId: string | null;
  nameSealed: string;
  duty: string;
}

/** One patient carried once from pickup to drop-off. */
export const trip = pgTable(
  "trip",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    orgId: rowId("org_id"),
    shiftId: rowId("shift_id"),
    vehicleId: rowId("vehicle_id"),
    plate: text("plate").notNull(),
    vehiclePhone: text("vehicle_phone"),
    crew: jsonb("crew").$type<TripCrew[]>().notNull(),
    status: text("status", { enum: tripStatuses }).notNull().default("assigned"),
    /** Four digits that the family reads out at the door; sealed, checked with an attempt limit. */
    boardingCodeSealed: text("boarding_code_sealed").notNull(),
    boardingAttempts: integer("boarding_attempts").notNull().default(0),
    plannedPickupAt: instant("planned_pickup_at").notNull(),
    plannedDropoffAt: instant("planned_dropoff_at").notNull(),
    departedAt: instant("departed_at"),
    arrivedPickupAt: instant("arrived_pickup_at"),
    boardedAt: instant("boarded_at"),
    arrivedDropoffAt: instant("arrived_dropoff_at"),
    endedAt: instant("ended_at"),
    /** When its money was settled after the end (billed, or seen to need no bill); null: its job is still to come. */
    accountedAt: instant("accounted_at"),
    /** Driven with the patient on board, from positions or the crew's reading; null: not measured. */
    drivenMetres: integer("driven_metres"),
    emptyMetres: integer("empty_metres"),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("trip_booking_key").on(t.regionId, t.bookingId),
    within("trip_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    within("trip_shift", [t.regionId, t.shiftId], [shift.regionId, shift.id]),
    within("trip_vehicle", [t.regionId, t.vehicleId], [vehicle.regionId, vehicle.id]),
    index("trip_by_org").on(t.regionId, t.orgId, t.plannedPickupAt),
    index("trip_day").on(t.regionId, t.plannedPickupAt),
    index("trip_by_shift").on(t.regionId, t.shiftId),
    index("trip_unaccounted")
      .on(t.regionId, t.endedAt)
      .where(sql`accounted_at is null and ended_at is not null`),
    oneOf("trip_status", "status", tripStatuses),
    viewerPolicy("trip"),
  ],
);

/** What happened on a trip, as the crew's device said it. The id is made by the device: a resend changes nothing. */
export const tripEvent = pgTable(
  "trip_event",
  {
    regionId: regionId(),
    id: rowId(),
    tripId: rowId("trip_id"),
    bookingId: rowId("booking_id"),
    kind: text("kind", { enum: tripEventKinds }).notNull(),
    /** When it happened by the device, and when it reached us. */
    happenedAt: instant("happened_at").notNull(),
    receivedAt: instant("received_at").notNull(),
    by: text("by").notNull(),
    lat: doublePrecision("lat"),
    lon: doublePrecision("lon"),
    /** Minutes waited and who caused it, storeys carried, toll and its photo, why the patient cannot be carried … */
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("trip_event_trip", [t.regionId, t.tripId], [trip.regionId, trip.id]),
    index("trip_event_by_trip").on(t.regionId, t.tripId, t.happenedAt),
    index("trip_event_by_booking").on(t.regionId, t.bookingId),
    oneOf("trip_event_kind", "kind", tripEventKinds),
    viewerPolicy("trip_event"),
  ],
);

/** Who gave the patient to whom, in what state, with what papers; both sign. One at each end. */
export const handover = pgTable(
  "handover",
  {
    regionId: regionId(),
    id: rowId(),
    tripId: rowId("trip_id"),
    bookingId: rowId("booking_id"),
    end: text("end", { enum: ["pickup", "dropoff"] }).notNull(),
    giverNameSealed: text("giver_name_sealed").notNull(),
    receiverNameSealed: text("receiver_name_sealed").notNull(),
    giverSignatureId: uuid("giver_signature_id").notNull(),
    receiverSignatureId: uuid("receiver_signature_id").notNull(),
    /** How identity was made sure: the boarding code, or two identifiers with the reason. */
    identifiedBy: text("identified_by", {
      enum: ["boarding_code", "two_identifiers", "not_asked"],
    }).notNull(),
    identifiedReason: text("identified_reason"),
    /** Consciousness, breathing, pain, lines and tubes, belongings, papers handed over. */
    state: jsonb("state").$type<Record<string, unknown>>().notNull(),
    happenedAt: instant("happened_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("handover_end_key").on(t.regionId, t.tripId, t.end),
    index("handover_by_booking").on(t.regionId, t.bookingId),
    within("handover_trip", [t.regionId, t.tripId], [trip.regionId, trip.id]),
    oneOf("handover_end", '"end"', ["pickup", "dropoff"]),
    oneOf("handover_identified", "identified_by", ["boarding_code", "two_identifiers", "not_asked"]),
    viewerPolicy("handover"),
    platformChangesPolicy("handover"),
  ],
);

/** Where a vehicle was, when. Partitioned by month; the latest per trip is what families see. */
export const position = pgTable(
  "position",
  {
    regionId: regionId(),
    at: instant("at").notNull(),
    vehicleId: rowId("vehicle_id"),
    shiftId: uuid("shift_id"),
    /** The trip with whose booker the position is shared, null while empty. */
    bookingId: uuid("booking_id"),
    lat: doublePrecision("lat").notNull(),
    lon: doublePrecision("lon").notNull(),
    accuracyMetres: integer("accuracy_metres"),
    speedKmh: integer("speed_kmh"),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.vehicleId, t.at] }),
    index("position_by_booking").on(t.regionId, t.bookingId, t.at),
    viewerPolicy("position"),
  ],
);

/** A fall, a death, an accident, an infection found later: told to regulator and insurer within a deadline. */
export const adverseEvent = pgTable(
  "adverse_event",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    tripId: rowId("trip_id"),
    bookingId: rowId("booking_id"),
    kind: text("kind", { enum: adverseKinds }).notNull(),
    status: text("status", { enum: adverseStatuses }).notNull().default("open"),
    description: text("description").notNull(),
    peopleSealed: text("people_sealed"),
    happenedAt: instant("happened_at").notNull(),
    dueAt: instant("due_at").notNull(),
    regulatorToldAt: instant("regulator_told_at"),
    insurerToldAt: instant("insurer_told_at"),
    insurer: text("insurer"),
    reportedBy: text("reported_by").notNull(),
    reporter: text("reporter", { enum: adverseReporters }).notNull().default("crew"),
    /** When its deadline passed without an outcome and it was carried up. */
    overdueAt: instant("overdue_at"),
    outcome: text("outcome"),
    closedAt: instant("closed_at"),
    isolationFound: boolean("isolation_found").notNull().default(false),
    /** When co-riders were told and vehicle and crew put down for disinfection; null: not begun. */
    isolatedAt: instant("isolated_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("adverse_event_trip", [t.regionId, t.tripId], [trip.regionId, trip.id]),
    index("adverse_event_queue").on(t.regionId, t.status, t.dueAt),
    index("adverse_event_by_booking").on(t.regionId, t.bookingId),
    oneOf("adverse_event_kind", "kind", adverseKinds),
    oneOf("adverse_event_status", "status", adverseStatuses),
    oneOf("adverse_event_reporter", "reporter", adverseReporters),
    ownerPolicy("adverse_event"),
  ],
);

/** What was done about an adverse event and who was told of it, with evidence; append-only. */
export const adverseEntry = pgTable(
  "adverse_entry",
  {
    regionId: regionId(),
    id: rowId(),
    adverseId: rowId("adverse_id"),
    orgId: rowId("org_id"),
    kind: text("kind", { enum: adverseEntryKinds }).notNull(),
    party: text("party", { enum: adverseParties }),
    /** How many were told, of a party that is many. */
    told: integer("told"),
    text: text("text").notNull().default(""),
    files: jsonb("files").$type<string[]>().notNull(),
    by: text("by").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("adverse_entry_event", [t.regionId, t.adverseId], [adverseEvent.regionId, adverseEvent.id]),
    index("adverse_entry_by_event").on(t.regionId, t.adverseId, t.createdAt),
    oneOf("adverse_entry_kind", "kind", adverseEntryKinds),
    oneOf("adverse_entry_party", "party", adverseParties),
    ownerPolicy("adverse_entry"),
    blankingPolicy("adverse_entry", "text = '' AND files = '[]'"),
  ],
);

/** A vehicle or crew member to be disinfected after an infection was found; open until somebody records it. */
export const disinfection = pgTable(
  "disinfection",
  {
    regionId: regionId(),
    id: rowId(),
    adverseId: rowId("adverse_id"),
    orgId: rowId("org_id"),
    subject: text("subject", { enum: disinfectionSubjects }).notNull(),
    /** The vehicle, or the crew member. */
    subjectId: rowId("subject_id"),
    dueAt: instant("due_at").notNull(),
    doneAt: instant("done_at"),
    method: text("method", { enum: disinfectionMethods }),
    note: text("note"),
    files: jsonb("files").$type<string[]>().notNull(),
    by: text("by"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("disinfection_key").on(t.regionId, t.adverseId, t.subject, t.subjectId),
    index("disinfection_open").on(t.regionId, t.subjectId).where(sql`done_at is null`),
    within("disinfection_event", [t.regionId, t.adverseId], [adverseEvent.regionId, adverseEvent.id]),
    oneOf("disinfection_subject", "subject", disinfectionSubjects),
    oneOf("disinfection_method", "method", disinfectionMethods),
    rule("disinfection_done_whole", "(done_at is null) = (method is null)"),
    ownerPolicy("disinfection"),
  ],
);

/** What a scanned or refused boarding code looked like, for the regulator. */
export const boardingAttempt = pgTable(
  "boarding_attempt",
  {
    regionId: regionId(),
    id: rowId(),
    tripId: rowId("trip_id"),
    succeeded: boolean("succeeded").notNull(),
    by: text("by").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("boarding_attempt_trip", [t.regionId, t.tripId], [trip.regionId, trip.id]),
    index("boarding_attempt_by_trip").on(t.regionId, t.tripId),
    officialPolicy("boarding_attempt"),
  ],
);
