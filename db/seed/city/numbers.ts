import { and, eq, like, sql } from "drizzle-orm";
import { counter } from "@/db/schema/counter";
import { localYear } from "@/server/core/local-time";
import type { City } from "./city";

type Kind = "booking" | "bill" | "complaint" | "emergency" | "marking";

/** The region's counters while a seed runs: read once, written back once. */
export interface Numbers {
  next(kind: Kind, at: Date): string;
  save(): Promise<void>;
}

/** Human numbers as the product gives them ("26-000123"), going on from where the region's counters stand. */
export async function openNumbers(city: City): Promise<Numbers> {
  const known = await city.db
    .select()
    .from(counter)
    .where(and(eq(counter.regionId, city.regionId), like(counter.kind, "%-__")));
  const values = new Map(known.map(({ kind, value }) => [kind, value]));
  return {
    next(kind, at) {
      const year = String(localYear(at, city.timeZone) % 100).padStart(2, "0");
      const name = `${kind}-${year}`;
      const value = (values.get(name) ?? 0) + 1;
      values.set(name, value);
      return `${year}-${String(value).padStart(6, "0")}`;
    },
    async save() {
      const rows = [...values].map(([kind, value]) => ({ regionId: city.regionId, kind, value }));
      if (rows.length === 0) return;
      await city.db
        .insert(counter)
        .values(rows)
        .onConflictDoUpdate({
          target: [counter.regionId, counter.kind],
          set: { value: sql`excluded.value` },
        });
    },
  };
}
