/** `yuhuan-2025-10@1#bands[0].perKmFen` → `bands[0].perKmFen`: the clause within its tariff. */
const clauseOf = (rule: string) => rule.split("#")[1] ?? rule;

/** Texts of `booking.price`: by key, and whether there is one. */
interface ClauseTexts {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
}

/** The clause that a line cites, in words: its head has a name, and a number where it is one of several. */
export function clauseWords(rule: string, t: ClauseTexts): string {
  const [, head = "", index] = /^([a-zA-Z]+)(?:\[(\d+)\])?/.exec(clauseOf(rule)) ?? [];
  const name = t.has(`clauses.${head}`) ? t(`clauses.${head}`) : clauseOf(rule);
  return index === undefined ? name : t("clauseNumber", { name, number: Number(index) + 1 });
}
