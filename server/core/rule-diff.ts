/** One difference between two contents. */
export interface ContentChange {
  /** Steps from the top: names of fields, ids of rows that have one, places (from 1) of rows that have none. */
  path: string[];
  kind: "added" | "removed" | "changed";
  before: unknown;
  after: unknown;
}

type Branch = Record<string, unknown>;

const isBranch = (value: unknown): value is Branch =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isRows = (value: unknown): value is Branch[] =>
  Array.isArray(value) && value.length > 0 && value.every(isBranch);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Keys in one order, so that a content that went through a form is not different for it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isBranch(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

/** Rows by their own id where every row has one, else by their place. */
function byName(rows: Branch[]): Branch {
  const named = rows.every((row) => typeof row.id === "string" && row.id !== "");
  return Object.fromEntries(rows.map((row, index) => [named ? String(row.id) : String(index + 1), row]));
}

const nothing = (value: unknown): boolean => value === undefined;

function compare(before: unknown, after: unknown, path: string[]): ContentChange[] {
  if (same(before, after)) return [];
  if (nothing(before)) return [{ path, kind: "added", before, after }];
  if (nothing(after)) return [{ path, kind: "removed", before, after }];
  if (isRows(before) && isRows(after)) return compareBranches(byName(before), byName(after), path);
  if (isBranch(before) && isBranch(after)) return compareBranches(before, after, path);
  return [{ path, kind: "changed", before, after }];
}

function compareBranches(before: Branch, after: Branch, path: string[]): ContentChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => compare(before[name], after[name], [...path, name]));
}

/** Fields that the platform writes itself: no reader compares them. */
const stamped = [
  "id",
  "regionId",
  "version",
  "timeZone",
  "validFrom",
  "validity",
  "status",
  "reviewed",
  "trial",
];

/**
 * What a new version of any rule changes, row by row and field by field: shown before it is published and kept readable
 * afterwards (decisions.md, Price: one lifecycle). Rows are known by their ids, so that moving one is no change of it.
 */
export function diffContent(before: Branch, after: Branch): ContentChange[] {
  const own = (content: Branch): Branch =>
    Object.fromEntries(Object.entries(content).filter(([name]) => !stamped.includes(name)));
  return compareBranches(own(before), own(after), []);
}
