import type { z } from "zod";
import type { CrewDuty } from "@/server/core/crew";
import type { Journey } from "@/server/core/day-generator/journey";
import type { Town } from "@/server/core/day-generator/town";
import type { requestInput } from "@/server/core/scheduler/problem";
import type { BerthKind, EquipmentItem, VehicleClass } from "@/server/core/vehicle";

export type RequestSeed = z.input<typeof requestInput>;

const minute = 60;
const hour = 3600;

/** Loading and unloading at a ground floor (as the product's own table of needs starts). */
const service = {
  walk: { pickup: 300, drop: 240 },
  wheelchair: { pickup: 480, drop: 420 },
  stretcher: { pickup: 900, drop: 720 },
  bariatric_stretcher: { pickup: 1500, drop: 1200 },
} as const;

const disinfection = { none: 0, protective: 900, contact: 1800, airborne: 3600 } as const;

type Carrier = { berth: Exclude<BerthKind, "escort">; classes: VehicleClass[]; equipment: EquipmentItem[] };

function carrierOf(it: Journey): Carrier {
  if (it.level === "care_transfer") {
    const classes: VehicleClass[] =
      it.isolation === "airborne"
        ? ["negative_pressure"]
        : it.grade === "II"
          ? ["monitored"]
          : ["stretcher_care", "monitored"];
    return { berth: "stretcher", classes, equipment: ["main_stretcher", "diagnostic_set"] };
  }
  if (it.mobility === "walk")
    return { berth: "seat", classes: ["seat", "wheelchair"], equipment: ["restraints"] };
  if (it.mobility === "wheelchair")
    return { berth: "wheelchair", classes: ["wheelchair"], equipment: ["restraints", "ramp_or_lift"] };
  const heavy = it.mobility === "bariatric_stretcher";
  return {
    berth: "stretcher",
    classes: ["stretcher_basic", "stretcher_care"],
    equipment: [heavy ? "bariatric_stretcher" : "main_stretcher"],
  };
}

function crewFor(it: Journey): CrewDuty[] {
  const crew: CrewDuty[] = ["driver"];
  if (it.level === "care_transfer") crew.push("nurse");
  if (it.grade === "II") crew.push("doctor");
  if (it.mobility === "bariatric_stretcher") crew.push("bearer", "bearer", "bearer");
  else if (it.needsBearer || (it.level === "accessible_ride" && it.mobility === "stretcher"))
    crew.push("bearer");
  return crew;
}

function equipmentFor(it: Journey, base: readonly EquipmentItem[]): EquipmentItem[] {
  return [
    ...base,
    ...(it.oxygen ? (["fixed_oxygen", "portable_oxygen"] as const) : []),
    ...(it.suction ? (["suction"] as const) : []),
    ...(it.ventilation ? (["portable_ventilator", "mask_resuscitator"] as const) : []),
  ];
}

const priorities = {
  dialysis: 2,
  admission: 3,
  transfer: 3,
  far_transfer: 3,
  outpatient: 4,
  referral: 4,
  discharge: 5,
  far_home: 5,
} as const;

/** Windows from the hour asked for: an appointment is reached 5 to 45 minutes early, anyone else fetched within the hour. */
function windowsOf(it: Journey, rideSeconds: number, pickupService: number) {
  const endOfDay = 36 * hour;
  if (it.anchor === "arrive") {
    const dropWindow = { fromSeconds: it.atSeconds - 45 * minute, toSeconds: it.atSeconds - 5 * minute };
    const way = rideSeconds + pickupService;
    return {
      dropWindow,
      pickupWindow: {
        fromSeconds: Math.max(5 * hour, dropWindow.fromSeconds - way - 15 * minute),
        toSeconds: dropWindow.toSeconds - way,
      },
    };
  }
  const width = it.there || it.purpose.startsWith("far") ? hour : 45 * minute;
  return {
    pickupWindow: { fromSeconds: it.atSeconds, toSeconds: it.atSeconds + width },
    dropWindow: { fromSeconds: it.atSeconds, toSeconds: endOfDay },
  };
}

/** The request that asks for a journey at its present hour. */
export function requestOf(it: Journey, town: Town): RequestSeed {
  const { berth, classes, equipment } = carrierOf(it);
  const ride = town.seconds(it.from, it.to);
  const pickupServiceSeconds = service[it.mobility].pickup + it.carryFromSeconds;
  const linked = [it.back?.id, it.there?.id].filter((id) => id !== undefined);
  return {
    id: it.id,
    pickupPlace: it.from,
    dropPlace: it.to,
    ...windowsOf(it, ride, pickupServiceSeconds),
    pickupServiceSeconds,
    dropServiceSeconds: service[it.mobility].drop + it.carryToSeconds,
    // Half as long again as the direct way, and 20 minutes.
    maxRideSeconds: Math.ceil((ride * 3) / 2) + 1200,
    berth,
    ...(it.escorts > 0 && { escorts: it.escorts }),
    vehicleClasses: classes,
    equipment: equipmentFor(it, equipment),
    crew: crewFor(it),
    serviceLevel: it.level,
    ...(it.grade && { grade: it.grade }),
    patientKg: it.patientKg,
    ...(it.isolation !== "none" && {
      isolation: it.isolation === "airborne" ? "negative_pressure" : "shared_forbidden",
      disinfectionSeconds: disinfection[it.isolation],
    }),
    ...(it.shareable && { shareable: true }),
    priority: priorities[it.purpose],
    distanceMetres: town.metres(it.from, it.to),
    ...(linked.length > 0 && { linkedRequestIds: linked }),
  };
}
