import type { Context } from "@/server/context";
import { sealInventedHistory } from "@/server/services/record/seal-history";
import { sealRegion } from "@/server/services/sealer";

/** Chain the region's new audit rows; nothing to do where another worker holds the lease. */
export async function handle(ctx: Context): Promise<void> {
  if (!(await sealInventedHistory(ctx))) await sealRegion(ctx);
}
