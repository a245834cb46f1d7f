import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { NoticeChoices } from "@/server/core/notice";
import { instant } from "./region-table";

/** A person who signs in. Shared: an e-mail is unique across regions. Contacts are sealed and found by blind index. */
export const account = pgTable(
  "account",
  {
    id: uuid("id").primaryKey(),
    nameSealed: text("name_sealed").notNull(),
    emailSealed: text("email_sealed"),
    emailIndex: text("email_index"),
    phoneSealed: text("phone_sealed"),
    phoneIndex: text("phone_index"),
    locale: text("locale").notNull().default("zh-CN"),
    /** The authenticator's secret, sealed; null until enrolled. */
    totpSealed: text("totp_sealed"),
    totpConfirmedAt: instant("totp_confirmed_at"),
    /** The last authenticator step that was accepted: a code works once. */
    totpLastStep: integer("totp_last_step"),
    failedCodes: integer("failed_codes").notNull().default(0),
    lockedUntil: instant("locked_until"),
    /** What the person wants to hear by which way, and when not (core/notice.ts); null: as everybody. */
    notices: jsonb("notices").$type<NoticeChoices>(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("account_email_key").on(t.emailIndex).where(sql`email_index is not null`),
    uniqueIndex("account_phone_key").on(t.phoneIndex).where(sql`phone_index is not null`),
  ],
);

/** A signed-in browser; the token is stored hashed. Acts as one membership at a time. */
export const session = pgTable(
  "session",
  {
    tokenHash: text("token_hash").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => account.id, { onDelete: "cascade" }),
    /** Region and membership acted as; null for a family. */
    actingRegion: text("acting_region"),
    membershipId: uuid("membership_id"),
    /** When the second factor was given; null: staff pages stay closed. */
    secondFactorAt: instant("second_factor_at"),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("session_account").on(t.accountId), index("session_expiry").on(t.expiresAt)],
);

/**
 * A one-time code asked for. The job that sends it makes it: until then `code_hash` is null.
 * `subject` is the booking that the code confirms, or null for signing in.
 */
export const oneTimeCode = pgTable(
  "one_time_code",
  {
    id: uuid("id").primaryKey(),
    purpose: text("purpose", { enum: ["sign_in", "confirm_booking", "manage_booking"] }).notNull(),
    subject: text("subject"),
    contactKind: text("contact_kind", { enum: ["email", "phone"] }).notNull(),
    contactSealed: text("contact_sealed").notNull(),
    contactIndex: text("contact_index").notNull(),
    /** Blind index of the network address that asked; null where a signed-in person or the system did. */
    addressIndex: text("address_index"),
    locale: text("locale").notNull(),
    codeHash: text("code_hash"),
    attempts: integer("attempts").notNull().default(0),
    usedAt: instant("used_at"),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("one_time_code_contact").on(t.contactIndex, t.createdAt)],
);
