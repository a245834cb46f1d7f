import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import english from "@/messages/en/deed.json";
import { auditedNouns, auditedVerbs } from "./deeds";

/** What the services' calls of `writeAudit` name: `verb: "x.y"` and `noun: "z"`. */
function written(key: "verb" | "noun"): string[] {
  const root = new URL("../../server/services/", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts"),
  );
  const found = files.flatMap((path) => {
    const text = readFileSync(new URL(path, root), "utf8");
    return [...text.matchAll(new RegExp(`\\b${key}: "([a-z_]+(?:\\.[a-zA-Z]+)?)"`, "g"))].map(
      ([, it]) => it ?? "",
    );
  });
  return [...new Set(found)];
}

describe("words of the audit", () => {
  it("cover every deed that the services write", () => {
    const verbs = written("verb");
    expect(verbs.length).toBeGreaterThan(80);
    const known: readonly string[] = auditedVerbs;
    expect(verbs.filter((verb) => !known.includes(verb))).toEqual([]);
  });

  it("cover everything a deed is done to", () => {
    const known: readonly string[] = auditedNouns;
    expect(written("noun").filter((noun) => !known.includes(noun))).toEqual([]);
  });

  it("exist for each listed deed and noun", () => {
    const words: Record<string, Record<string, string>> = english.verbs;
    const nameless = auditedVerbs.filter((verb) => {
      const [noun = "", deed = ""] = verb.split(".");
      return !words[noun]?.[deed];
    });
    expect(nameless).toEqual([]);
    expect(Object.keys(english.nouns)).toEqual([...auditedNouns]);
  });
});
