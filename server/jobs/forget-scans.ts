import type { Context } from "@/server/context";
import { forgetScans } from "@/server/services/marking/forget";

/** Forget looks at markings whose time is over. */
export async function handle(ctx: Context): Promise<void> {
  await forgetScans(ctx);
}
