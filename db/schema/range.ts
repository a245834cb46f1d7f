import { customType } from "drizzle-orm/pg-core";

/** A half-open range of instants, `[from, until)`. */
export interface InstantRange {
  from: Date;
  until: Date;
}

/** Postgres `tstzrange`, read and written as an InstantRange. */
export const tstzrange = customType<{ data: InstantRange; driverData: string }>({
  dataType: () => "tstzrange",
  toDriver: (range) => `[${range.from.toISOString()},${range.until.toISOString()})`,
  fromDriver: (text) => {
    const [from, until] = text.slice(1, -1).split(",");
    return { from: instantOf(from), until: instantOf(until) };
  },
});

/** `"2026-01-02 03:04:05+00"` as Postgres prints a bound. */
function instantOf(bound: string | undefined): Date {
  const plain = (bound ?? "").replaceAll('"', "").replace(" ", "T");
  return new Date(/[+-]\d\d$/.test(plain) ? `${plain}:00` : plain);
}
