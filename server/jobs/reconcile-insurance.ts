import type { Context } from "@/server/context";
import { reconcileDue } from "@/server/services/insurance/reconcile";

/** Hold yesterday's settlements of every institution against the fund's, once; done again it changes nothing. */
export async function handle(ctx: Context): Promise<void> {
  await reconcileDue(ctx);
}
