import { z } from "zod";
import { crewDuty } from "./crew";
import { careGrade, serviceLevel } from "./patient";
import { berthKind, equipmentItem, vehicleClass } from "./vehicle";

/** What the booker asks for beside the ride. */
export const bookingExtras = z.object({
  oxygen: z.boolean().default(false),
  suction: z.boolean().default(false),
  /** Relatives travelling along. */
  escorts: z.number().int().min(0).max(3).default(0),
  /** Somebody must carry the patient over stairs, at the pickup or the drop-off. */
  carryFrom: z.boolean().default(false),
  carryTo: z.boolean().default(false),
});
export type BookingExtras = z.infer<typeof bookingExtras>;

/** What a vehicle and its crew must offer to carry a booking (decisions.md, From needs to vehicle). */
export const bookingNeeds = z.object({
  serviceLevel,
  grade: careGrade.nullable(),
  allowedClasses: z.array(vehicleClass).min(1),
  berth: berthKind,
  escorts: z.number().int().min(0),
  crew: z.partialRecord(crewDuty, z.number().int().min(1)),
  equipment: z.array(equipmentItem),
  drivers: z.number().int().min(1).max(2),
  isolation: z.enum(["none", "alone", "negative_pressure"]),
  shareable: z.boolean(),
  patientKg: z.number().int().nullable(),
  disinfectionSeconds: z.number().int().min(0),
  pickupServiceSeconds: z.number().int().min(0),
  dropoffServiceSeconds: z.number().int().min(0),
  maxRideSeconds: z.number().int().min(0),
});
export type BookingNeeds = z.infer<typeof bookingNeeds>;

/** Seconds that the vehicle is cleaned after handing this patient over, before it may take the next. */
export const disinfectionAfter = (needs: Pick<BookingNeeds, "isolation" | "disinfectionSeconds">): number =>
  needs.isolation === "none" ? 0 : needs.disinfectionSeconds;
