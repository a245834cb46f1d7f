import type { Context } from "@/server/context";
import { keepSubscriptions } from "@/server/services/subscription/keep";

/** The round over a region's subscribers. */
export async function handle(ctx: Context): Promise<void> {
  await keepSubscriptions(ctx);
}
