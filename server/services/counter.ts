import { sql } from "drizzle-orm";
import { counter } from "@/db/schema/counter";
import type { Tx } from "@/server/context";
import { localYear } from "@/server/core/local-time";

export type CounterKind =
  | "invoice"
  | "booking"
  | "bill"
  | "complaint"
  | "emergency"
  | "marking"
  | "statement"
  | "operator_statement"
  | "statement_dispute"
  | "payout_batch";

/** The next human number of a kind in the region: "26-000123"; gaps only where a transaction rolled back never appear. */
export async function nextNumber(tx: Tx, kind: CounterKind): Promise<string> {
  const year = String(localYear(tx.now, tx.region.timeZone) % 100).padStart(2, "0");
  const [row] = await tx.db
    .insert(counter)
    .values({ regionId: tx.region.id, kind: `${kind}-${year}`, value: 1 })
    .onConflictDoUpdate({
      target: [counter.regionId, counter.kind],
      set: { value: sql`${counter.value} + 1` },
    })
    .returning({ value: counter.value });
  return `${year}-${String(row?.value ?? 1).padStart(6, "0")}`;
}

/** The next value of a counter of the region that no person reads (message numbers); it never starts again. */
export async function nextCount(tx: Tx, kind: string): Promise<number> {
  const [row] = await tx.db
    .insert(counter)
    .values({ regionId: tx.region.id, kind, value: 1 })
    .onConflictDoUpdate({
      target: [counter.regionId, counter.kind],
      set: { value: sql`${counter.value} + 1` },
    })
    .returning({ value: counter.value });
  return row?.value ?? 1;
}

/** Take the region's turn for some work: others with the same name wait until this transaction ends. */
export async function takeTurn(tx: Tx, name: string): Promise<void> {
  await tx.db
    .insert(counter)
    .values({ regionId: tx.region.id, kind: name, value: 0 })
    .onConflictDoUpdate({ target: [counter.regionId, counter.kind], set: { value: 0 } });
}
