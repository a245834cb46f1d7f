import type { crewMember } from "@/db/schema/fleet";
import type { Tx } from "@/server/context";
import { localDay } from "@/server/core/local-time";

/** The calendar year that it is in the region. */
export const calendarYear = (tx: Tx): number => Number(localDay(tx.now, tx.region.timeZone).slice(0, 4));

/** Hours of training that count this year: those of another year count for nothing. */
export function trainingHoursThisYear(
  tx: Tx,
  row: Pick<typeof crewMember.$inferSelect, "trainingHours" | "trainingYear">,
): number {
  return row.trainingYear === null || row.trainingYear === calendarYear(tx) ? row.trainingHours : 0;
}
