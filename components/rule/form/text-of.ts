/** What a field of the form holds as text; nothing where it holds something else. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
