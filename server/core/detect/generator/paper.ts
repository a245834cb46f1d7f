import type { Duty, SeenBill, SeenScan } from "@/server/core/detect/facts";
import type { LineCode } from "@/server/core/tariff/line";
import type { VehicleClass } from "@/server/core/vehicle";
import type { Dice } from "./dice";
import { around, hospitals, onEarth } from "./town";

const hour = 3_600_000;
const classes: VehicleClass[] = ["wheelchair", "stretcher_basic", "stretcher_care"];
const startFen: Partial<Record<VehicleClass, number>> = {
  wheelchair: 6_000,
  stretcher_basic: 10_000,
  stretcher_care: 22_000,
};

export interface Fleet {
  vehicleId: string;
  orgId: string;
}

/** What an honest bill comes to: a start, kilometres, carrying, a nurse, and now and then something confirmed on the way. */
export function honestBill(dice: Dice, of: Fleet, id: string, at: number): SeenBill {
  const vehicleClass = classes[of.vehicleId.charCodeAt(of.vehicleId.length - 1) % 3] as VehicleClass;
  const km = dice.hits(0.1) ? dice.between(40, 180) : dice.between(2, 28);
  const base = (startFen[vehicleClass] ?? 0) + Math.max(0, km - 5) * (km > 40 ? 480 : 620);
  const carry = dice.hits(0.22) ? dice.whole(2, 6) * 1_500 : 0;
  const quotedFen = Math.round(base + carry);
  const extras: LineCode[] = [];
  let extraFen = 0;
  const now = (code: LineCode, probability: number, fen: number) => {
    if (!dice.hits(probability)) return;
    extras.push(code);
    extraFen += fen;
  };
  now("waiting", 0.08, dice.whole(1, 3) * 2_000);
  now("stairs", 0.03, dice.whole(1, 4) * 1_500);
  now("equipment", 0.02, 2_000);
  return {
    id,
    bookingId: `booking/${id}`,
    tripId: id,
    ...of,
    vehicleClass,
    tariff: "district-2026",
    at,
    metres: Math.round(km * 1000),
    totalFen: quotedFen + extraFen,
    quotedFen,
    wayFen: Math.round(base),
    extras,
  };
}

/** Two people on a vehicle for a day, their plan and their trips; handing over takes some minutes. */
export function honestDuties(dice: Dice, of: Fleet, shiftId: string, begins: number): Duty[] {
  return ["driver", "nurse"].flatMap((duty) => {
    const person = `${of.vehicleId}/${duty}/${dice.hits(0.5) ? 1 : 2}`;
    const base = { person, crewId: `crew/${person}`, ...of, shiftId };
    const start = begins - dice.between(0, 10) * 60_000;
    const end = begins + 9 * hour + dice.between(-10, 10) * 60_000;
    const plan: Duty = { ...base, tripId: null, bookingId: null, from: start, until: end };
    const ridden = Array.from({ length: 4 }, (_, at): Duty => {
      const from = begins + (at * 2 + dice.between(0, 0.6)) * hour;
      const id = `${shiftId}/${at}`;
      return {
        ...base,
        tripId: id,
        bookingId: `booking/${id}`,
        from,
        until: from + dice.between(0.6, 1.3) * hour,
      };
    });
    return [plan, ...ridden];
  });
}

/** Serials and plates of the region. */
export function marksOf(fleet: readonly Fleet[]): string[] {
  return fleet.flatMap((_, at) => [
    `331000-26-${String(at * 37 + 101).padStart(6, "0")}`,
    `浙JA${3471 + at * 613}`,
  ]);
}

/** One look at a marking by an honest passer-by: mostly right, at times mistyped, out of date or nonsense. */
export function honestScan(dice: Dice, id: string, at: number, marks: readonly string[]): SeenScan {
  const mark = dice.pick(marks);
  const place = dice.hits(0.3) ? onEarth(around(dice, dice.pick(hospitals), 0, 3)) : { lat: null, lon: null };
  const base: SeenScan = {
    id,
    at,
    mark,
    way: dice.hits(0.8) ? "code" : "typed",
    outcome: "right",
    vehicleId: `vehicle of ${mark}`,
    orgId: "op-a",
    browser: `browser ${id}`,
    ...place,
    copyOf: null,
    copyMetres: null,
    copySeconds: null,
  };
  if (dice.hits(0.03))
    return { ...base, outcome: dice.pick(["expired", "old_generation", "suspended"] as const) };
  if (base.way === "code" || !dice.hits(0.3)) return base;
  const nobody = { ...base, outcome: "unknown" as const, vehicleId: null, orgId: null };
  if (dice.hits(0.3))
    return {
      ...nobody,
      mark: dice.pick(["12345", "浙J", "96120", "救护车", "A1", "test"]) + dice.whole(1, 999),
    };
  const at1 = dice.whole(0, mark.length - 1);
  return { ...nobody, mark: mark.slice(0, at1) + dice.pick(["", "0", "8", "B"]) + mark.slice(at1 + 1) };
}
