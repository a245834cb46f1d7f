import type { Context } from "@/server/context";
import { improveRegion } from "@/server/services/dispatch/improve-plan";

/** Improve the region's days that are sold already; nothing to do where another worker plans or the pause is not over. */
export async function handle(ctx: Context): Promise<void> {
  await improveRegion(ctx);
}
