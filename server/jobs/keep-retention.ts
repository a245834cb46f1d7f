import type { Context } from "@/server/context";
import { keepRetention } from "@/server/services/privacy/keep-retention";

/** Forget what was kept long enough; done again it changes nothing. */
export async function handle(ctx: Context): Promise<void> {
  await keepRetention(ctx);
}
