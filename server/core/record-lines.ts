import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { canonicalJson, chainLink } from "./audit-chain";
import { signedRoot } from "./day-root";
import { publishedKey, type Signature } from "./signature";

/*
 * An exported record: a text of lines, each one JSON object, so that it is written and checked line by line however long it
 * is. First the head, then the entries in the chain's order, then documents that entries name by hash, then the end, signed.
 */

/** What was asked for: everything about one booking, or the whole chain of some calendar days, both included. */
const scope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("trip"), bookingId: z.string(), number: z.string() }),
  z.object({ kind: z.literal("days"), from: z.iso.date(), until: z.iso.date() }),
]);
export type RecordScope = z.infer<typeof scope>;

const head = z.object({
  kind: z.literal("record"),
  /** 2: before documents could be withheld. */
  format: z.enum(["anzhuan-record-2", "anzhuan-record-3"]),
  regionId: z.string(),
  timeZone: z.string(),
  scope,
  madeAt: z.iso.datetime(),
  /** How many entry lines follow. */
  entries: z.number().int().nonnegative(),
  /** For convenience only: what is believed are the roots published elsewhere. */
  keys: z.array(publishedKey),
  roots: z.array(signedRoot),
});
export type RecordHead = z.infer<typeof head>;

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const entry = chainLink.extend({
  kind: z.literal("entry"),
  hash,
  prevHash: hash.nullable(),
  contentHash: hash,
  thread: z.object({ no: z.number().int().positive(), prev: hash.nullable() }).optional(),
  /** Of a trip: the way up to its day's Merkle root, once that was published. */
  path: z.array(hash).optional(),
});
export type RecordEntry = z.infer<typeof entry>;

/**
 * A text that an entry names by its SHA-256: a decision, what it was worked out from, a part of that. What holds other
 * people's trips is withheld and stands by its hash alone.
 */
const document = z
  .object({
    kind: z.literal("document"),
    name: z.enum(["decision", "decision_input", "decision_part"]),
    hash: z.string(),
    content: z.string().optional(),
    withheld: z.literal("other_people").optional(),
  })
  .refine(({ content, withheld }) => (content === undefined) === (withheld !== undefined));
export type RecordDocument = z.infer<typeof document>;

const end = z.object({
  kind: z.literal("end"),
  entries: z.number().int().nonnegative(),
  /** SHA-256 over all lines before, each with its line end. */
  digest: z.string(),
  keyId: z.string(),
  signature: z.string(),
});
type RecordEnd = z.infer<typeof end>;

export const recordLine = z.discriminatedUnion("kind", [head, entry, document, end]);
export type RecordLine = RecordHead | RecordEntry | RecordDocument | RecordEnd;

/** What the signature under an export is over: the digest of its lines. */
export const exportPurpose = "record-export";

/** Writes lines as they are signed: each in its canonical form with its line end, under one digest. */
export function recordWriter(sign: (purpose: string, text: string) => Signature): {
  write: (line: RecordHead | RecordEntry | RecordDocument) => string;
  end: (entries: number) => string;
} {
  const sum = sha256.create();
  return {
    write(line) {
      const text = `${canonicalJson(line)}\n`;
      sum.update(utf8ToBytes(text));
      return text;
    },
    end(entries) {
      const digest = bytesToHex(sum.clone().digest());
      return `${canonicalJson({ kind: "end", entries, digest, ...sign(exportPurpose, digest) })}\n`;
    },
  };
}

/** Which hashes an entry's row names: documents that belong to it. */
export function namedHashes(row: Record<string, unknown> | undefined): string[] {
  const after = row?.after;
  if (row?.verb !== "dispatch.match" || typeof after !== "object" || after === null) return [];
  const { recordHash, inputHash } = after as Record<string, unknown>;
  return [recordHash, inputHash].filter((it): it is string => typeof it === "string");
}

/** Which parts a decision's input is made of. */
export function namedParts(content: string): string[] {
  const shape = z.object({ parts: z.array(z.string()) });
  try {
    const read = shape.safeParse(JSON.parse(content));
    return read.success ? read.data.parts : [];
  } catch {
    return [];
  }
}

/** The rows that an erasure took the values of, as its own entry names them. */
export function erasedBy(row: Record<string, unknown> | undefined): string[] {
  const shape = z.object({ erased: z.array(z.string()) });
  const read = row?.verb === "record.erase" ? shape.safeParse(row.after) : null;
  return read?.success ? read.data.erased : [];
}
