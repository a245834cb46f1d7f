import type { Context } from "@/server/context";
import { detectDue } from "@/server/services/finding/round";

/** Look through the days that nobody has looked through, once a night; done again it changes nothing. */
export async function handle(ctx: Context): Promise<void> {
  await detectDue(ctx);
}
