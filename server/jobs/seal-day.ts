import type { Context } from "@/server/context";
import { sealDays } from "@/server/services/record/seal-days";
import { sealInventedHistory } from "@/server/services/record/seal-history";

/** Sign the root of every day that has ended; the invented history of a demonstration is chained whole first. */
export async function handle(ctx: Context): Promise<void> {
  if (!(await sealInventedHistory(ctx))) await sealDays(ctx);
}
