import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import type { VehicleRow } from "@/components/api/outputs";
import type { VehicleInput, vehicleInput } from "@/server/core/fleet-input";
import { nationalPhone } from "@/server/core/phone";

/** What stands in the form, before the checks. */
export type VehicleFormValues = z.input<typeof vehicleInput>;
export type VehicleForm = UseFormReturn<VehicleFormValues, unknown, VehicleInput>;

/** Cover that the field's notice of the national standards starts from: 1.5 million and 100,000 yuan, in fen. */
export const emptyVehicle: Partial<VehicleFormValues> = {
  plate: "",
  class: "wheelchair",
  model: "",
  berths: { escort: 1, seat: 0, wheelchair: 1, stretcher: 0 },
  equipment: {},
  maxPatientKg: 160,
  licenceClass: "C1",
  odometerKm: 0,
  positioningDeviceId: "",
  thirdPartyCoverFen: 150_000_000,
  seatCoverFen: 10_000_000,
  ownedByOperator: true,
  phone: "",
};

/** A kept vehicle as the form shows it. */
export function valuesOf(row: VehicleRow["vehicle"]): VehicleFormValues {
  const { id, baseName, baseLat, baseLon, licenceClass, positioningDeviceId, phone, ...rest } = row;
  return {
    vehicleId: id,
    plate: rest.plate,
    class: rest.class,
    model: rest.model,
    berths: rest.berths,
    equipment: rest.equipment,
    maxPatientKg: rest.maxPatientKg,
    licenceClass: licenceClass as VehicleFormValues["licenceClass"],
    registeredOn: rest.registeredOn,
    odometerKm: rest.odometerKm,
    positioningDeviceId: positioningDeviceId ?? "",
    thirdPartyCoverFen: rest.thirdPartyCoverFen,
    seatCoverFen: rest.seatCoverFen,
    ownedByOperator: rest.ownedByOperator,
    base: { name: baseName, lat: baseLat, lon: baseLon },
    phone: phone ? nationalPhone(phone) : "",
  };
}
