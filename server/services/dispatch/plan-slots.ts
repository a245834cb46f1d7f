import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { ShiftKind } from "@/server/core/shift";
import type { VehicleClass } from "@/server/core/vehicle";

/** A pickup window that the plan can keep, with the vehicle behind it. Instants as dates, lengths in metres. */
export interface PlannedSlot {
  shiftId: string;
  vehicleId: string;
  vehicleClass: VehicleClass;
  operatorId: string;
  shiftKind: ShiftKind;
  pickupFrom: Date;
  pickupUntil: Date;
  plannedPickupAt: Date;
  plannedDropoffAt: Date;
  /** From the vehicle's base over the pickup to the destination, for tariffs that count it. */
  vehicleToDestinationMetres: number;
  emptyMetres: number;
  addedMetres: number;
  /** Shifts on offer: by when the operator will have answered; null where the slot is sold at once. */
  confirmedBy: Date | null;
}

/** Why no slot was found: each rule with the number of vehicles that it kept away. */
export interface SlotRefusal {
  reasons: { constraint: string; vehicles: number }[];
}

export interface PlannedSlots {
  slots: PlannedSlot[];
  refusal: SlotRefusal | null;
}

/** Slots for a booking, earliest first. Opens its own transactions and asks for road times between them. */
export async function planSlots(_ctx: Context, _input: { bookingId: string; count: number }): Promise<PlannedSlots> {
  throw new DomainError("unavailable", "unexpected");
}
