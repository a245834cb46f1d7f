import { date, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { type Risks, type RiskWeights, sampleOutcomes } from "@/server/core/sample";
import { booking } from "./booking";
import { instant, officialPolicy, oneOf, regionId, rowId, rule, within } from "./region-table";
import { trip } from "./trip";

/**
 * Trips of a period drawn for an audit, weighted by risk. Seed, weights and risks as they were then stand in the row, so
 * that anybody with the list of trips draws the same ones again. Append-only: a draw that was not liked stays.
 */
export const auditSample = pgTable(
  "audit_sample",
  {
    regionId: regionId(),
    id: rowId(),
    /** The days that the trips' pickups were planned for, both included. */
    fromDay: date("from_day").notNull(),
    untilDay: date("until_day").notNull(),
    /** The rule by which lots are drawn (`core/sample-draw.ts`). */
    rule: text("rule").notNull(),
    seed: text("seed").notNull(),
    wanted: integer("wanted").notNull(),
    weights: jsonb("weights").$type<RiskWeights>().notNull(),
    /** Trips that had any risk when it was drawn; all others took part with one lot each. */
    risks: jsonb("risks").$type<Record<string, Risks>>().notNull(),
    /** How many trips took part, and the SHA-256 of the list of them with their lots. */
    population: integer("population").notNull(),
    populationHash: text("population_hash").notNull(),
    drawnAt: instant("drawn_at").notNull(),
    drawnBy: text("drawn_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    index("audit_sample_newest").on(t.regionId, t.drawnAt),
    rule("audit_sample_days", "until_day >= from_day"),
    rule("audit_sample_wanted", "wanted > 0"),
    officialPolicy("audit_sample"),
  ],
);

/** One drawn trip, and what came of its inspection. */
export const auditSampleTrip = pgTable(
  "audit_sample_trip",
  {
    regionId: regionId(),
    sampleId: rowId("sample_id"),
    tripId: rowId("trip_id"),
    bookingId: rowId("booking_id"),
    /** In the order of the lots, from 1. */
    place: integer("place").notNull(),
    lots: integer("lots").notNull(),
    /** The lot that was drawn: its SHA-256. */
    drawn: text("drawn").notNull(),
    outcome: text("outcome", { enum: sampleOutcomes }),
    note: text("note"),
    inspectedAt: instant("inspected_at"),
    inspectedBy: text("inspected_by"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.sampleId, t.tripId] }),
    within("audit_sample_trip_sample", [t.regionId, t.sampleId], [auditSample.regionId, auditSample.id]),
    within("audit_sample_trip_trip", [t.regionId, t.tripId], [trip.regionId, trip.id]),
    within("audit_sample_trip_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    index("audit_sample_trip_by_trip").on(t.regionId, t.tripId),
    oneOf("audit_sample_outcome", "outcome", sampleOutcomes),
    rule(
      "audit_sample_inspected",
      "(outcome is null) = (inspected_at is null) and (outcome is null) = (inspected_by is null)",
    ),
    officialPolicy("audit_sample_trip"),
  ],
);
