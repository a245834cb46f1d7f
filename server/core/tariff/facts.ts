import { z } from "zod";
import { equipmentItem } from "@/server/core/vehicle";

const km = z.number().min(0).max(6000);
const fen = z.number().int().min(0).max(10_000_000);
const count = z.number().int().min(0).max(20);

/**
 * What a price depends on (contracts.md, Price). A fact left out is zero or does not apply. `patientKm`: origin to
 * destination, one way. `vehicleKm`: the vehicle's departure point to the destination, one way. `beyondZoneKm`: one way
 * beyond the zone boundary. `floor`: the storey the patient is carried from or to; `floors`: storeys carried, where a
 * tariff charges by storeys. `tollsFen`: each way, an estimate's ceiling in a quote, the receipts in a bill.
 * Beyond the contract, for tariffs that charge them: `staffMinutes` (care on board), `equipment` (uses per item),
 * `pickup` (local clock and whether the day is a public holiday), `emptyReturn` (the vehicle would have driven this way empty).
 */
export const tripFacts = z.strictObject({
  zone: z.string().max(40).optional(),
  patientKm: km.optional(),
  vehicleKm: km.optional(),
  beyondZoneKm: km.optional(),
  waitMinutes: z.number().min(0).max(20_160).optional(),
  returnTrip: z.boolean().optional(),
  emptyReturn: z.boolean().optional(),
  staff: z.strictObject({ doctor: count.optional(), nurse: count.optional() }).optional(),
  staffMinutes: z.number().min(0).max(20_160).optional(),
  carry: z
    .strictObject({
      stretcher: z.boolean().optional(),
      floor: z.number().int().min(-9).max(150).optional(),
      floors: z.number().int().min(0).max(150).optional(),
      lift: z.boolean().optional(),
      bearers: count.optional(),
      flatMetres: z.number().int().min(0).max(10_000).optional(),
    })
    .optional(),
  equipment: z.partialRecord(equipmentItem, count).optional(),
  pickup: z
    .strictObject({ clock: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), holiday: z.boolean() })
    .optional(),
  tollsFen: z.strictObject({ outbound: fen.optional(), return: fen.optional() }).optional(),
});
export type TripFacts = z.infer<typeof tripFacts>;

/** One worked example of a tariff: facts, and what they must give, worked out by hand from the published text. */
export const workedExample = z.strictObject({
  facts: tripFacts,
  expect: z.strictObject({ totalFen: fen, drivers: z.number().int().min(1).max(4) }),
});
export type WorkedExample = z.infer<typeof workedExample>;

/** An example of `db/seed/rules/tariff-examples.json`, with the tariff that it is for. */
export const filedExample = workedExample.extend({ tariff: z.string() });

/** Kilometres become metres once, here, by rounding (decisions.md, Price). */
export function metresFromKm(distanceKm: number | undefined): number {
  return Math.round((distanceKm ?? 0) * 1000);
}

/** Minutes, which may carry a fraction, to whole seconds. */
export function secondsFromMinutes(durationMinutes: number | undefined): number {
  return Math.round((durationMinutes ?? 0) * 60);
}
