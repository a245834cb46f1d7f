import type { Tx } from "@/server/context";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { addWorkingDays } from "@/server/core/working-day";
import { settingsInForce } from "@/server/services/rule";

/** The end of the last of so many working days from now, in the region's zone. */
function endOfWorkingDays(tx: Tx, workingDays: number): Date {
  const { timeZone } = tx.region;
  return startOfDay(addDays(addWorkingDays(localDay(tx.now, timeZone), workingDays), 1), timeZone);
}

/** By when the operator answers a case that is opened now. */
export async function answerBy(tx: Tx): Promise<Date> {
  const { complaints } = await settingsInForce(tx);
  return endOfWorkingDays(tx, complaints.answerWithinWorkingDays);
}

/** By when the regulator decides a case that becomes its turn now. */
export async function decideBy(tx: Tx): Promise<Date> {
  const { complaints } = await settingsInForce(tx);
  return endOfWorkingDays(tx, complaints.decideWithinWorkingDays);
}
