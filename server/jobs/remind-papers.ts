import type { Context } from "@/server/context";
import { remindPapers } from "@/server/services/certification/remind";

/** Remind operators and crew of papers that lapse soon. */
export async function handle(ctx: Context): Promise<void> {
  await remindPapers(ctx);
}
