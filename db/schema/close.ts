import {
  bigint,
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
import { type CloseSourceView, closeItemKinds, closeItemStatuses } from "@/server/core/settlement/close";
import { instant, officialPolicy, oneOf, regionId, rowId } from "./region-table";

/**
 * Something that the ledger and the outside do not agree on yet: kept once by what it is about, with an age, an owner and,
 * once done, a reason. What a later look no longer finds is over by itself.
 */
export const closeItem = pgTable(
  "close_item",
  {
    regionId: regionId(),
    id: rowId(),
    kind: text("kind", { enum: closeItemKinds }).notNull(),
    /** What it is about: the row's id or the channel's own name for it. */
    subject: text("subject").notNull(),
    orgId: uuid("org_id"),
    bookingId: uuid("booking_id"),
    amountFen: bigint("amount_fen", { mode: "number" }).notNull(),
    detail: text("detail"),
    since: instant("since").notNull(),
    foundAt: instant("found_at").notNull(),
    status: text("status", { enum: closeItemStatuses }).notNull().default("open"),
    /** The account of whoever sees to it. */
    ownerId: uuid("owner_id"),
    resolvedBy: uuid("resolved_by"),
    resolvedAt: instant("resolved_at"),
    reason: text("reason"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("close_item_subject_key").on(t.regionId, t.kind, t.subject),
    index("close_item_open").on(t.regionId, t.status, t.since),
    oneOf("close_item_kind", "kind", closeItemKinds),
    oneOf("close_item_status", "status", closeItemStatuses),
    officialPolicy("close_item"),
  ],
);

/** What a day's look at each source came to, as it was when the day was closed by a person. Append-only. */
export const dayClose = pgTable(
  "day_close",
  {
    regionId: regionId(),
    day: date("day", { mode: "string" }).notNull(),
    sources: jsonb("sources").$type<CloseSourceView[]>().notNull(),
    /** The items that were open, listed as they stood. */
    open: jsonb("open")
      .$type<{ id: string; kind: string; amountFen: number; ownerId: string | null }[]>()
      .notNull(),
    openCount: integer("open_count").notNull(),
    closedBy: rowId("closed_by"),
    closedAt: instant("closed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.day] }), officialPolicy("day_close")],
);

/** The latest look at a day's sources, replaced by the next look until the day is closed. */
export const dayLook = pgTable(
  "day_look",
  {
    regionId: regionId(),
    day: date("day", { mode: "string" }).notNull(),
    sources: jsonb("sources").$type<CloseSourceView[]>().notNull(),
    lookedAt: instant("looked_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.day] }), officialPolicy("day_look")],
);
