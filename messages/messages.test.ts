import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

type Tree = { [key: string]: string | Tree };

const folder = fileURLToPath(new URL(".", import.meta.url));
const files = (locale: string) => readdirSync(join(folder, locale)).filter((name) => name.endsWith(".json"));
const read = (locale: string, file: string) => JSON.parse(readFileSync(join(folder, locale, file), "utf8")) as Tree;

function* texts(tree: Tree, prefix = ""): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") yield [`${prefix}${key}`, value];
    else yield* texts(value, `${prefix}${key}.`);
  }
}

/** The blanks of an ICU message: `{name}`, `{count, plural, …}`. */
const blanks = (text: string) => [...new Set([...text.matchAll(/\{\s*([a-zA-Z]\w*)\s*(?:\}|,\s*(?:plural|select|selectordinal|number|date|time)\b)/g)].map((match) => match[1]))].sort();

describe("messages", () => {
  it("exist in the same files in both languages", () => {
    expect(files("en")).toEqual(files("zh-CN"));
  });

  it.each(files("zh-CN"))("%s has the same keys and blanks in both languages", (file) => {
    const chinese = Object.fromEntries(texts(read("zh-CN", file)));
    const english = Object.fromEntries(texts(read("en", file)));
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
    for (const [key, text] of Object.entries(chinese)) expect([key, blanks(english[key] ?? "")]).toEqual([key, blanks(text)]);
  });

  it.each(files("zh-CN"))("%s is Chinese in Chinese", (file) => {
    const bare = [...texts(read("zh-CN", file))].filter(([, text]) => /^[A-Za-z][a-z]+ [a-z]+ [a-z]+/.test(text));
    expect(bare).toEqual([]);
  });
});
