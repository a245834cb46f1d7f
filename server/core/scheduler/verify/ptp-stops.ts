import type { Ptp, PtpPatient } from "@/server/core/formats/ptp";
import type { Violation } from "@/server/core/scheduler/verify/answer";

/** A stop like `f3+`: pickup of the forward trip of the patient with index 3. */
export interface TripStop {
  name: string;
  patient: PtpPatient;
  isForward: boolean;
  isPickup: boolean;
  place: number;
}

/** Reads stops by name; unknown ones, trips that the patient does not have and repeated ones are held against the plan. */
export function readTripStops(
  { patients }: Ptp,
  names: readonly string[],
  seen: Set<string>,
  hold: (constraint: Violation["constraint"], detail: string) => void,
): TripStop[] {
  return names.flatMap((name) => {
    const [, way, index, turn] = /^([fb])(0|[1-9]\d*)([+-])$/.exec(name) ?? [];
    const patient = patients[Number(index)];
    if (!patient) {
      hold("structure", `stop ${name} is unknown`);
      return [];
    }
    const [isForward, isPickup] = [way === "f", turn === "+"];
    if ((isForward ? patient.start : patient.end) < 0)
      hold("structure", `${name}: the patient has no such trip`);
    if (seen.has(name)) hold("structure", `${name} is visited twice`);
    seen.add(name);
    return [{ name, patient, isForward, isPickup, place: placeOf(patient, isForward, isPickup) }];
  });
}

function placeOf({ start, destination, end }: PtpPatient, isForward: boolean, isPickup: boolean): number {
  if (isForward === isPickup) return isForward ? start : end;
  return destination;
}
