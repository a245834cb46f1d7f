import type { Context } from "@/server/context";
import { escalateComplaints } from "@/server/services/complaint/alarm";

/** Carry complaints up whose deadlines are near or over. */
export async function handle(ctx: Context): Promise<void> {
  await escalateComplaints(ctx);
}
