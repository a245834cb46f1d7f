import type { Context } from "@/server/context";
import { publishDue } from "@/server/services/report/publish";

/** Publish last month's report on the region's day of the month, if nobody has; done again it changes nothing. */
export async function handle(ctx: Context): Promise<void> {
  await publishDue(ctx);
}
