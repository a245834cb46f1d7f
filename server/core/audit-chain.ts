import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";

/** One audit row as it is hashed: what was done, by whom, when, to what. */
export interface SealedRow {
  regionId: string;
  id: string;
  at: string;
  actor: string;
  role: string;
  orgId: string | null;
  verb: string;
  noun: string;
  nounId: string;
  bookingId: string | null;
  before: unknown;
  after: unknown;
}

/** One link of a region's chain. `row` and `salt` are missing once the person behind them was erased. */
export const chainLink = z.object({
  seq: z.number().int().positive(),
  prevHash: z.string().nullable(),
  hash: z.string(),
  contentHash: z.string(),
  auditId: z.string(),
  auditAt: z.string(),
  /** Place among the entries of one booking, and the hash of the one before: so that none can be left out of a trip. */
  thread: z.object({ no: z.number().int().positive(), prev: z.string().nullable() }).optional(),
  salt: z.string().optional(),
  row: z.record(z.string(), z.unknown()).optional(),
});
export type ChainLink = z.infer<typeof chainLink>;

/** An exported stretch of a chain, without a gap. `from` is the hash that the first link must follow (null: the start). */
export const chainExport = z.object({
  format: z.literal("anzhuan-audit-1"),
  regionId: z.string(),
  from: z.string().nullable(),
  head: z.object({ seq: z.number().int(), hash: z.string() }),
  links: z.array(chainLink),
});
export type ChainExport = z.infer<typeof chainExport>;

/** SHA-256 of a text in UTF-8, as hexadecimal text. */
export const digest = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));

/**
 * JSON with sorted keys and no spaces (RFC 8785 for what occurs here: strings, integers, booleans, null, arrays,
 * objects); undefined members are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** Hash of a row under its salt: without the salt nobody can test a guess at what the row said. */
export function contentHash(salt: string, row: SealedRow | Record<string, unknown>): string {
  return digest(`${salt}\n${canonicalJson(row)}`);
}

/** Hash of a link: binds region, place in the chain, predecessor, place in its booking's thread, row and its content. */
export function linkHash(
  regionId: string,
  link: Pick<ChainLink, "seq" | "prevHash" | "contentHash" | "auditId" | "auditAt" | "thread">,
): string {
  const { seq, prevHash, contentHash: content, auditId, auditAt, thread } = link;
  return digest(canonicalJson({ regionId, seq, prevHash, content, auditId, auditAt, thread }));
}

/** The booking that a row is about: what belongs to one trip's record. */
export const bookingOfRow = (row: {
  noun?: unknown;
  nounId?: unknown;
  bookingId?: unknown;
}): string | null => {
  if (typeof row.bookingId === "string") return row.bookingId;
  return row.noun === "booking" && typeof row.nounId === "string" ? row.nounId : null;
};

export interface ChainFinding {
  seq: number;
  problem: "gap" | "broken_link" | "changed_link" | "changed_row" | "missing_row" | "wrong_head";
}

/** Check a stretch of chain with nothing but itself. Rows erased on purpose have lost row and salt together. */
export function verifyChain(record: ChainExport): {
  holds: number;
  erased: number;
  findings: ChainFinding[];
} {
  const findings: ChainFinding[] = [];
  let erased = 0;
  let previous: { seq: number; hash: string | null } | null = null;
  for (const link of record.links) {
    const expectedPrevious: string | null = previous ? previous.hash : record.from;
    if (previous && link.seq !== previous.seq + 1) findings.push({ seq: link.seq, problem: "gap" });
    if (link.prevHash !== expectedPrevious) findings.push({ seq: link.seq, problem: "broken_link" });
    if (linkHash(record.regionId, link) !== link.hash)
      findings.push({ seq: link.seq, problem: "changed_link" });
    const { row, salt } = link;
    if (row && salt && contentHash(salt, row) !== link.contentHash)
      findings.push({ seq: link.seq, problem: "changed_row" });
    if (Boolean(row) !== Boolean(salt)) findings.push({ seq: link.seq, problem: "missing_row" });
    if (!row && !salt) erased += 1;
    previous = { seq: link.seq, hash: link.hash };
  }
  const last = record.links.at(-1);
  if (!last || last.seq !== record.head.seq || last.hash !== record.head.hash) {
    findings.push({ seq: record.head.seq, problem: "wrong_head" });
  }
  const bad = new Set(findings.map(({ seq }) => seq));
  return { holds: record.links.filter(({ seq }) => !bad.has(seq)).length, erased, findings };
}
