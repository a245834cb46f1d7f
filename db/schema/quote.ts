import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { QuotedRelief } from "@/server/core/relief";
import type { PriceLine } from "@/server/core/tariff/line";
import { vehicleClasses } from "@/server/core/vehicle";
import { booking } from "./booking";
import {
  instant,
  oneOf,
  regionId,
  rowId,
  rule,
  viewerOrgs,
  viewerPolicy,
  viewerUsers,
  within,
} from "./region-table";
import { ruleVersion } from "./rule";

const statuses = ["issued", "accepted", "superseded"] as const;

/**
 * An itemised binding price for one slot. Pins the tariff version of its issue, lives until `expires_at` unless
 * accepted, never changes: the application may only write its standing and who sees it (db/grants.ts). `slot` says which
 * shift and window it was made for.
 */
export const quote = pgTable(
  "quote",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    tariffVersionId: rowId("tariff_version_id"),
    status: text("status", { enum: statuses }).notNull().default("issued"),
    facts: jsonb("facts").$type<Record<string, unknown>>().notNull(),
    lines: jsonb("lines").$type<PriceLine[]>().notNull(),
    totalFen: integer("total_fen").notNull(),
    drivers: integer("drivers").notNull(),
    /** The most that this trip may cost by the region's settings of the issue, and the clause; null: no ceiling. */
    ceilingFen: integer("ceiling_fen"),
    ceilingRule: text("ceiling_rule"),
    /** Where a relief was claimed: what is charged instead once its paper is accepted. */
    relief: jsonb("relief").$type<QuotedRelief>(),
    shiftId: rowId("shift_id"),
    vehicleId: rowId("vehicle_id"),
    vehicleClass: text("vehicle_class", { enum: vehicleClasses }).notNull(),
    operatorId: rowId("operator_id"),
    shiftKind: text("shift_kind").notNull(),
    pickupFrom: instant("pickup_from").notNull(),
    pickupUntil: instant("pickup_until").notNull(),
    plannedPickupAt: instant("planned_pickup_at").notNull(),
    plannedDropoffAt: instant("planned_dropoff_at").notNull(),
    /** `on_offer` shifts: by when the operator will have confirmed. */
    confirmedBy: instant("confirmed_by"),
    /** The way back priced together with the way out. */
    returnQuoteId: uuid("return_quote_id"),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("quote_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    within("quote_tariff", [t.regionId, t.tariffVersionId], [ruleVersion.regionId, ruleVersion.id]),
    index("quote_by_booking").on(t.regionId, t.bookingId, t.createdAt),
    oneOf("quote_status", "status", statuses),
    oneOf("quote_vehicle_class", "vehicle_class", vehicleClasses),
    rule("quote_total", "total_fen >= 0"),
    rule("quote_ceiling", "ceiling_fen is null or total_fen <= ceiling_fen"),
    rule("quote_window", "pickup_until > pickup_from"),
    viewerPolicy("quote"),
  ],
);
