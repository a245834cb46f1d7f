import { z } from "zod";
import { canonicalJson, digest } from "./audit-chain";
import { isSigned, publishedKey } from "./signature";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const seq = z.number().int().nonnegative();

/**
 * What is signed for one calendar day of a region's zone: which entries of the chain were sealed that day, their Merkle
 * root, and the hash of the statement before. A day without entries has one too, so that no day can be missing.
 */
const statement = z.object({
  format: z.literal("anzhuan-day-root-1"),
  regionId: z.string(),
  day: z.iso.date(),
  /** One more than `lastSeq` on a day without entries. */
  firstSeq: seq,
  lastSeq: seq,
  root: hash,
  /** Hash of the chain's last entry by the end of the day; null while the chain was empty. */
  headHash: hash.nullable(),
  previous: hash.nullable(),
  signedAt: z.iso.datetime(),
});
type Statement = z.infer<typeof statement>;

export const signedRoot = statement.extend({ hash, keyId: z.string(), signature: z.string() });
export type SignedRoot = z.infer<typeof signedRoot>;

/** Everything that a region has published: its public keys and all roots, oldest first. */
export const publication = z.object({
  format: z.literal("anzhuan-roots-1"),
  regionId: z.string(),
  timeZone: z.string(),
  keys: z.array(publishedKey),
  roots: z.array(signedRoot),
});
export type Publication = z.infer<typeof publication>;

/** What a day's signature is over. */
export const rootPurpose = "day-root";

/** The canonical text of a statement, which is hashed and signed. */
export const statementText = (it: Statement): string => canonicalJson(statement.parse(it));

export const rootProblems = ["root_hash", "root_signature", "root_order", "root_region"] as const;
export interface RootFinding {
  day: string;
  problem: (typeof rootProblems)[number];
}

function follows(root: SignedRoot, before: SignedRoot | undefined): boolean {
  if (root.lastSeq < root.firstSeq - 1) return false;
  if (!before) return true;
  return root.previous === before.hash && root.firstSeq === before.lastSeq + 1 && root.day > before.day;
}

/** Check published roots by themselves: each hashed and signed as it says, and following the one before without a gap. */
export function checkPublication({ regionId, keys, roots }: Publication): RootFinding[] {
  const findings: RootFinding[] = [];
  for (const [at, root] of roots.entries()) {
    const { hash: its, keyId, signature } = root;
    const text = statementText(root);
    const found = (problem: RootFinding["problem"]) => findings.push({ day: root.day, problem });
    if (root.regionId !== regionId) found("root_region");
    if (digest(text) !== its) found("root_hash");
    if (!isSigned(keys, rootPurpose, text, { keyId, signature })) found("root_signature");
    if (!follows(root, roots[at - 1])) found("root_order");
  }
  return findings;
}

/** The root whose day's entries hold this place in the chain. */
export const rootOfSeq = (roots: readonly SignedRoot[], place: number): SignedRoot | undefined =>
  roots.find(({ firstSeq, lastSeq }) => firstSeq <= place && place <= lastSeq);
