import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { reliefStatuses } from "@/server/core/relief";
import { reliefGroups } from "@/server/core/tariff/rules";
import { booking } from "./booking";
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
 * A booker's claim to a relief tariff, with the paper that shows it, checked by a person. One live claim per booking. The
 * paper itself goes after the region's time (retention class `relief`); that it was checked, by whom and with what stays.
 */
export const reliefClaim = pgTable(
  "relief_claim",
  {
    regionId: regionId(),
    id: rowId(),
    bookingId: rowId("booking_id"),
    group: text("group_code", { enum: reliefGroups }).notNull(),
    status: text("status", { enum: reliefStatuses }).notNull().default("open"),
    /** The paper; null once it was forgotten. */
    fileId: uuid("file_id"),
    /** When the claimant agreed to the ordinary price should the paper not be accepted. */
    agreedAt: instant("agreed_at").notNull(),
    claimedBy: text("claimed_by").notNull(),
    claimedAt: instant("claimed_at").notNull(),
    checkedBy: text("checked_by"),
    checkedAt: instant("checked_at"),
    /** Why it was refused, in words for the claimant. */
    reason: text("reason"),
    forgottenAt: instant("forgotten_at"),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("relief_claim_live").on(t.regionId, t.bookingId).where(sql`status in ('open', 'accepted')`),
    index("relief_claim_by_booking").on(t.regionId, t.bookingId, t.claimedAt),
    index("relief_claim_queue").on(t.regionId, t.status, t.claimedAt),
    within("relief_claim_booking", [t.regionId, t.bookingId], [booking.regionId, booking.id]),
    oneOf("relief_claim_status", "status", reliefStatuses),
    oneOf("relief_claim_group", "group_code", reliefGroups),
    viewerPolicy("relief_claim"),
  ],
);
