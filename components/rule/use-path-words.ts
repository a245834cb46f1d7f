"use client";

import { useFormWords } from "./form/words";

/** The rows of a content by their ids, wherever they stand. */
function rowsById(content: unknown, found = new Map<string, unknown>()): Map<string, unknown> {
  if (Array.isArray(content)) for (const it of content) rowsById(it, found);
  else if (typeof content === "object" && content !== null) {
    const { id } = content as { id?: unknown };
    if (typeof id === "string" && !found.has(id)) found.set(id, content);
    for (const it of Object.values(content)) rowsById(it, found);
  }
  return found;
}

/** A place in a content as people call it: the titles of its rows, the names of its fields. */
export function usePathWords(...contents: unknown[]): (path: readonly string[], isLast?: boolean) => string {
  const words = useFormWords();
  const rows = contents.map((it) => rowsById(it));
  const step = (name: string): string => {
    const row = rows.map((it) => it.get(name)).find((it) => it !== undefined);
    const title = row === undefined ? "" : words.row(row);
    if (title) return title;
    return /^\d+$/.test(name) ? words.ui("row", { place: name }) : words.field(name);
  };
  return (path, isLast) => {
    const known = path.filter((name, index) => !(index === 0 && name === "rules") && name !== "requirement");
    return (isLast ? known.slice(-1) : known).map(step).join(" · ");
  };
}
