import {
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Evidence, UnbookedRide } from "@/server/core/detect/finding";
import { type FindingKind, findingKinds, findingStatuses } from "@/server/core/finding";
import { instant, officialPolicy, oneOf, regionId, rowId, rule } from "./region-table";

/**
 * Something in the record that a detector could not square with an honest day. It says what it saw and by which figures;
 * whether it is true an official decides. The same thing is found once, by its key.
 */
export const finding = pgTable(
  "finding",
  {
    regionId: regionId(),
    id: rowId(),
    kind: text("kind", { enum: findingKinds }).notNull(),
    /** What makes two findings of a kind the same one. */
    key: text("key").notNull(),
    status: text("status", { enum: findingStatuses }).notNull().default("open"),
    /** Whom and what it is about, as far as the record says. */
    orgId: uuid("org_id"),
    vehicleId: uuid("vehicle_id"),
    tripId: uuid("trip_id"),
    bookingId: uuid("booking_id"),
    happenedAt: instant("happened_at").notNull(),
    foundAt: instant("found_at").notNull(),
    /** The settings whose thresholds were used; null: the defaults. */
    settingsVersionId: uuid("settings_version_id"),
    evidence: jsonb("evidence").$type<Evidence>().notNull(),
    reason: text("reason"),
    decidedAt: instant("decided_at"),
    decidedBy: text("decided_by"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("finding_key").on(t.regionId, t.kind, t.key),
    index("finding_newest").on(t.regionId, t.happenedAt),
    index("finding_queue").on(t.regionId, t.status, t.kind, t.happenedAt),
    oneOf("finding_kind", "kind", findingKinds),
    oneOf("finding_status", "status", findingStatuses),
    rule(
      "finding_decided_whole",
      "(status = 'open') = (decided_at is null) and (decided_at is null) = (decided_by is null) and (decided_at is null) = (reason is null)",
    ),
    officialPolicy("finding"),
  ],
);

/** A day of a region that the detectors have looked at: once each, so that a round done again changes nothing. */
export const detectionRun = pgTable(
  "detection_run",
  {
    regionId: regionId(),
    id: rowId(),
    day: date("day").notNull(),
    /** How many ended trips of that day there were to look at. */
    trips: integer("trips").notNull(),
    /** New findings by kind. */
    found: jsonb("found").$type<Partial<Record<FindingKind, number>>>().notNull(),
    /** Rides beside the platform that the day's tracks show: a pattern is seen over a month only. */
    rides: jsonb("rides").$type<UnbookedRide[]>().notNull(),
    /** Those of the day before, as its tracks show them now that devices without a net have told too; null: not kept then. */
    ridesBefore: jsonb("rides_before").$type<UnbookedRide[]>(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("detection_run_day_key").on(t.regionId, t.day),
    officialPolicy("detection_run"),
  ],
);
