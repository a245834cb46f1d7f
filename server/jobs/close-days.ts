import type { Context } from "@/server/context";
import { closeDueDays } from "@/server/services/settlement/close-days";
import { lookAtDay } from "@/server/services/settlement/look";

/** After a long pause only the latest days are compared by themselves; a person may look at any. */
const looked = 3;

/** Close the statements of the days that are over, then see how the latest stand against the outside. */
export async function handle(ctx: Context): Promise<void> {
  const days = await closeDueDays(ctx);
  for (const day of days.slice(-looked)) await lookAtDay(ctx, day);
}
