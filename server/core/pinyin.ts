/**
 * Finding a Chinese name by its characters, its pinyin, its initials or a mixture of them.
 * Only for the server: pinyin-pro brings a dictionary of several hundred kilobytes, so no component may import this file.
 */
import { pinyin } from "pinyin-pro";

/** What is kept beside a name so that it can be found: `taizhouyiyuan`, `tzyy`, `tai zhou yi yuan`. */
export type PinyinKeys = { full: string; initials: string; spaced: string };
export type Searchable = PinyinKeys & { nameZh: string; nameEn: string };

/** Readings of place names that the dictionary gets wrong. */
const localReadings: readonly (readonly [string, readonly string[]])[] = [["乐清", ["yue", "qing"]]];

/** Full-width, case and ü folded; what is neither letter, digit nor character is dropped. */
function fold(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase().replaceAll("ü", "v");
  return folded.replace(/[^\p{L}\p{N}]/gu, "");
}

/** One syllable per character, one entry for each Latin letter or digit, in the order of `fold(nameZh)`. */
function syllables(folded: string): string[] {
  const read = pinyin(folded, { toneType: "none", type: "array", v: true });
  for (const [word, reading] of localReadings) {
    let at = folded.indexOf(word);
    while (at >= 0) {
      read.splice(Array.from(folded.slice(0, at)).length, reading.length, ...reading);
      at = folded.indexOf(word, at + word.length);
    }
  }
  return read;
}

/**
 * The search keys of a Chinese name. Letters and digits in the name stand for themselves ("ICU" gives `icu` in all
 * three); ü is written v, as on a Chinese keyboard.
 */
export function pinyinKeys(nameZh: string): PinyinKeys {
  const read = syllables(fold(nameZh));
  return {
    full: read.join(""),
    initials: read.map((syllable) => syllable.charAt(0)).join(""),
    spaced: read.join(" "),
  };
}

/**
 * How many units the query covers from `unit` on, each unit by its character or by a beginning of its syllable;
 * -1 when the query cannot be used up. "台zhouyy" and "taizyy" both cover 台州医院.
 */
function unitsCovered(query: string, characters: string[], read: string[], unit: number): number {
  if (query === "") return 0;
  const character = characters[unit];
  const syllable = read[unit];
  if (character === undefined || syllable === undefined) return -1;
  const lengths: number[] = query.startsWith(character) ? [character.length] : [];
  for (let n = syllable.length; n > 0; n--) if (query.startsWith(syllable.slice(0, n))) lengths.push(n);
  for (const length of lengths) {
    const rest = unitsCovered(query.slice(length), characters, read, unit + 1);
    if (rest >= 0) return rest + 1;
  }
  return -1;
}

/** Whole name 800, its beginning 700, some part of it 500; 0 when the query is spelled nowhere in it. */
function spelledTier(query: string, characters: string[], read: string[]): number {
  for (let unit = 0; unit < characters.length; unit++) {
    const covered = unitsCovered(query, characters, read, unit);
    if (covered < 0) continue;
    if (unit > 0) return 500;
    return covered === characters.length ? 800 : 700;
  }
  return 0;
}

/** Whether the letters of `part` stand in `whole` in this order, with gaps: 台州中心医院 in 台州市中心医院. */
function isSubsequence(part: string, whole: string): boolean {
  let from = 0;
  for (const character of part) {
    const at = whole.indexOf(character, from);
    if (at < 0) return false;
    from = at + character.length;
  }
  return true;
}

/** Whether each word of the query begins some word of the English name. */
function matchesEnglish(query: string, nameEn: string): boolean {
  const words = nameEn.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const asked = query
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return asked.length > 0 && asked.every((word) => words.some((other) => other.startsWith(word)));
}

function tierOf(query: string, folded: string, entry: Searchable): number {
  const name = fold(entry.nameZh);
  if (name === folded) return 1000;
  if (name.startsWith(folded)) return 900;
  if (entry.full === folded) return 850;
  const spelled = spelledTier(folded, Array.from(name), entry.spaced.split(" "));
  if (name.includes(folded)) return 600;
  if (spelled > 0) return spelled;
  if (matchesEnglish(query, entry.nameEn)) return 400;
  if (folded.length >= 2 && isSubsequence(folded, name)) return 300;
  return folded.length >= 3 && isSubsequence(folded, entry.initials) ? 200 : 0;
}

/**
 * How well a query fits a name; higher is better, 0 is no match. Whole name 1000, beginning of the name 900, whole
 * pinyin 850, whole name by initials or mixed 800, beginning by pinyin 700, part of the name 600, part by pinyin 500,
 * English words 400, characters with gaps 300, initials with gaps 200; up to 99 more the more of the name is asked for.
 */
export function matchScore(query: string, entry: Searchable): number {
  const folded = fold(query);
  if (folded === "") return 0;
  const tier = tierOf(query, folded, entry);
  if (tier === 0) return 0;
  const asked = Array.from(folded).length;
  return tier + Math.min(99, Math.round((99 * asked) / Math.max(asked, entry.full.length)));
}
