/**
 * Fewest characters of a text that somebody has to say, without the blanks around it: `words` a reason or a name, `story` what
 * happened or was done, `licence` a clinician's licence number, `mark` a serial or plate looked for, `access` why
 * a sealed record was opened. Inputs and forms go by the
 * same ones.
 */
export const fewest = { words: 2, story: 4, licence: 5, mark: 4, access: 10 } as const;

/** Whether a text has fewer characters than asked for. */
export const isTooShort = (text: string, least: number): boolean => text.trim().length < least;
