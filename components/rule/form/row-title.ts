import { careGrades, isolations, mobilities, serviceLevels } from "@/server/core/patient";

/** How a row is put into words. */
export interface RowWords {
  isEnglish: boolean;
  /** The word of a closed list; the list tells apart lists that share a value. */
  option: (value: string, list?: readonly string[]) => string;
  comma: string;
}

const isWord = (value: unknown): value is string => typeof value === "string" && value !== "";

/** The words that a row was given, in the reader's language. */
function given(row: Record<string, unknown>, isEnglish: boolean): string | undefined {
  const pair = (row.label ?? {}) as Record<string, unknown>;
  const found = isEnglish ? [row.titleEn, row.textEn, pair.en] : [row.titleZh, row.textZh, pair.zh];
  return found.find(isWord);
}

/** What a combination of needs is told by, in the order in which it is read. */
const told: Record<string, readonly string[]> = {
  mobility: mobilities,
  serviceLevel: serviceLevels,
  grade: ["none", ...careGrades],
  isolation: isolations,
};

/** A row without words of its own, such as a combination of needs, by whom it is for. */
function described(row: Record<string, unknown>, { option, comma }: RowWords): string | undefined {
  const parts = Object.entries(told).map(([name, list]) => {
    const values = [row[name]].flat().filter(isWord);
    const isPlain = name === "grade" && values.join() === "none";
    return isPlain ? "" : values.map((value) => option(value, list)).join(comma);
  });
  return parts.filter(isWord).join(" · ") || undefined;
}

/** What people call a row of a rule's content; nothing where nothing in it says so. */
export function rowTitle(row: unknown, words: RowWords): string {
  const of = (row ?? {}) as Record<string, unknown>;
  const code = [of.role, of.kind, of.item].find(isWord);
  const known = given(of, words.isEnglish) ?? described(of, words) ?? (code && words.option(code));
  return known ?? (isWord(of.id) ? of.id : "");
}
