import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyRoot, merklePaths, merkleRun, rootByPath } from "./merkle";

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
});
