import type { Context } from "@/server/context";
import { keepPromises } from "@/server/services/dispatch/keep-promises";

/** Look whose promise is in danger today and let another vehicle of the operator keep it. */
export async function handle(ctx: Context): Promise<void> {
  await keepPromises(ctx);
}
