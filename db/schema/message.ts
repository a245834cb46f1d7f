import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { arrivalStops } from "@/server/core/arrival-told";
import { messageChannels, messageReceipts, messageStatuses } from "@/server/core/message";
import { instant, officialPolicy, oneOf, regionId, rowId, rule } from "./region-table";

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
    /** Whose it is, where the reader has an account: its inbox, its devices. */
    accountId: uuid("account_id"),
    dedupeKey: text("dedupe_key").notNull(),
    status: text("status", { enum: messageStatuses }).notNull().default("queued"),
    attempts: integer("attempts").notNull().default(0),
    failure: text("failure"),
    providerRef: text("provider_ref"),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
    /** Held back until then by quiet hours. */
    notBefore: instant("not_before"),
    /** When it was last handed to a provider whose answer has not been noted: what became of it is asked first. */
    tryingAt: instant("trying_at"),
    /** What the provider told later about the reader's device. */
    receipt: text("receipt", { enum: messageReceipts }),
    receiptAt: instant("receipt_at"),
    /** When its reader opened it in the inbox. */
    readAt: instant("read_at"),
    meta: jsonb("meta").$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("message_dedupe_key").on(t.regionId, t.dedupeKey),
    index("message_recent").on(t.regionId, t.createdAt),
    index("message_by_booking").on(t.regionId, t.bookingId),
    index("message_inbox").on(t.regionId, t.accountId, t.createdAt),
    oneOf("message_channel", "channel", messageChannels),
    oneOf("message_status", "status", messageStatuses),
    oneOf("message_receipt", "receipt", messageReceipts),
    officialPolicy("message"),
  ],
);

/**
 * A device that hears web push: of an account, or of whoever follows one booking by its link. Ended when the push service says
 * that it is gone, or when its person says so.
 */
export const pushSubscription = pgTable(
  "push_subscription",
  {
    regionId: regionId(),
    id: rowId(),
    accountId: uuid("account_id"),
    bookingId: uuid("booking_id"),
    locale: text("locale").notNull(),
    /** Blind index of the endpoint: one device subscribes once for the same reader. */
    endpointIndex: text("endpoint_index").notNull(),
    endpointSealed: text("endpoint_sealed").notNull(),
    /** The device's public key (P-256, base64url) and its secret, by RFC 8291. */
    p256dh: text("p256dh").notNull(),
    authSealed: text("auth_sealed").notNull(),
    createdAt: instant("created_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.id] }),
    uniqueIndex("push_subscription_account_key")
      .on(t.regionId, t.endpointIndex, t.accountId)
      .where(sql`account_id is not null and ended_at is null`),
    uniqueIndex("push_subscription_booking_key")
      .on(t.regionId, t.endpointIndex, t.bookingId)
      .where(sql`booking_id is not null and ended_at is null`),
    index("push_subscription_account").on(t.regionId, t.accountId),
    index("push_subscription_booking").on(t.regionId, t.bookingId),
    rule("push_subscription_reader", "num_nonnulls(account_id, booking_id) = 1"),
    officialPolicy("push_subscription"),
  ],
);

/** The arrival range last told for a stop of a trip: moved further than so many minutes it is told again. */
export const arrivalTold = pgTable(
  "arrival_told",
  {
    regionId: regionId(),
    tripId: rowId("trip_id"),
    stop: text("stop", { enum: arrivalStops }).notNull(),
    earliestAt: instant("earliest_at").notNull(),
    latestAt: instant("latest_at").notNull(),
    toldAt: instant("told_at").notNull(),
    /** How often the range was told, the first time included. */
    times: integer("times").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.tripId, t.stop] }),
    oneOf("arrival_told_stop", "stop", arrivalStops),
    officialPolicy("arrival_told"),
  ],
);
