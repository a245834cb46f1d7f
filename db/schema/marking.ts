import { sql } from "drizzle-orm";
import {
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { issueReasons } from "@/server/core/marking/issue";
import { scanOutcomes, scanWays, tripMatches } from "@/server/core/marking/scan";
import { vehicle } from "./fleet";
import { instant, officialPolicy, oneOf, ownerPolicy, regionId, rowId, rule, within } from "./region-table";

/**
 * One issue of a vehicle's unified marking. The serial stays with the vehicle (`certification.serial`); a new generation
 * voids every sticker before it.
 */
export const marking = pgTable(
  "marking",
  {
    regionId: regionId(),
    id: rowId(),
    orgId: rowId("org_id"),
    vehicleId: rowId("vehicle_id"),
    serial: text("serial").notNull(),
    generation: integer("generation").notNull(),
    reason: text("reason", { enum: issueReasons }).notNull(),
    note: text("note").notNull().default(""),
    issuedAt: instant("issued_at").notNull(),
    issuedBy: uuid("issued_by"),
    /** What the code carries, and the key that signed it; null until somebody first asks for the artwork. */
    token: text("token"),
    keyId: text("key_id"),
    supersededAt: instant("superseded_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("marking_generation_key").on(t.regionId, t.serial, t.generation),
    uniqueIndex("marking_current_key").on(t.regionId, t.vehicleId).where(sql`superseded_at is null`),
    within("marking_vehicle", [t.regionId, t.vehicleId], [vehicle.regionId, vehicle.id]),
    oneOf("marking_reason", "reason", issueReasons),
    rule("marking_signed_whole", "(token is null) = (key_id is null)"),
    ownerPolicy("marking"),
  ],
);

/**
 * Somebody looked at a marking: when, what came of it, and by that browser's consent roughly where. Officials read; who
 * looked is a blind index that only tells two browsers apart.
 */
export const markingScan = pgTable(
  "marking_scan",
  {
    regionId: regionId(),
    id: rowId(),
    scannedAt: instant("scanned_at").notNull(),
    /** As it was read or typed. */
    mark: text("mark").notNull(),
    way: text("way", { enum: scanWays }).notNull(),
    outcome: text("outcome", { enum: scanOutcomes }).notNull(),
    /** Why a known vehicle may not carry. */
    reason: text("reason"),
    serial: text("serial"),
    /** Which issue the code said it is. */
    generation: integer("generation"),
    vehicleId: uuid("vehicle_id"),
    orgId: uuid("org_id"),
    /** With a tracking link in hand: whose, and whether this is its vehicle. */
    bookingId: uuid("booking_id"),
    tripMatch: text("trip_match", { enum: tripMatches }),
    browserIndex: text("browser_index").notNull(),
    /** Rounded to a hundredth of a degree before it arrives here, told by consent only. */
    lat: doublePrecision("lat"),
    lon: doublePrecision("lon"),
    placedAt: instant("placed_at"),
    /** The scan elsewhere that with this one shows a copy, how far and how many seconds apart; whatever each came to. */
    copyOf: uuid("copy_of"),
    copyMetres: integer("copy_metres"),
    copySeconds: integer("copy_seconds"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    index("marking_scan_at").on(t.regionId, t.scannedAt),
    /** What has a place to forget. */
    index("marking_scan_placed").on(t.regionId, t.scannedAt).where(sql`lat is not null`),
    index("marking_scan_serial").on(t.regionId, t.serial, t.scannedAt),
    oneOf("marking_scan_way", "way", scanWays),
    oneOf("marking_scan_outcome", "outcome", scanOutcomes),
    oneOf("marking_scan_trip", "trip_match", tripMatches),
    rule("marking_scan_place_whole", "(lat is null) = (lon is null)"),
    officialPolicy("marking_scan"),
  ],
);
