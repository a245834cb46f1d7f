/** What a form field can hold after parsing: text, a list, or named fields. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type FormFields = { [name: string]: FormValue };

const indexes = /^\d+$/;

/** `{ "0": a, "1": b }` is how a form writes a list. */
function listed(value: FormValue): FormValue {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(listed);
  const names = Object.keys(value);
  const fields = Object.fromEntries(names.map((name) => [name, listed(value[name] ?? "")]));
  return names.length > 0 && names.every((name) => indexes.test(name)) ? Object.values(fields) : fields;
}

function place(fields: FormFields, path: string[], value: string): void {
  const [name = "", ...rest] = path;
  if (rest.length === 0) {
    fields[name] = value;
    return;
  }
  const next = fields[name];
  const inner: FormFields =
    next !== undefined && typeof next === "object" && !Array.isArray(next) ? next : {};
  fields[name] = inner;
  const [head] = rest;
  place(inner, head === "" ? [String(Object.keys(inner).length), ...rest.slice(1)] : rest, value);
}

/** Stripe's nested form encoding (`line_items[0][price_data][currency]=cny`, `expand[]=x`) as plain objects and lists. */
export function parseForm(text: string): FormFields {
  const fields: FormFields = Object.create(null);
  for (const [key, value] of new URLSearchParams(text)) {
    const path = [
      key.replace(/\[.*$/, ""),
      ...[...key.matchAll(/\[([^\]]*)\]/g)].map((part) => part[1] ?? ""),
    ];
    if (path.includes("__proto__")) continue;
    place(fields, path, value);
  }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, listed(value)]));
}
