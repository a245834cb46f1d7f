import type { Duty, SeenBill, SeenScan, VehicleDay } from "@/server/core/detect/facts";
import { diceOf } from "./dice";
import { type Fleet, honestBill, honestDuties, honestScan, marksOf } from "./paper";
import { operators, type Spot, yards } from "./town";
import { honestDay, liveDay, type TrueDay } from "./vehicle-day";

const dayMs = 86_400_000;
/** Seven in the morning in China on the first of a month. */
export const monthBegins = Date.parse("2026-10-31T23:00:00Z");
export const month = "2026-11";

export const fleet: Fleet[] = Array.from({ length: 12 }, (_, at) => ({
  vehicleId: `vehicle-${String.fromCharCode(97 + at)}`,
  orgId: operators[at % 3] as string,
}));
export const yardOf = ({ orgId }: Fleet): Spot => yards[operators.indexOf(orgId)] as Spot;

/** The true day of a vehicle, by the month's day (0 to 29). */
export function trueDay(seed: number, of: Fleet, at: number): TrueDay {
  const dice = diceOf(seed * 7919 + at * 131 + of.vehicleId.charCodeAt(8));
  const day = new Date(monthBegins + at * dayMs + dayMs / 2).toISOString().slice(0, 10);
  return liveDay(dice, { ...of, yard: yardOf(of), day, begins: monthBegins + at * dayMs });
}

export interface HonestMonth {
  days: VehicleDay[];
  bills: SeenBill[];
  duties: Duty[];
  scans: SeenScan[];
  marks: string[];
}

/** A month in which nobody did anything wrong, with all the noise of real devices and people. */
export function honestMonth(seed: number, length = 30): HonestMonth {
  const dice = diceOf(seed);
  const marks = marksOf(fleet);
  const each = <T>(make: (of: Fleet, at: number) => T[]): T[] =>
    Array.from({ length }, (_, at) => fleet.flatMap((of) => make(of, at))).flat();
  return {
    marks,
    days: each((of, at) => [honestDay(dice, trueDay(seed, of, at))]),
    bills: honestBills(seed, length),
    duties: each((of, at) => honestDuties(dice, of, `shift/${of.vehicleId}/${at}`, monthBegins + at * dayMs)),
    scans: Array.from({ length: length * 20 }, (_, at) =>
      honestScan(dice, `scan/${at}`, monthBegins + (at / 20) * dayMs, marks),
    ),
  };
}

/** A month's bills of the whole fleet. */
export function honestBills(seed: number, length = 30): SeenBill[] {
  const dice = diceOf(seed + 17);
  return Array.from({ length }, (_, at) =>
    fleet.flatMap((of) =>
      Array.from({ length: dice.whole(3, 7) }, (_none, turn) =>
        honestBill(
          dice,
          of,
          `bill/${of.vehicleId}/${at}/${turn}`,
          monthBegins + at * dayMs + turn * 5_400_000,
        ),
      ),
    ),
  ).flat();
}
