import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { replanSubject } from "@/server/services/dispatch/replan";

/** Plan anew what a lost certification was to carry; done twice it finds nothing left to move. */
export async function handle(ctx: Context, payload: QueuePayload<"replan-subject">): Promise<void> {
  await replanSubject(ctx, payload.certificationId);
}
