import type { Sql } from "postgres";

/** Ids and hashes are references: their digits are nobody's telephone. */
const references = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,}/gi;
const clearValues = {
  "a mobile phone": /(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)/,
  "an identity number": /(?<!\d)[1-9]\d{16}[\dXx](?!\d)/,
  "an e-mail address": /[\p{L}\d._%+-]{2,}@[a-z\d-]+\.[a-z]{2,}/iu,
};

/** What a text says of a person in clear, by its shape; null where it is masked or holds references only. */
export function clearValueIn(text: string): string | null {
  const rest = text.replace(references, "");
  return Object.entries(clearValues).find(([, shape]) => shape.test(rest))?.[0] ?? null;
}

/**
 * Every audit row that a test file's verbs wrote holds masked values and references only (domain.md, Privacy). An
 * organization's own telephone is public.
 * @throws Error naming the first row that does not
 */
export async function assertMaskedAudit(owner: Sql): Promise<void> {
  const rows = await owner<{ verb: string; words: string }[]>`
    select verb, concat_ws(' ', noun_id, before::text, after::text) as words
    from audit where noun not in ('organization', 'region')`;
  for (const { verb, words } of rows) {
    const found = clearValueIn(words);
    if (found) throw new Error(`the audit row of ${verb} holds ${found} in clear: ${words}`);
  }
}
