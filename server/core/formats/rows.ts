import { DomainError } from "@/server/core/domain-error";

/** A line of numbers; `line` counts from 1 as an editor does. */
export interface Row {
  line: number;
  fields: number[];
}

/** The error of every bad instance file: `where` is a line or a path into the JSON, `problem` says what is wrong there. */
export function malformed(where: string, problem: string): DomainError {
  return new DomainError("bad_input", "instance.malformed", { where, problem });
}

/**
 * The lines of a text that hold anything, as numbers divided by blanks or tabs; Windows line ends are fine.
 *
 * @throws DomainError bad_input for a field that is no finite number
 */
export function numericRows(text: string): Row[] {
  const rows: Row[] = [];
  for (const [index, content] of text.split("\n").entries()) {
    const words = content.trim().split(/\s+/).filter(Boolean);
    if (words.length > 0)
      rows.push({ line: index + 1, fields: words.map((word) => numberOf(word, index + 1)) });
  }
  return rows;
}

/** The first row, and the others; a file without a first row is refused. */
export function headOf(rows: readonly Row[]): [Row, Row[]] {
  const [head, ...rest] = rows;
  if (!head) throw malformed("line 1", "the file is empty");
  return [head, rest];
}

/** Refuses a row with another number of fields than the format has; answers the fields. */
export function fieldsOf(row: Row, names: readonly string[]): number[] {
  if (row.fields.length !== names.length)
    throw malformed(
      `line ${row.line}`,
      `${names.length} fields expected (${names.join(" ")}), ${row.fields.length} found`,
    );
  return row.fields;
}

/** Refuses the row unless `holds`. */
export function check(row: Row, holds: boolean, problem: string): void {
  if (!holds) throw malformed(`line ${row.line}`, problem);
}

function numberOf(word: string, line: number): number {
  const value = Number(word);
  if (!Number.isFinite(value)) throw malformed(`line ${line}`, `"${word}" is not a number`);
  return value;
}
