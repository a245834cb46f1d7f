import { z } from "zod";
import { serviceLevel } from "@/server/core/patient";
import { ruleStatuses } from "@/server/core/rule";
import { equipmentItem, vehicleClass } from "@/server/core/vehicle";
import { workedExample } from "./facts";

/**
 * A tariff as data: every switch by which the published prices of neighbouring cities differ. A published rule is a
 * row of this shape, never code. Amounts are whole fen, distances metres.
 */

const fen = z.number().int().min(0).max(100_000_000);
const metres = z.number().int().min(0).max(10_000_000);
const minutes = z.number().int().min(0).max(100_000);
const date = z.iso.date();
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** A fraction as two whole numbers, so that a half is exact. */
const ratio = z.strictObject({
  numerator: z.number().int().min(0).max(10_000),
  denominator: z.number().int().min(1).max(10_000),
});

/** Groups with a claim to a relief tariff: 三无人员, 贫困, 低保. */
export const reliefGroups = ["three_withouts", "poverty", "minimum_living"] as const;
export type ReliefGroup = (typeof reliefGroups)[number];

/** Staff on board that a tariff can charge for. */
export const staffRoles = ["doctor", "nurse"] as const;
export type StaffRole = (typeof staffRoles)[number];

/**
 * A price zone. `codePrefixes`: division codes (GB/T 2260) both ends must begin with; `[]` takes every other trip;
 * null: the boundary is drawn on a map, no division tells it.
 */
const zone = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/),
  label: bilingual,
  codePrefixes: z.array(z.string().regex(/^\d{2,6}$/)).nullable(),
});

/** Where mileage starts, how many legs are charged, and how the one-way distance is rounded before anything else. */
const mileageRule = z.strictObject({
  origin: z.enum(["patient", "vehicle_base", "zone_boundary"]),
  legs: z.enum(["one_way", "round_trip"]),
  rounding: z
    .strictObject({ stepMetres: z.number().int().min(1), direction: z.enum(["up", "nearest", "down"]) })
    .nullable(),
});

/**
 * A price band. The first band whose zone and reach fit is the whole price of start and mileage, so a later band
 * replaces the start price of an earlier one. `includedMetres` of the charged distance come with the start price.
 */
const band = z.strictObject({
  zone: z.string().nullable(),
  upToMetres: metres.nullable(),
  startFen: fen,
  startWithMedicFen: fen.nullable(),
  includedMetres: metres,
  perKmFen: fen,
});
export type Band = z.infer<typeof band>;

/** Free minutes, then blocks; `up`: a part counts as whole. */
const waitingRule = z.strictObject({
  freeMinutes: minutes,
  blockMinutes: z.number().int().min(1).max(1440),
  blockFen: fen,
  rounding: z.enum(["up", "none"]),
});

/** Fee for each person of a role: per trip with its first kilometres, then per kilometre, and per hour of care. */
const staffRule = z.strictObject({
  role: z.enum(staffRoles),
  perTripFen: fen,
  includedMetres: metres,
  perKmFen: fen,
  perHourFen: fen,
  hourRounding: z.enum(["up", "none"]),
});
export type StaffRule = z.infer<typeof staffRule>;

/**
 * Carrying. `counts`: `floor` charges the storeys from `firstChargedFloor` up to the patient's storey, `floors` the
 * storeys carried. A lift drops the fee per floor where `liftExempt`, the base and the stretcher stay.
 */
const carryRule = z.strictObject({
  stretcherFen: fen,
  stairs: z
    .strictObject({
      counts: z.enum(["floor", "floors"]),
      baseFen: fen,
      perFloorFen: fen,
      perBearer: z.boolean(),
      firstChargedFloor: z.number().int().min(1).max(10),
      liftExempt: z.boolean(),
      onlyWithStretcher: z.boolean(),
    })
    .nullable(),
  flat: z
    .strictObject({
      freeMetres: metres,
      unitMetres: z.number().int().min(1),
      unitFen: fen,
      rounding: z.enum(["up", "down", "none"]),
    })
    .nullable(),
});

/** Night or holiday: a fixed amount, a share of start and mileage, or both. Night runs over midnight if from > to. */
const surchargeRule = z.strictObject({
  kind: z.enum(["night", "holiday"]),
  from: clock.nullable(),
  to: clock.nullable(),
  fixedFen: fen,
  share: ratio.nullable(),
});

/** The same task brought back: this share of start and mileage of the way out, and what is charged again in full. */
const returnRule = z.strictObject({
  share: ratio,
  chargedAgain: z.array(z.enum(["staff", "carry"])),
});

/**
 * A discount for an empty return: `share` of start and mileage of the way out is taken off where the vehicle would have
 * driven at least `atLeast` of the patient's way empty anyhow (decisions.md asks for a source, else `demonstration`).
 */
const emptyReturnRule = z.strictObject({
  share: ratio.refine(({ numerator, denominator }) => numerator <= denominator, {
    error: "a discount cannot be more than the price",
  }),
  atLeast: ratio,
  demonstration: z.boolean(),
});

/** A fee as a fixed amount or a share of the quote; never more than `maximumFen`, nor than the quote. */
const fee = z.strictObject({ fixedFen: fen, share: ratio.nullable(), maximumFen: fen.nullable() });
export type Fee = z.infer<typeof fee>;

/** Cancelling is free until `withinMinutes` of the longest row before pickup; nobody there is a no-show. */
const cancellationRule = z.strictObject({
  late: z.array(z.strictObject({ withinMinutes: z.number().int().min(1).max(10_080), fee })),
  noShow: fee.nullable(),
  demonstration: z.boolean(),
});

const identity = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,60}$/),
  version: z.number().int().min(1),
  regionId: z.string().regex(/^\d{6}$/),
  operatorId: z.string().nullable(),
  name: bilingual,
  issuer: z.string().min(1),
  notice: z.strictObject({ reference: z.string().min(1), publishedOn: date.nullable() }),
  status: z.enum(ruleStatuses),
  trial: z.boolean(),
  demonstration: z.boolean(),
  copyOf: z.string().nullable(),
  validity: z.strictObject({ from: date.nullable(), to: date.nullable() }),
  regulatorNote: z.string().min(10).nullable(),
  remark: bilingual.nullable(),
};

const price = {
  zones: z.array(zone),
  mileage: mileageRule,
  bands: z.array(band).min(1),
  tolls: z.enum(["none", "included", "one_way_actual", "round_trip_actual", "by_patient"]),
  waiting: waitingRule.nullable(),
  staff: z.array(staffRule),
  staffIncluded: z.array(z.enum(staffRoles)),
  carry: carryRule.nullable(),
  equipment: z.array(z.strictObject({ item: equipmentItem, perUseFen: fen })),
  surcharges: z.array(surchargeRule),
  returnJourney: returnRule.nullable(),
  /** Versions from before it could be said have none. */
  emptyReturn: emptyReturnRule.nullable().default(null),
  drivers: z.array(z.strictObject({ overMetres: metres, drivers: z.number().int().min(2).max(4) })),
  longTrips: z.strictObject({ prepaid: z.boolean(), settledToActualDistance: z.boolean() }).nullable(),
  cancellation: cancellationRule.nullable(),
  /** What must hold before a version is published; versions from before they were kept have none. */
  examples: z.array(workedExample).max(100).default([]),
};

/** One versioned tariff with its source, standing, reach and every price rule. */
export const tariff = z
  .strictObject({
    ...identity,
    appliesTo: z.array(z.strictObject({ serviceLevel, vehicleClasses: z.array(vehicleClass).min(1) })).min(1),
    relief: z
      .strictObject({ groups: z.array(z.enum(reliefGroups)).min(1), insteadOf: z.array(z.string()).min(1) })
      .nullable(),
    ...price,
  })
  .refine((it) => it.bands.every((b) => b.zone === null || it.zones.some((z) => z.id === b.zone)), {
    message: "a band names a zone the tariff does not have",
    path: ["bands"],
  });
export type Tariff = z.infer<typeof tariff>;

/** The seed file `db/seed/rules/tariffs.json`. */
export const tariffBook = z.strictObject({ note: z.string(), tariffs: z.array(tariff) });
