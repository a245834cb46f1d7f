import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";

/*
 * Merkle trees as in RFC 9162, 2.1: leaves and nodes are hashed under different prefixes, so that a node never passes for
 * a leaf. Hashes go in and out as hexadecimal text.
 */

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);
const leafBytes = (entryHash: string): Uint8Array => sha256(concatBytes(leafPrefix, hexToBytes(entryHash)));
const nodeBytes = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concatBytes(nodePrefix, left, right));

/** The root of a tree without leaves: the hash of nothing. */
export const emptyRoot = bytesToHex(sha256(new Uint8Array()));

/** A root worked out leaf by leaf in memory that grows with the logarithm of their number. */
export interface MerkleRun {
  add: (entryHash: string) => void;
  count: () => number;
  root: () => string;
}

/** Nodes over so many levels are kept (each over 64 of those below it), so that a proof reads few hashes of a long day. */
const keptEvery = 6;

/** A node over the leaves from `at * 2 ** height` on; at height 0 the leaf's own entry. */
export interface NodePlace {
  height: number;
  at: number;
}

/** Begin a tree; leaves are the hashes of chain entries in their order. `onKept` hears of each whole node that is worth keeping. */
export function merkleRun(onKept?: (place: NodePlace, hash: string) => void): MerkleRun {
  /** Whole subtrees from left to right, each larger than the next. */
  const subtrees: { leaves: number; hash: Uint8Array }[] = [];
  let leaves = 0;
  return {
    add(entryHash) {
      leaves += 1;
      let grown = { leaves: 1, hash: leafBytes(entryHash) };
      for (let last = subtrees.at(-1); last?.leaves === grown.leaves; last = subtrees.at(-1)) {
        subtrees.pop();
        grown = { leaves: grown.leaves * 2, hash: nodeBytes(last.hash, grown.hash) };
        const height = Math.log2(grown.leaves);
        if (height % keptEvery === 0)
          onKept?.({ height, at: leaves / grown.leaves - 1 }, bytesToHex(grown.hash));
      }
      subtrees.push(grown);
    },
    count: () => leaves,
    root() {
      const last = subtrees.at(-1);
      if (!last) return emptyRoot;
      return bytesToHex(
        subtrees.slice(0, -1).reduceRight((right, { hash }) => nodeBytes(hash, right), last.hash),
      );
    },
  };
}

const widthOf = (height: number) => 2 ** height;
const isThere = ({ height, at }: NodePlace, size: number) => at * widthOf(height) < size;

/** Whether a node of a tree is among the kept ones: whole, and at a height that is kept. */
const isKept = ({ height, at }: NodePlace, size: number) =>
  height > 0 && height % keptEvery === 0 && (at + 1) * widthOf(height) <= size;

const childrenOf = ({ height, at }: NodePlace, size: number): NodePlace[] =>
  [2 * at, 2 * at + 1].map((it) => ({ height: height - 1, at: it })).filter((it) => isThere(it, size));

/** The neighbours on the way from a leaf up to the root of a tree of `size` leaves. */
function neighboursOf(index: number, size: number): NodePlace[] {
  const found: NodePlace[] = [];
  for (let height = 0; widthOf(height) < size; height++) {
    const at = Math.floor(index / widthOf(height));
    const neighbour = { height, at: at % 2 === 0 ? at + 1 : at - 1 };
    if (isThere(neighbour, size)) found.push(neighbour);
  }
  return found;
}

function needsOf(place: NodePlace, size: number): NodePlace[] {
  if (place.height === 0 || isKept(place, size)) return [place];
  return childrenOf(place, size).flatMap((it) => needsOf(it, size));
}

/** What the proof of one leaf is worked out from: leaves (height 0) and kept nodes, some dozens for each factor of 64 in `size`. */
export const proofNeeds = (index: number, size: number): NodePlace[] =>
  neighboursOf(index, size).flatMap((it) => needsOf(it, size));

/** The proof of one leaf from the hashes that `proofNeeds` names: at height 0 those of chain entries. */
export function proofFrom(index: number, size: number, hashOf: (place: NodePlace) => string): string[] {
  const bytesOf = (place: NodePlace): Uint8Array => {
    if (place.height === 0) return leafBytes(hashOf(place));
    if (isKept(place, size)) return hexToBytes(hashOf(place));
    const [left, right] = childrenOf(place, size).map(bytesOf);
    if (!left) throw new RangeError("a node without leaves");
    return right ? nodeBytes(left, right) : left;
  };
  return neighboursOf(index, size).map((it) => bytesToHex(bytesOf(it)));
}

/** All levels above the leaves; where a level is odd its last node goes up as it is, which gives the tree of the RFC. */
function levelsOf(entryHashes: readonly string[]): Uint8Array[][] {
  const levels = [entryHashes.map(leafBytes)];
  for (let level = levels[0] ?? []; level.length > 1; level = levels.at(-1) ?? []) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]];
      if (left) above.push(right ? nodeBytes(left, right) : left);
    }
    levels.push(above);
  }
  return levels;
}

/** Proofs for leaves of one tree: the neighbours' hashes on the way from the leaf at `index` up to the root. */
export function merklePaths(entryHashes: readonly string[]): (index: number) => string[] {
  const levels = levelsOf(entryHashes);
  return (index) => {
    const path: string[] = [];
    for (const [height, level] of levels.slice(0, -1).entries()) {
      const neighbour = level[(index >> height) ^ 1];
      if (neighbour) path.push(bytesToHex(neighbour));
    }
    return path;
  };
}

/** The root that a leaf and its proof lead to in a tree of `size` leaves (RFC 9162, 2.1.3.2); null where they cannot fit. */
export function rootByPath(
  entryHash: string,
  index: number,
  size: number,
  path: readonly string[],
): string | null {
  if (index >= size) return null;
  let [at, last] = [index, size - 1];
  let hash = leafBytes(entryHash);
  for (const step of path) {
    if (last === 0) return null;
    const neighbour = hexToBytes(step);
    if (at % 2 === 1 || at === last) {
      hash = nodeBytes(neighbour, hash);
      while (at % 2 === 0 && at > 0) [at, last] = [at >> 1, last >> 1];
    } else hash = nodeBytes(hash, neighbour);
    [at, last] = [at >> 1, last >> 1];
  }
  return last === 0 ? bytesToHex(hash) : null;
}
