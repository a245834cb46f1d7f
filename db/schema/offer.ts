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
import { offerStatuses } from "@/server/core/offer";
import type { OfferSnapshot } from "@/server/core/offer-snapshot";
import { booking } from "./booking";
import { shift } from "./fleet";
import { organization } from "./organization";
import { instant, oneOf, ownerPolicy, regionId, rowId, within } from "./region-table";

/** A booking put to one operator's shift, with an expiry. One open offer per booking, by constraint. */
export const offer = pgTable(
  "offer",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    orgId: rowId("org_id"),
    shiftId: rowId("shift_id"),
    decisionId: rowId("decision_id"),
    /** 1 for the first operator asked, then 2, 3 … */
    round: integer("round").notNull(),
    status: text("status", { enum: offerStatuses }).notNull().default("open"),
    /** Refusing on a committed shift is a recorded breach. */
    committed: boolean("committed").notNull(),
    snapshot: jsonb("snapshot").$type<OfferSnapshot>().notNull(),
    expiresAt: instant("expires_at").notNull(),
    answeredAt: instant("answered_at"),
    answeredBy: uuid("answered_by"),
    declineReason: text("decline_reason"),
    declineNote: text("decline_note"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    within("offer_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    within("offer_org", [t.regionId, t.orgId], [organization.regionId, organization.id]),
    within("offer_shift", [t.regionId, t.shiftId], [shift.regionId, shift.id]),
    uniqueIndex("offer_open_key").on(t.regionId, t.bookingId).where(sql`status = 'open'`),
    uniqueIndex("offer_round_key").on(t.regionId, t.bookingId, t.round),
    index("offer_by_org").on(t.regionId, t.orgId, t.status, t.expiresAt),
    index("offer_expiry").on(t.regionId, t.status, t.expiresAt),
    oneOf("offer_status", "status", offerStatuses),
    ownerPolicy("offer"),
  ],
);
