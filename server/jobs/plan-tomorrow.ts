import type { Context } from "@/server/context";
import { planTomorrow } from "@/server/services/dispatch/improve-plan";

/** Plan tomorrow once it is evening in the region; done again it changes nothing. */
export async function handle(ctx: Context): Promise<void> {
  await planTomorrow(ctx);
}
