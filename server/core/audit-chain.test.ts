import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ChainExport,
  type ChainLink,
  canonicalJson,
  contentHash,
  linkHash,
  verifyChain,
} from "./audit-chain";

function chainOf(contents: string[]): ChainExport {
  const links: ChainLink[] = [];
  for (const [index, text] of contents.entries()) {
    const row = { regionId: "331000", id: `id-${index}`, verb: "trip.advance", after: { text } };
    const salt = `salt-${index}`;
    const base = {
      seq: index + 1,
      prevHash: links.at(-1)?.hash ?? null,
      contentHash: contentHash(salt, row),
      auditId: row.id,
      auditAt: `2026-11-22T00:00:0${index % 10}.000Z`,
    };
    links.push({ ...base, hash: linkHash("331000", base), salt, row });
  }
  const last = links.at(-1);
  return {
    format: "anzhuan-audit-1",
    regionId: "331000",
    from: null,
    head: { seq: last?.seq ?? 0, hash: last?.hash ?? "" },
    links,
  };
}

const contents = fc.array(fc.string(), { minLength: 3, maxLength: 12 });
const problems = (record: ChainExport) => verifyChain(record).findings.map(({ problem }) => problem);

describe("canonical JSON", () => {
  it("does not depend on the order of keys", () => {
    expect(canonicalJson({ b: 1, a: [{ d: null, c: "龘" }] })).toBe('{"a":[{"c":"龘","d":null}],"b":1}');
    expect(canonicalJson({ a: [{ c: "龘", d: null }], b: 1, e: undefined })).toBe(
      '{"a":[{"c":"龘","d":null}],"b":1}',
    );
  });
});

describe("the chain", () => {
  it("holds as sealed", () => {
    fc.assert(
      fc.property(contents, (texts) => {
        expect(verifyChain(chainOf(texts))).toEqual({ holds: texts.length, erased: 0, findings: [] });
      }),
    );
  });

  it("shows a changed row, wherever it is", () => {
    fc.assert(
      fc.property(contents, fc.nat(), (texts, pick) => {
        const record = chainOf(texts);
        const link = record.links[pick % texts.length];
        if (link) link.row = { ...link.row, verb: "trip.cancel" };
        expect(problems(record)).toContain("changed_row");
      }),
    );
  });

  it("shows a missing entry, a swap and a cut tail", () => {
    const missing = chainOf(["a", "b", "c", "d"]);
    missing.links.splice(1, 1);
    expect(problems(missing)).toEqual(expect.arrayContaining(["gap", "broken_link"]));
    const swapped = chainOf(["a", "b", "c"]);
    swapped.links.reverse();
    expect(problems(swapped)).toEqual(expect.arrayContaining(["gap", "broken_link"]));
    const cut = chainOf(["a", "b", "c"]);
    cut.links.pop();
    expect(problems(cut)).toEqual(["wrong_head"]);
  });

  it("shows a row rewritten together with its own hashes", () => {
    const record = chainOf(["a", "b", "c"]);
    const link = record.links[1] as ChainLink;
    link.row = { ...link.row, verb: "forged" };
    link.contentHash = contentHash(link.salt ?? "", link.row);
    link.hash = linkHash("331000", link);
    expect(problems(record)).toEqual(["broken_link"]);
  });

  it("still holds after an erasure took row and salt, but not one of them", () => {
    const record = chainOf(["a", "b", "c"]);
    delete record.links[1]?.row;
    expect(problems(record)).toEqual(["missing_row"]);
    delete record.links[1]?.salt;
    expect(verifyChain(record)).toEqual({ holds: 3, erased: 1, findings: [] });
  });
});
