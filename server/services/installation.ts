import { eq } from "drizzle-orm";
import type { Pool } from "@/db/client";
import { installation } from "@/db/schema/region";
import { env } from "@/server/env";

const kept = new WeakMap<Pool, boolean>();

/** Whether this is a demonstration database on a server bound to loopback (decisions.md, Demonstration). */
export async function isDemonstration(pool: Pool): Promise<boolean> {
  if (!env().LOOPBACK) return false;
  const known = kept.get(pool);
  if (known !== undefined) return known;
  const [mark] = await pool.select().from(installation).where(eq(installation.key, "demonstration"));
  kept.set(pool, mark !== undefined);
  return mark !== undefined;
}
