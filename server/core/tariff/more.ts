import { equipmentItems } from "@/server/core/vehicle";
import type { TripFacts } from "./facts";
import type { Tariff } from "./rules";

/** One thing more of a trip, which may not make it cheaper. */
interface More {
  /** Names the fact that grows, as the forms name it. */
  name: string;
  facts: TripFacts;
}

const addKm = (facts: TripFacts, km: number): TripFacts => ({
  ...facts,
  patientKm: (facts.patientKm ?? 0) + km,
  vehicleKm: (facts.vehicleKm ?? 0) + km,
  beyondZoneKm: (facts.beyondZoneKm ?? 0) + km,
});

const carrying = (facts: TripFacts, carry: TripFacts["carry"]): TripFacts => ({
  ...facts,
  carry: { ...facts.carry, ...carry },
});

function moreCarrying(facts: TripFacts): More[] {
  const { carry } = facts;
  if (carry === undefined) return [{ name: "stretcher", facts: carrying(facts, { stretcher: true }) }];
  const { floor = 0, floors = 0, bearers = 0, flatMetres = 0 } = carry;
  return [
    ...(carry.stretcher ? [] : [{ name: "stretcher", facts: carrying(facts, { stretcher: true }) }]),
    ...(carry.lift ? [{ name: "lift", facts: carrying(facts, { lift: false }) }] : []),
    ...(floor >= 0
      ? [{ name: "floor", facts: carrying(facts, { floor: floor + 1, floors: floors + 1 }) }]
      : []),
    { name: "bearers", facts: carrying(facts, { bearers: bearers + 1 }) },
    { name: "flatMetres", facts: carrying(facts, { flatMetres: flatMetres + 70 }) },
  ];
}

/** The same trip with one thing more: farther, longer, with more people, more carried, brought back. */
export function oneMore(tariff: Tariff, facts: TripFacts): More[] {
  const { staff, tollsFen, equipment } = facts;
  const charged = new Set(tariff.equipment.map(({ item }) => item));
  return [
    ...[0.4, 1, 37].map((km) => ({ name: "patientKm", facts: addKm(facts, km) })),
    ...[1, 45].map((minutes) => ({
      name: "waitMinutes",
      facts: { ...facts, waitMinutes: (facts.waitMinutes ?? 0) + minutes },
    })),
    { name: "staffMinutes", facts: { ...facts, staffMinutes: (facts.staffMinutes ?? 0) + 50 } },
    { name: "doctor", facts: { ...facts, staff: { ...staff, doctor: (staff?.doctor ?? 0) + 1 } } },
    { name: "nurse", facts: { ...facts, staff: { ...staff, nurse: (staff?.nurse ?? 0) + 1 } } },
    ...moreCarrying(facts),
    ...equipmentItems
      .filter((item) => charged.has(item))
      .map((item) => ({
        name: item,
        facts: { ...facts, equipment: { ...equipment, [item]: (equipment?.[item] ?? 0) + 1 } },
      })),
    {
      name: "tollsFen",
      facts: { ...facts, tollsFen: { ...tollsFen, outbound: (tollsFen?.outbound ?? 0) + 500 } },
    },
    ...(facts.returnTrip ? [] : [{ name: "returnTrip", facts: { ...facts, returnTrip: true } }]),
  ];
}

/** A generator of whole numbers below a bound that gives the same row for ever (mulberry32): a check is no lottery. */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const zonesOf = (tariff: Tariff): (string | undefined)[] =>
  tariff.zones.length > 0 ? tariff.zones.map((zone) => zone.id) : [undefined];

/** Kilometres worth a look: short and long trips, and both sides of every edge that the tariff draws. */
function kilometres(tariff: Tariff): number[] {
  const edges = [
    ...tariff.bands.flatMap((band) => [band.upToMetres ?? 0, band.includedMetres]),
    ...tariff.staff.map((rule) => rule.includedMetres),
    ...tariff.drivers.map((rule) => rule.overMetres),
  ];
  const around = edges.flatMap((metres) => [metres / 1000 - 0.2, metres / 1000]);
  return [...new Set([0, 3, 12.3, 60, 250, ...around])].filter((km) => km >= 0 && km <= 2000);
}

const carries: TripFacts["carry"][] = [
  undefined,
  { stretcher: true, floor: 3, floors: 2, lift: true, bearers: 2, flatMetres: 60 },
];

/** Trips on a grid: every zone, the distances around each edge, each crew, with and without carrying. */
function grid(tariff: Tariff): TripFacts[] {
  const crews = [0, 1, 2, 3].map((bits) => ({ doctor: bits >> 1, nurse: bits & 1 }));
  return zonesOf(tariff).flatMap((zone) =>
    kilometres(tariff).flatMap((km) =>
      crews.flatMap((staff) =>
        carries.map((carry) => ({
          ...addKm({}, km),
          ...(zone === undefined ? {} : { zone }),
          staff,
          ...(carry ? { carry } : {}),
        })),
      ),
    ),
  );
}

const randomTrips = 300;

/** Trips drawn by lot, the same ones every time. */
function drawn(tariff: Tariff): TripFacts[] {
  const draw = drawing(20_251_027);
  const zones = zonesOf(tariff);
  return Array.from({ length: randomTrips }, () => {
    const zone = zones[draw(zones.length)];
    return {
      ...addKm({}, draw(10) === 0 ? draw(900_000) / 1000 : draw(150_000) / 1000),
      ...(zone === undefined ? {} : { zone }),
      waitMinutes: draw(200),
      staffMinutes: draw(400),
      staff: { doctor: draw(2), nurse: draw(3) },
      carry: {
        stretcher: draw(2) === 0,
        floor: draw(12),
        floors: draw(12),
        lift: draw(2) === 0,
        bearers: draw(5),
        flatMetres: draw(400),
      },
      pickup: { clock: `${String(draw(24)).padStart(2, "0")}:30`, holiday: draw(6) === 0 },
      tollsFen: { outbound: draw(9000), return: draw(9000) },
      ...(draw(3) === 0 ? { returnTrip: true } : {}),
      ...(draw(4) === 0 ? { emptyReturn: true } : {}),
    };
  });
}

/** The trips that a tariff is tried on before it is published. */
export const triedTrips = (tariff: Tariff): TripFacts[] => [...grid(tariff), ...drawn(tariff)];
