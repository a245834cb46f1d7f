import type { Context } from "@/server/context";
import { resealOld } from "@/server/services/privacy/reseal";

/** While keys are being changed, seal again what an older one sealed; otherwise there is nothing to do. */
export async function handle(ctx: Context): Promise<void> {
  await resealOld(ctx);
}
