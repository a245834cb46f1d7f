import type { Context } from "@/server/context";
import { escalateAdverse } from "@/server/services/adverse-event/alarm";
import { escalateComplaints } from "@/server/services/complaint/alarm";

/** Carry complaints and adverse events up whose deadlines are near or over; one that fails does not keep the other. */
export async function handle(ctx: Context): Promise<void> {
  const failures: unknown[] = [];
  for (const part of [escalateComplaints, escalateAdverse])
    await part(ctx).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
