import type { z } from "zod";
import type { CrewDuty } from "@/server/core/crew";
import type { Draw } from "@/server/core/day-generator/draw";
import type { Town } from "@/server/core/day-generator/town";
import type { shiftInput } from "@/server/core/scheduler/problem";
import type { Berths, EquipmentItem, VehicleClass } from "@/server/core/vehicle";

export type ShiftSeed = z.input<typeof shiftInput>;

const hour = 3600;

/** How often each class stands in a fleet of a hundred (assumed; classes and what they carry as in domain.md). */
const shares: readonly (readonly [VehicleClass, number])[] = [
  ["wheelchair", 32],
  ["stretcher_basic", 33],
  ["stretcher_care", 14],
  ["seat", 12],
  ["monitored", 6],
  ["negative_pressure", 3],
];

const berthsOf: Readonly<Record<VehicleClass, Berths>> = {
  seat: { escort: 1, seat: 4, wheelchair: 0, stretcher: 0 },
  wheelchair: { escort: 2, seat: 2, wheelchair: 2, stretcher: 0 },
  stretcher_basic: { escort: 2, seat: 0, wheelchair: 0, stretcher: 1 },
  stretcher_care: { escort: 2, seat: 0, wheelchair: 0, stretcher: 1 },
  monitored: { escort: 1, seat: 0, wheelchair: 0, stretcher: 1 },
  negative_pressure: { escort: 1, seat: 0, wheelchair: 0, stretcher: 1 },
};

const careEquipment: readonly EquipmentItem[] = [
  ...(["main_stretcher", "stair_stretcher", "fixed_oxygen", "portable_oxygen"] as const),
  ...(["mask_resuscitator", "suction", "diagnostic_set", "infusion_set"] as const),
];

const equipmentOf: Readonly<Record<VehicleClass, readonly EquipmentItem[]>> = {
  seat: ["restraints"],
  wheelchair: ["restraints", "ramp_or_lift"],
  stretcher_basic: ["main_stretcher", "stair_stretcher"],
  stretcher_care: careEquipment,
  monitored: [...careEquipment, "portable_ventilator"],
  negative_pressure: [...careEquipment, "isolation_system"],
};

const crewOf: Readonly<Record<VehicleClass, readonly CrewDuty[]>> = {
  seat: ["driver"],
  wheelchair: ["driver"],
  stretcher_basic: ["driver", "bearer"],
  stretcher_care: ["driver", "nurse", "bearer"],
  monitored: ["driver", "nurse", "doctor", "bearer"],
  negative_pressure: ["driver", "nurse", "bearer"],
};

/** Fen per hour on duty, by how much crew there is; per kilometre the vehicles differ little. */
const dutyFen: Readonly<Record<CrewDuty, number>> = { driver: 4500, bearer: 3000, nurse: 5000, doctor: 9000 };

/** The classes of a fleet: largest remainders of the shares, and one of each as soon as there are enough vehicles. */
function classesOf(vehicles: number): VehicleClass[] {
  const counts = new Map<VehicleClass, number>();
  for (let left = vehicles; left > 0; left--) {
    const need = (name: VehicleClass, share: number): number =>
      counts.has(name) ? (share * vehicles) / 100 - (counts.get(name) ?? 0) : vehicles >= 8 ? 1000 : share;
    const most = Math.max(...shares.map(([name, share]) => need(name, share)));
    const name = shares.find((it) => need(it[0], it[1]) === most)?.[0] ?? "seat";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return shares.flatMap(([name]) => Array.from({ length: counts.get(name) ?? 0 }, () => name));
}

type Hours = Pick<ShiftSeed, "window" | "breaks">;

/** Early, day and late shifts with one unpaid break in the middle; two drivers stay out as long as the way is. */
function hoursOf(draw: Draw, longDistance: boolean, evening: boolean): Hours {
  if (longDistance) {
    const from = 5 * hour + draw.between(0, 4) * 900;
    return { window: { fromSeconds: from, toSeconds: from + 23 * hour }, breaks: [] };
  }
  const pattern = evening ? "evening" : draw.weighed({ early: 35, day: 40, late: 25 });
  const begins = { early: 6 * hour, day: 7 * hour + 1800, late: 9 * hour + 1800, evening: 13 * hour }[
    pattern
  ];
  const lasts = { early: 10 * hour, day: 11 * hour, late: 11 * hour, evening: 11 * hour }[pattern];
  const from = begins + draw.between(0, 4) * 900;
  const middle = from + Math.trunc(lasts / 2);
  const durationSeconds = draw.one([1800, 2700]);
  const window = { fromSeconds: middle - 2 * hour, toSeconds: middle + 2 * hour };
  return {
    window: { fromSeconds: from, toSeconds: from + lasts },
    breaks: [{ durationSeconds, window, paid: false }],
  };
}

function crewFor(draw: Draw, name: VehicleClass, longDistance: boolean, bariatric: boolean): CrewDuty[] {
  const crew: CrewDuty[] = [...crewOf[name]];
  if (longDistance) crew.push("driver");
  if (bariatric) crew.push("bearer", "bearer");
  if (name === "wheelchair" && draw.chance(400)) crew.push("bearer");
  return crew;
}

/** Draws the shifts of a day. `longDistance` of them have two drivers and no hour to be home by before night. */
export function drawFleet(draw: Draw, town: Town, vehicles: number, longDistance: number): ShiftSeed[] {
  const { operators } = town.scale;
  const bases = town.groups.base;
  const seen = { basic: 0, care: 0, light: 0 };
  const longCare = Math.trunc(longDistance / 3);
  let longBasic = longDistance - longCare;
  return classesOf(vehicles).map((vehicleClass, index): ShiftSeed => {
    const isBasic = vehicleClass === "stretcher_basic";
    // The first of its class and every twelfth carry the heaviest; the others come first for the longest ways.
    const bariatric = isBasic && seen.basic++ % 12 === 0;
    const isLong = isBasic
      ? !bariatric && longBasic-- > 0
      : vehicleClass === "stretcher_care" && seen.care++ < longCare;
    // Somebody brings home who was kept late.
    const isEvening = ["seat", "wheelchair"].includes(vehicleClass) && seen.light++ % 7 === 1;
    const isCare = ["stretcher_care", "monitored", "negative_pressure"].includes(vehicleClass);
    // Two operators in three hold a medical licence; the others have no care vehicles.
    const licensed = isCare || draw.chance(600);
    const third = draw.between(0, Math.ceil(operators / 3) - 1);
    const operator = licensed ? draw.between(Math.ceil(operators / 3), operators - 1) : third;
    const crew = crewFor(draw, vehicleClass, isLong, bariatric);
    const base = bases[(operator * 7 + draw.between(0, 3) * operators) % bases.length] ?? 0;
    return {
      id: `v${index + 1}`,
      operatorId: `op${operator + 1}`,
      kind: draw.chance(750) ? "committed" : "on_offer",
      vehicleClass,
      berths: berthsOf[vehicleClass],
      equipment: [...equipmentOf[vehicleClass], ...(bariatric ? (["bariatric_stretcher"] as const) : [])],
      bariatricLimitKg: bariatric ? 300 : isBasic ? 150 : 180,
      crew,
      drivers: isLong ? 2 : 1,
      medicalLicence: licensed,
      startPlace: base,
      endPlace: base,
      ...hoursOf(draw, isLong, isEvening),
      disinfectionSeconds: 900,
      drivingFenPerKm: isCare ? 260 : 200,
      emptyFenPerKm: 100,
      dutyFenPerHour: crew.reduce((sum, duty) => sum + dutyFen[duty], 0),
    };
  });
}
