import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

type Tree = { [key: string]: string | Tree };

const folder = fileURLToPath(new URL(".", import.meta.url));
const files = (locale: string) => readdirSync(join(folder, locale)).filter((name) => name.endsWith(".json"));
const read = (locale: string, file: string) =>
  JSON.parse(readFileSync(join(folder, locale, file), "utf8")) as Tree;

function* texts(tree: Tree, prefix = ""): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") yield [`${prefix}${key}`, value];
    else yield* texts(value, `${prefix}${key}.`);
  }
}

/** The texts between matching braces, outermost only. */
function* braced(text: string): Generator<string> {
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "{" && depth++ === 0) start = i + 1;
    if (text[i] === "}" && --depth === 0) yield text.slice(start, i);
  }
}

/** The blanks of an ICU message. What either language says as a plural is left out by `except`: Chinese has none. */
function blanks(text: string, except: string[]): string[] {
  const found = new Set<string>();
  for (const inner of braced(text)) {
    const [, name, kind, branches] = /^\s*(\w+)\s*(?:,\s*(\w+)\s*)?(?:,([\s\S]*))?$/.exec(inner) ?? [];
    if (name && !except.includes(name)) found.add(name);
    if (kind === "plural" || kind === "select")
      for (const branch of braced(branches ?? ""))
        for (const blank of blanks(branch, except)) found.add(blank);
  }
  return [...found].sort();
}

const plurals = (text: string) =>
  [...text.matchAll(/\{\s*(\w+)\s*,\s*plural/g)].map((match) => match[1] ?? "");

describe("messages", () => {
  it("exist in the same files in both languages", () => {
    expect(files("en")).toEqual(files("zh-CN"));
  });

  it.each(files("zh-CN"))("%s has the same keys and blanks in both languages", (file) => {
    const chinese = Object.fromEntries(texts(read("zh-CN", file)));
    const english = Object.fromEntries(texts(read("en", file)));
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
    for (const [key, text] of Object.entries(chinese)) {
      const except = [...plurals(text), ...plurals(english[key] ?? "")];
      expect([key, blanks(english[key] ?? "", except)]).toEqual([key, blanks(text, except)]);
    }
  });

  it.each(files("zh-CN"))("%s is Chinese in Chinese", (file) => {
    const bare = [...texts(read("zh-CN", file))].filter(([, text]) =>
      /^[A-Za-z][a-z]+ [a-z]+ [a-z]+/.test(text),
    );
    expect(bare).toEqual([]);
  });
});
