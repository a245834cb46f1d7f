import { bigint, jsonb, pgTable, primaryKey, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { evidencePolicies, instant, officialPolicy, regionId, rowId, rule, within } from "./region-table";

/**
 * Who did what to which row, with before and after; written in the verb's own transaction, unchained. Reads of patient
 * data are rows too. Append-only (no grant to update or delete), partitioned by month.
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
  (t) => [primaryKey({ columns: [t.regionId, t.at, t.id] }), ...evidencePolicies("audit")],
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
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.seq] }),
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
