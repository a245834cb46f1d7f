import type { Context } from "@/server/context";
import { keepFigures } from "@/server/services/figure/keep";

/** Measure again what the sealed record names since the last round; the first time everything. Done again it changes nothing. */
export async function handle(ctx: Context): Promise<void> {
  await keepFigures(ctx);
}
