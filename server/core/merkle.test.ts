import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emptyRoot,
  merklePaths,
  merkleRun,
  type NodePlace,
  proofFrom,
  proofNeeds,
  rootByPath,
} from "./merkle";

const hashOf = (...parts: (Buffer | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

/** The definition of RFC 9162, 2.1.1, word by word: split at the largest power of two below the number of leaves. */
function definition(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return hashOf("");
  if (leaves.length === 1) return hashOf("\0", only);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return hashOf("\u0001", definition(leaves.slice(0, split)), definition(leaves.slice(split)));
}

const leaf = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const tree = fc.array(leaf, { minLength: 1, maxLength: 70 });
const hexes = (leaves: readonly Buffer[]) => leaves.map((it) => it.toString("hex"));

describe("the Merkle tree", () => {
  it("is that of the RFC, built leaf by leaf", () => {
    expect(emptyRoot).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    fc.assert(
      fc.property(tree, (leaves) => {
        const run = merkleRun();
        for (const it of hexes(leaves)) run.add(it);
        expect(run.root()).toBe(definition(leaves).toString("hex"));
        expect(run.count()).toBe(leaves.length);
      }),
    );
  });

  it("proves each leaf in its place, and no other", () => {
    fc.assert(
      fc.property(tree, fc.nat(), fc.nat(), (leaves, pick, other) => {
        const root = definition(leaves).toString("hex");
        const pathOf = merklePaths(hexes(leaves));
        const index = pick % leaves.length;
        const its = hexes(leaves)[index] ?? "";
        expect(rootByPath(its, index, leaves.length, pathOf(index))).toBe(root);
        const elsewhere = other % leaves.length;
        if (hexes(leaves)[elsewhere] !== its) {
          expect(rootByPath(its, elsewhere, leaves.length, pathOf(elsewhere))).not.toBe(root);
          expect(rootByPath(its, elsewhere, leaves.length, pathOf(index))).not.toBe(root);
        }
        expect(rootByPath(its, index, leaves.length, [...pathOf(index), its])).not.toBe(root);
        expect(rootByPath(its, leaves.length, leaves.length, pathOf(index))).toBeNull();
      }),
    );
  });

  it("proves a leaf from kept nodes and few leaves as from all leaves", () => {
    const name = ({ height, at }: NodePlace) => `${height}/${at}`;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000 }), fc.nat(), fc.nat(), (size, pick, salt) => {
        const leaves = Array.from({ length: size }, (_, at) => hashOf(`${salt}/${at}`).toString("hex"));
        const kept = new Map<string, string>();
        const run = merkleRun((place, hash) => kept.set(name(place), hash));
        for (const it of leaves) run.add(it);
        const index = pick % size;
        const needs = proofNeeds(index, size);
        const read = new Map(
          needs.map((it) => [name(it), it.height === 0 ? leaves[it.at] : kept.get(name(it))]),
        );
        const path = proofFrom(index, size, (it) => read.get(name(it)) ?? "");
        expect(path).toEqual(merklePaths(leaves)(index));
        expect(rootByPath(leaves[index] ?? "", index, size, path)).toBe(run.root());
        // Two groups of 64 at each of the heights 0, 6 and 12.
        expect(needs.length).toBeLessThan(2 * 64 * 3);
      }),
      { numRuns: process.env.LONG ? 400 : 25 },
    );
  });
});
