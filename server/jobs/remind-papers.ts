import type { Context } from "@/server/context";
import { remindPapers } from "@/server/services/certification/remind";
import { remindTraining } from "@/server/services/training/remind";

/** Remind operators and crew of papers that lapse soon, and of training that is short when a quarter ends. */
export async function handle(ctx: Context): Promise<void> {
  await remindPapers(ctx);
  await remindTraining(ctx);
}
