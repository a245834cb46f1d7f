import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { messageChannels, messageStatuses } from "@/server/core/message";
import { instant, officialPolicy, oneOf, regionId, rowId } from "./region-table";

/** One message to one person by one channel, said once (`dedupe_key`). `content_sealed` is what was sent, sealed. */
export const message = pgTable(
  "message",
  {
    regionId: regionId(),
    id: rowId(),
    channel: text("channel", { enum: messageChannels }).notNull(),
    template: text("template").notNull(),
    locale: text("locale").notNull(),
    toSealed: text("to_sealed").notNull(),
    dataSealed: text("data_sealed").notNull(),
    contentSealed: text("content_sealed"),
    bookingId: uuid("booking_id"),
    dedupeKey: text("dedupe_key").notNull(),
    status: text("status", { enum: messageStatuses }).notNull().default("queued"),
    attempts: integer("attempts").notNull().default(0),
    failure: text("failure"),
    providerRef: text("provider_ref"),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
    meta: jsonb("meta").$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("message_dedupe_key").on(t.regionId, t.dedupeKey),
    index("message_recent").on(t.regionId, t.createdAt),
    index("message_by_booking").on(t.regionId, t.bookingId),
    oneOf("message_channel", "channel", messageChannels),
    oneOf("message_status", "status", messageStatuses),
    officialPolicy("message"),
  ],
);
