import { z } from "zod";
import type { RuleView } from "./booking-view";
import { tripFacts } from "./tariff/facts";
import type { LineCode } from "./tariff/line";
import type { WaitingCause } from "./trip-input";

/** What a trip's bill kept of how it was made (`bill.facts`); more may stand there. */
export const billFacts = z.looseObject({
  actual: tripFacts,
  driven: z.looseObject({
    drivenMetres: z.number().nullable(),
    vehicleMetres: z.number().nullable(),
    staff: z.looseObject({ doctor: z.number(), nurse: z.number() }),
    careMinutes: z.number().nullable(),
    pickupClock: z.string().nullable(),
  }),
});

/** An event of the trip that a line was made from, as the crew noted it. */
export type SourceEvent = { id: string; at: Date } & (
  | { kind: "waiting"; minutes: number; causedBy: WaitingCause }
  | { kind: "carry"; floors: number; bearers: number; flatMetres: number }
  | { kind: "toll"; fen: number; photoFileId: string }
);

/** What every fen of a trip's bill was made from. Lengths in metres; `measured` null: the device told none, the quote's way counts. */
export interface BillSources {
  tariff: RuleView;
  way: {
    origin: "patient" | "vehicle_base" | "zone_boundary";
    quotedMetres: number;
    measuredMetres: number | null;
  };
  staff: { doctor: number; nurse: number; careMinutes: number | null };
  pickupClock: string | null;
  events: SourceEvent[];
}

/** What of a trip a line rests on, besides the tariff's clause. */
export const lineBasis: Record<
  LineCode,
  "way" | "waiting" | "carry" | "toll" | "staff" | "clock" | "clause"
> = {
  start: "way",
  mileage: "way",
  return: "way",
  empty_return: "way",
  waiting: "waiting",
  stretcher: "carry",
  stairs: "carry",
  flat_carry: "carry",
  tolls: "toll",
  tolls_by_patient: "toll",
  staff_doctor: "staff",
  staff_nurse: "staff",
  night: "clock",
  holiday: "clock",
  equipment: "clause",
  ceiling: "clause",
};
