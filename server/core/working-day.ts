import chineseDays from "chinese-days";
import { addDays } from "./local-time";

/**
 * The calendar day that lies `workingDays` working days after a day, by the State Council's calendar with its swapped
 * weekends (chinese-days). Beyond the published years weekends alone count as free.
 */
export function addWorkingDays(day: string, workingDays: number): string {
  let current = day;
  let left = workingDays;
  while (left > 0) {
    current = addDays(current, 1);
    if (chineseDays.isWorkday(current)) left -= 1;
  }
  return current;
}
