import { createHash, generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentHash, digest, linkHash } from "./audit-chain";
import { checkPublication, type Publication } from "./day-root";
import { checkRecord } from "./record-check";
import { makeRecord, rewritten, type Signer } from "./record-factory";
import { exportPurpose } from "./record-lines";
import type { Report } from "./record-report";
import { signedBytes } from "./signature";

function signerOf(id: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");
  return {
    key: { id, algorithm: "Ed25519", publicKey: raw },
    sign: (purpose, text) => ({
      keyId: id,
      signature: sign(null, signedBytes(purpose, text), privateKey).toString("base64"),
    }),
  };
}

const platform = signerOf("2026");
const made = makeRecord(3, 7, platform);
const texts = { days: [...made.days()].join(""), trip: made.trip(2) };
const exports = fc.constantFrom("days" as const, "trip" as const);

function check(text: string, trusted: Publication | null = made.published): Report {
  const checking = checkRecord(trusted);
  for (let at = 0; at < text.length; at += 997) checking.add(text.slice(at, at + 997));
  return checking.end();
}
const problems = (text: string, trusted?: Publication | null) => [
  ...new Set(check(text, trusted).findings.map(({ problem }) => problem)),
];
const linesOf = (text: string) => text.trimEnd().split("\n");

/** Write a changed record's end anew, signed by whoever. */
function resigned(lines: string[], signer: Signer): string {
  const body = lines.slice(0, -1).map((line) => `${line}\n`);
  const digest = createHash("sha256").update(body.join("")).digest("hex");
  const end = rewritten(lines.at(-1) ?? "", (value) => {
    Object.assign(value, { digest, ...signer.sign(exportPurpose, digest) });
  });
  return `${body.join("")}${end}\n`;
}

describe("an export as it was made", () => {
  it("holds: days with their Merkle roots worked out again, a trip by its proofs", () => {
    const days = check(texts.days);
    expect(days).toMatchObject({ failures: 0, entries: 21, holds: 21, pending: 0, anchor: "published" });
    expect(days.days.map(({ entries }) => entries)).toEqual([7, 7, 7]);
    const trip = check(texts.trip);
    expect(trip.findings).toEqual([]);
    expect(trip).toMatchObject({ failures: 0, holds: trip.entries, pending: 0 });
    expect(trip.days.reduce((sum, { entries }) => sum + entries, 0)).toBe(trip.entries);
    expect(checkPublication(made.published)).toEqual([]);
  });

  it("holds with entries that no published root covers yet, and says how many", () => {
    const early = { ...made.published, roots: made.published.roots.slice(0, 2) };
    expect(problems(texts.days, early)).toEqual(["root_differs"]);
    const lines = linesOf(texts.days);
    const head = rewritten(lines[0] ?? "", (value) => {
      value.roots = early.roots;
      value.madeAt = "2026-11-03T23:00:00.000Z";
    });
    const then = resigned([head, ...lines.slice(1)], platform);
    expect(check(then, early)).toMatchObject({ failures: 0, pending: 7, holds: 21 });
    // Later, when the third day was published, the same file is checked against it too.
    expect(check(then)).toMatchObject({ failures: 0, pending: 0 });
  });
});

describe("any change of an export", () => {
  it("of one byte is found", () => {
    const property = fc.property(exports, fc.nat(), fc.integer({ min: 1, max: 255 }), (name, pick, flip) => {
      const bytes = Buffer.from(texts[name]);
      bytes[pick % bytes.length] = (bytes[pick % bytes.length] ?? 0) ^ flip;
      expect(check(bytes.toString("utf8")).failures).toBeGreaterThan(0);
      expect(check(bytes.toString("utf8"), null).failures).toBeGreaterThan(0);
    });
    fc.assert(property, { numRuns: 120 });
  });

  it("by bytes put in or taken out is found", () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 5 });
    const property = fc.property(exports, fc.nat(), fc.nat(5), bytes, (name, pick, out, added) => {
      const text = texts[name];
      const all = Buffer.from(text);
      const at = pick % (all.length + 1);
      const changed = Buffer.concat([all.subarray(0, at), added, all.subarray(at + out)]).toString("utf8");
      fc.pre(changed !== text);
      expect(check(changed).failures).toBeGreaterThan(0);
    });
    fc.assert(property, { numRuns: 120 });
  });

  it("by lines left out, doubled or exchanged is found, even when the platform itself signs it anew", () => {
    const ways = fc.constantFrom("leave", "double", "swap", "cut");
    const property = fc.property(exports, ways, fc.nat(), fc.nat(), (name, way, one, two) => {
      const text = texts[name];
      const lines = linesOf(text);
      const entries = lines.slice(1, -1);
      const [a, b] = [one % entries.length, two % entries.length];
      if (way === "leave") entries.splice(a, 1);
      if (way === "double") entries.splice(b, 0, entries[a] ?? "");
      if (way === "swap") [entries[a], entries[b]] = [entries[b] ?? "", entries[a] ?? ""];
      if (way === "cut") entries.splice(Math.max(1, a));
      fc.pre(entries.join() !== lines.slice(1, -1).join());
      const count = (line: string) =>
        rewritten(line, (value) => Object.assign(value, { entries: entries.length }));
      const forged = [count(lines[0] ?? ""), ...entries, count(lines.at(-1) ?? "")];
      const isTail = way === "cut" || (way === "leave" && a === entries.length);
      // A trip's last entries can be held back by the platform alone: the thread says nothing of what follows.
      fc.pre(!(isTail && name === "trip"));
      expect(check(resigned(forged, platform)).failures).toBeGreaterThan(0);
      expect(check(`${forged.join("\n")}\n`).failures).toBeGreaterThan(0);
    });
    fc.assert(property, { numRuns: 80 });
  });
});

/** An entry changed with everything about it worked out again. */
const forgedEntry = (line: string) =>
  rewritten(line, (value) => {
    const row = { ...(value.row as Record<string, unknown>), verb: "trip.cancel" };
    Object.assign(value, { row, contentHash: contentHash(String(value.salt), row) });
    Object.assign(value, { hash: linkHash("331000", value as Parameters<typeof linkHash>[1]) });
  });

describe("a forgery", () => {
  it("with one row and its hashes rewritten breaks the links, the thread and the day's root", () => {
    const days = linesOf(texts.days);
    const one = resigned(days.toSpliced(5, 1, forgedEntry(days[5] ?? "")), platform);
    expect(problems(one)).toEqual(expect.arrayContaining(["broken_link", "wrong_root"]));
    const trip = linesOf(texts.trip);
    const other = check(resigned(trip.toSpliced(2, 1, forgedEntry(trip[2] ?? "")), platform));
    const seen = other.findings.map(({ problem }) => problem);
    expect(seen).toEqual(expect.arrayContaining(["wrong_root", "thread_gap"]));
    expect(other.findings[0]).toMatchObject({ line: 3, seq: 7 });
  });

  it("of everything, signed anew with another key, is found by the published roots and by nothing else", () => {
    for (const key of [signerOf("2026"), signerOf("forged")]) {
      const forged = makeRecord(3, 7, key, "伪造");
      for (const text of [[...forged.days()].join(""), forged.trip(2)]) {
        expect(check(text, null)).toMatchObject({ failures: 0, anchor: "own" });
        const seen = problems(text);
        expect(seen).toEqual(expect.arrayContaining(["root_differs", "export_signature", "wrong_root"]));
      }
    }
  });

  it("of the roots is found in the roots", () => {
    const { roots } = made.published;
    const [first, second, third] = roots;
    if (!first || !second || !third) throw new Error("no roots");
    const found = (its: typeof roots) =>
      checkPublication({ ...made.published, roots: its }).map(({ problem }) => problem);
    expect(found([first, third])).toEqual(["root_order"]);
    expect(found([first, { ...second, root: third.root }, third])).toEqual(["root_hash", "root_signature"]);
    expect(found([second, first, third])).toContain("root_order");
    expect(found([{ ...first, regionId: "420112" }])).toContain("root_region");
    expect(problems(texts.days, { ...made.published, regionId: "420112" })).toContain("other_region");
  });

  it("that passes another booking's entry off as this one's is found", () => {
    const [ours, theirs] = [linesOf(texts.trip), linesOf(made.trip(3))];
    const mixed = ours.toSpliced(1, 1, theirs[1] ?? "");
    expect(problems(resigned(mixed, platform))).toContain("foreign_entry");
  });
});

describe("a document", () => {
  const content = '{"parts":[]}';
  const hash = digest(content);
  /** A trip of one match that names a document, and the lines about it. */
  const withDocuments = (...documents: Record<string, unknown>[]) => {
    const lines = linesOf(texts.trip);
    const entry = rewritten(lines[1] ?? "", (value) => {
      const row = {
        ...(value.row as Record<string, unknown>),
        verb: "dispatch.match",
        after: { inputHash: hash },
      };
      Object.assign(value, { row, contentHash: contentHash(String(value.salt), row) });
    });
    const about = documents.map((it) =>
      rewritten("{}", (value) =>
        Object.assign(value, { kind: "document", name: "decision_input", hash }, it),
      ),
    );
    const named = ["missing_document", "stray_document", "changed_document", "unreadable"];
    const report = check(
      resigned([lines[0] ?? "", entry, ...lines.slice(2, -1), ...about, lines.at(-1) ?? ""], platform),
    );
    return {
      ...report,
      seen: report.findings.map(({ problem }) => String(problem)).filter((it) => named.includes(it)),
    };
  };

  it("that is named is there, or is said to hold other people's trips", () => {
    expect(withDocuments({ content })).toMatchObject({ seen: [], documents: 1, withheld: 0 });
    expect(withDocuments({ withheld: "other_people" })).toMatchObject({
      seen: [],
      documents: 0,
      withheld: 1,
    });
    expect(withDocuments().seen).toEqual(["missing_document"]);
    expect(withDocuments({ content: "{}" }).seen).toEqual(["changed_document"]);
    expect(withDocuments({}).seen).toEqual(["unreadable", "missing_document"]);
    expect(withDocuments({ content, withheld: "other_people" }).seen).toContain("unreadable");
    const stray = withDocuments({ content }, { hash: digest("another"), withheld: "other_people" });
    expect(stray.seen).toEqual(["stray_document"]);
  });
});

describe("an erasure", () => {
  it("leaves the days verifiable, and is said to be one", () => {
    const lines = linesOf(texts.days);
    const without = (line: string, ...names: string[]) =>
      rewritten(line, (value) => {
        for (const name of names) delete value[name];
      });
    const erased = resigned(lines.toSpliced(4, 1, without(lines[4] ?? "", "row", "salt")), platform);
    expect(check(erased)).toMatchObject({ failures: 0, erased: 1, holds: 21 });
    const half = resigned(lines.toSpliced(4, 1, without(lines[4] ?? "", "salt")), platform);
    expect(problems(half)).toEqual(["missing_row"]);
    const trip = linesOf(texts.trip);
    const unsaid = resigned(trip.toSpliced(2, 1, without(trip[2] ?? "", "row", "salt")), platform);
    expect(problems(unsaid)).toEqual(["erased_unsaid"]);
  });
});
