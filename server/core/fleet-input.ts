import { z } from "zod";
import { crewDuty } from "./crew";
import { checkPlate } from "./plate";
import { checkResidentId } from "./resident-id";
import { shiftKind } from "./shift";
import { licenceClass } from "./standard/facts";
import { berths, equipmentItem, retireReason, vehicleClass } from "./vehicle";

/** Inputs of an operator's vehicles, crew and shifts. Messages are keys of `messages/<language>/errors.json`. */
export const vehicleInput = z.object({
  /** Left out: a new vehicle. */
  vehicleId: z.uuid().optional(),
  plate: z
    .string()
    .trim()
    .refine((plate) => checkPlate(plate).ok, { error: "fleet.plate" }),
  class: vehicleClass,
  model: z.string().trim().min(1, { error: "fleet.model" }).max(60),
  berths,
  equipment: z.partialRecord(equipmentItem, z.number().int().min(0).max(50)),
  maxPatientKg: z.number().int().min(40, { error: "fleet.max_kg" }).max(400, { error: "fleet.max_kg" }),
  licenceClass,
  registeredOn: z.iso.date({ error: "fleet.registered_on" }),
  odometerKm: z.number().int().min(0).max(2_000_000),
  positioningDeviceId: z.string().trim().max(40).nullable().default(null),
  thirdPartyCoverFen: z.number().int().min(0),
  seatCoverFen: z.number().int().min(0),
  ownedByOperator: z.boolean().default(true),
  base: z.object({
    name: z.string().trim().min(1, { error: "fleet.base" }).max(80),
    lat: z.number(),
    lon: z.number(),
  }),
  phone: z.string().trim().max(20).nullable().default(null),
});
export type VehicleInput = z.infer<typeof vehicleInput>;

export const vehicleRef = z.object({ vehicleId: z.uuid() });
export type VehicleRef = z.infer<typeof vehicleRef>;
/** The first day (region's calendar) on which the vehicle carries nobody any more. */
export const retirementInput = vehicleRef.extend({ on: z.iso.date({ error: "fleet.retire_on" }) });
export type RetirementInput = z.infer<typeof retirementInput>;
export const retireInput = retirementInput.extend({ reason: retireReason });
export type RetireInput = z.infer<typeof retireInput>;

export const crewInput = z.object({
  crewId: z.uuid().optional(),
  name: z.string().trim().min(1, { error: "input.name_missing" }).max(60),
  /** Left out on an edit: stays as it is. */
  idNumber: z
    .string()
    .trim()
    .refine((value) => checkResidentId(value, "9999-12-31").ok, { error: "fleet.id_number" })
    .optional(),
  phone: z.string().trim().max(20).nullable().default(null),
  duties: z.array(crewDuty).min(1, { error: "fleet.duties" }),
  licenceClasses: z.array(licenceClass).default([]),
  ppeTrained: z.boolean().default(false),
  status: z.enum(["active", "left"]).default("active"),
});
export type CrewInput = z.infer<typeof crewInput>;

/** What the form of a person asks beyond what can be kept: nobody is certified without these two. */
export const crewForm = crewInput.superRefine(({ crewId, idNumber, duties, licenceClasses }, check) => {
  const add = (path: string, message: string) => check.addIssue({ code: "custom", path: [path], message });
  if (!crewId && !idNumber) add("idNumber", "fleet.id_number_missing");
  if (duties.includes("driver") && licenceClasses.length === 0)
    add("licenceClasses", "fleet.licence_missing");
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "fleet.clock" });

export const shiftInput = z.object({
  shiftId: z.uuid().optional(),
  vehicleId: z.uuid(),
  kind: shiftKind,
  /** Region's calendar day and wall-clock times; an end before the start is on the next day. */
  day: z.iso.date(),
  from: clock,
  until: clock,
  crew: z.array(z.object({ crewId: z.uuid(), duty: crewDuty })).min(1, { error: "fleet.crew_missing" }),
  /** One unpaid rest, taken somewhere in this window. */
  rest: z
    .object({ from: clock, until: clock, minutes: z.number().int().min(10).max(120) })
    .nullable()
    .default(null),
});
export type ShiftInput = z.infer<typeof shiftInput>;

export const shiftListInput = z.object({ from: z.iso.date(), days: z.number().int().min(1).max(14) });
export type ShiftListInput = z.infer<typeof shiftListInput>;

export const copyWeekInput = z.object({ fromMonday: z.iso.date(), toMonday: z.iso.date() });
export type CopyWeekInput = z.infer<typeof copyWeekInput>;
