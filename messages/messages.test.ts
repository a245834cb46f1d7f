import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import compile from "icu-minify/compile";
import { describe, expect, it } from "vitest";

type Texts = { [key: string]: string | Texts };

const folder = (locale: string) => fileURLToPath(new URL(locale, import.meta.url));
const filesOf = (locale: string) => readdirSync(folder(locale)).filter((name) => name.endsWith(".json"));

/** Every text of a file by its full key. */
function flatten(texts: Texts, prefix = ""): Map<string, string> {
  const entries = Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${prefix}${key}`, value]] : [...flatten(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

const read = (locale: string, file: string): Map<string, string> =>
  flatten(JSON.parse(readFileSync(`${folder(locale)}/${file}`, "utf8")));

/** The names of the values and tags a compiled text asks for; the shape is icu-minify's. */
function names(message: unknown): string[] {
  return Array.isArray(message) ? [...new Set(message.flatMap(namesOfPart))].sort() : [];
}

function namesOfPart(part: unknown): string[] {
  if (!Array.isArray(part)) return [];
  const [name, kind, options] = part;
  const isTag = kind !== undefined && (typeof kind !== "number" || kind === 0);
  if (isTag) return [name, ...names(part.slice(1))];
  const branches = typeof options === "object" && options !== null ? Object.values(options) : [];
  return [name, ...branches.flatMap(names)];
}

/** A value given in both languages (`textZh` and `textEn`, `zh` and `en`) is one value: each text asks for its own. */
const inLanguage = (name: string) => name.replace(/(zh|Zh|en|En)$/, "");

describe("messages", () => {
  it("exist in the same files in both languages", () => {
    expect(filesOf("en")).toEqual(filesOf("zh-CN"));
  });

  it.each(filesOf("zh-CN"))("of %s have the same keys in both languages", (file) => {
    expect([...read("en", file).keys()].sort()).toEqual([...read("zh-CN", file).keys()].sort());
  });

  it.each(filesOf("zh-CN"))(
    "of %s can be parsed, are not empty and ask in English for all the values of the Chinese",
    (file) => {
      const english = read("en", file);
      for (const [key, chinese] of read("zh-CN", file)) {
        expect(chinese.trim(), key).not.toBe("");
        // English may ask for more: a number that only decides between singular and plural.
        const asked = names(compile(english.get(key) ?? ""));
        const wanted = names(compile(chinese)).map(inLanguage);
        expect(asked.map(inLanguage), key).toEqual(expect.arrayContaining(wanted));
      }
    },
  );
});
