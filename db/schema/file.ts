import { boolean, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, regionId, rowId, viewerOrgs, viewerPolicy, viewerUsers } from "./region-table";

/** A photo, signature or paper; the bytes lie content-addressed behind gateways/files, the hash is the record. */
export const file = pgTable(
  "file",
  {
    regionId: regionId(),
    id: rowId(),
    sha256: text("sha256").notNull(),
    contentType: text("content_type").notNull(),
    bytes: integer("bytes").notNull(),
    purpose: text("purpose", {
      enum: ["photo", "signature", "paper", "toll", "marking", "evidence", "relief"],
    }).notNull(),
    bookingId: uuid("booking_id"),
    /** The extra whose price this signature answers; it answers no other. */
    extraId: uuid("extra_id"),
    /** No other file has the same bytes: they go when this file goes. */
    alone: boolean("alone").notNull().default(false),
    uploadedBy: text("uploaded_by").notNull(),
    createdAt: instant("created_at").notNull(),
    viewerOrgs: viewerOrgs(),
    viewerUsers: viewerUsers(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    index("file_by_booking").on(t.regionId, t.bookingId),
    viewerPolicy("file"),
  ],
);
