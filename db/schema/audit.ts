import { sql } from "drizzle-orm";
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import {
  erasurePolicy,
  evidencePolicies,
  instant,
  officialPolicy,
  publicationPolicies,
  regionId,
  rowId,
  rule,
  within,
} from "./region-table";

/**
 * Who did what to which row, with before and after; written in the verb's own transaction, unchained. Reads of patient
 * data are rows too. Append-only (no grant to update or delete, but for the erasure of `before` and `after`), partitioned
 * by month.
 */
export const audit = pgTable(
  "audit",
  {
    regionId: regionId(),
    at: instant("at").notNull(),
    id: rowId(),
    /** "user:<id>", "guest:<booking>", "system:<job>" … */
    actor: text("actor").notNull(),
    role: text("role").notNull(),
    orgId: text("org_id"),
    verb: text("verb").notNull(),
    noun: text("noun").notNull(),
    nounId: text("noun_id").notNull(),
    bookingId: text("booking_id"),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.at, t.id] }),
    index("audit_by_booking").on(t.regionId, t.bookingId),
    // Rows about a booking that name it as their noun only.
    index("audit_by_booking_noun")
      .on(t.regionId, t.nounId)
      .where(sql`noun = 'booking' and booking_id is null`),
    ...evidencePolicies("audit"),
    erasurePolicy("audit", "before IS NULL AND after IS NULL"),
  ],
);

/** The sealer's chain over the audit rows: salted hashes, so that erasing a person leaves it verifiable. */
export const chainEntry = pgTable(
  "chain_entry",
  {
    regionId: regionId(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    /** Null for the first entry of a region only. */
    prevHash: text("prev_hash"),
    hash: text("hash").notNull(),
    auditAt: instant("audit_at").notNull(),
    auditId: rowId("audit_id"),
    /** SHA-256 of salt and the row's canonical JSON. */
    contentHash: text("content_hash").notNull(),
    sealedAt: instant("sealed_at").notNull(),
    /** The booking it is about, and its place among that booking's entries: part of `hash`, so that none can be left out. */
    bookingId: text("booking_id"),
    threadNo: integer("thread_no"),
    /** Hash of the booking's entry before; null for its first. */
    threadPrev: text("thread_prev"),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.seq] }),
    uniqueIndex("chain_thread_key")
      .on(t.regionId, t.bookingId, t.threadNo)
      .where(sql`booking_id is not null`),
    rule("chain_thread", "(booking_id IS NULL) = (thread_no IS NULL)"),
    rule("chain_thread_first", "(thread_no > 1) = (thread_prev IS NOT NULL)"),
    uniqueIndex("chain_prev_key").on(t.regionId, t.prevHash),
    unique("chain_hash_key").on(t.regionId, t.hash),
    uniqueIndex("chain_audit_key").on(t.regionId, t.auditId),
    within("chain_previous", [t.regionId, t.prevHash], [t.regionId, t.hash]),
    rule("chain_link", "hash <> prev_hash"),
    rule("chain_first", "(seq = 1) = (prev_hash IS NULL)"),
    officialPolicy("chain_entry"),
  ],
);

/** The salt of one chained row; erased with the personal values it protects. */
export const chainSalt = pgTable(
  "chain_salt",
  {
    regionId: regionId(),
    auditId: rowId("audit_id"),
    salt: text("salt").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.auditId] }), officialPolicy("chain_salt")],
);

/**
 * One day's signed statement over the region's chain: a Merkle root of the entries sealed that day, from where to where.
 * Published to everybody; append-only. Days follow each other without a gap, each naming the hash of the one before.
 */
export const dayRoot = pgTable(
  "day_root",
  {
    regionId: regionId(),
    /** The calendar day in the region's zone. */
    day: date("day").notNull(),
    /** Place of the day's first entry; one more than `lastSeq` on a day without any. */
    firstSeq: bigint("first_seq", { mode: "number" }).notNull(),
    lastSeq: bigint("last_seq", { mode: "number" }).notNull(),
    /** Merkle root over the hashes of these entries (RFC 9162, 2.1). */
    root: text("root").notNull(),
    /** Hash of the chain's last entry by the end of the day; null while it was empty. */
    headHash: text("head_hash"),
    /** Hash of the statement of the day before; null for the first. */
    previous: text("previous"),
    /** Hash of this statement. */
    hash: text("hash").notNull(),
    keyId: text("key_id").notNull(),
    /** The public half of the key, so that it stays published after rotation. */
    publicKey: text("public_key").notNull(),
    signature: text("signature").notNull(),
    signedAt: instant("signed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.day] }),
    unique("day_root_hash_key").on(t.regionId, t.hash),
    uniqueIndex("day_root_previous_key").on(t.regionId, t.previous),
    uniqueIndex("day_root_first_key").on(t.regionId).where(sql`previous is null`),
    within("day_root_previous", [t.regionId, t.previous], [t.regionId, t.hash]),
    rule("day_root_span", "last_seq >= first_seq - 1"),
    ...publicationPolicies("day_root"),
  ],
);

/**
 * Inner nodes of the days' Merkle trees, each over 64 of those below it (`core/merkle.ts`): worked out from the entries and never
 * relied on, since whoever checks a proof ends at the signed root. With them a proof reads some dozens of hashes of a long day.
 */
export const dayNode = pgTable(
  "day_node",
  {
    regionId: regionId(),
    day: date("day").notNull(),
    height: integer("height").notNull(),
    at: integer("at").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.day, t.height, t.at] }),
    within("day_node_root", [t.regionId, t.day], [dayRoot.regionId, dayRoot.day]),
    ...publicationPolicies("day_node"),
  ],
);

/** Which worker seals a region, until when. */
export const sealer = pgTable(
  "sealer",
  {
    regionId: regionId(),
    holder: text("holder").notNull(),
    until: instant("until").notNull(),
    /** Everything up to here is chained. */
    sealedAt: instant("sealed_at").notNull(),
    sealedId: rowId("sealed_id"),
  },
  (t) => [primaryKey({ columns: [t.regionId] }), officialPolicy("sealer")],
);
