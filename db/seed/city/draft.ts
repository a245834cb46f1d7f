import type { bill } from "@/db/schema/billing";
import type { Doer } from "./harvest";
import type { Sale } from "./sell";

type BillRow = typeof bill.$inferInsert & { viewerOrgs: string[]; viewerUsers: string[] };

/** A bill before it has its number; numbers follow the order of issue. */
export interface Draft {
  row: BillRow;
  sale: Sale;
  /** Who took the money, and how. */
  by: Doer;
  driver: "cash" | "pos" | "stripe";
}
