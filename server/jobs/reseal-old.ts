import type { Context } from "@/server/context";
import { sealPapers } from "@/server/services/certification/seal-papers";
import { resealOld } from "@/server/services/privacy/reseal";

/** Seal what stands in clear from before it was sealed; while keys are being changed, seal again what an older one sealed; otherwise there is nothing to do. */
export async function handle(ctx: Context): Promise<void> {
  while ((await sealPapers(ctx)) > 0);
  await resealOld(ctx);
}
