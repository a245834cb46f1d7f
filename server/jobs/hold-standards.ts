import type { Context } from "@/server/context";
import { holdStandards } from "@/server/services/rule-version/hold-standards";

/** Hold everybody certified against the standards as time goes by; done again it finds nothing new. */
export async function handle(ctx: Context): Promise<void> {
  await holdStandards(ctx);
}
