import { townMatrices } from "@/server/core/scheduler/factory";
import {
  type Problem,
  type ProblemInput,
  parseProblem,
  requestInput,
  shiftInput,
} from "@/server/core/scheduler/problem";
import { solve } from "@/server/core/scheduler/search";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";
import type { VehicleClass } from "@/server/core/vehicle";

const hour = 3600;
/** Distinct places of a city; trips share them, as hospitals and quarters do. */
const placeCount = 240;
/** Half the width of the city in minutes of driving. */
const reach = 18;

/** A reproducible stream of numbers in [0, 1) (mulberry32). */
function chance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type RequestSeed = Parameters<typeof requestInput.parse>[0];

/** Shares of the vehicle classes in a fleet and among requests, about as in domain.md. */
const classes: [VehicleClass, number][] = [
  ["wheelchair", 0.35],
  ["stretcher_basic", 0.45],
  ["stretcher_care", 0.2],
];

function pick(next: () => number): VehicleClass {
  let left = next();
  for (const [name, share] of classes) {
    left -= share;
    if (left < 0) return name;
  }
  return "stretcher_basic";
}

const crewOf = (name: VehicleClass) =>
  name === "wheelchair"
    ? ["driver"]
    : name === "stretcher_care"
      ? ["driver", "bearer", "nurse"]
      : ["driver", "bearer"];

/** One request of the city; `promised` freezes its half-hour window as a promise. */
function cityRequest(next: () => number, id: string, promised: boolean): RequestSeed {
  const name = pick(next);
  const from = Math.floor(next() * placeCount);
  const to = (from + 1 + Math.floor(next() * (placeCount - 1))) % placeCount;
  // Two peaks, 9:00 to 11:30 and 14:00 to 16:00 (domain.md, Volumes), and a floor between 7:00 and 19:00.
  const roll = next();
  const at = roll < 0.35 ? 9 + next() * 2.5 : roll < 0.6 ? 14 + next() * 2 : 7 + next() * 11.5;
  const start = Math.round(at * 4) * 900;
  const window = { fromSeconds: start, toSeconds: start + 1800 };
  return {
    id,
    pickupPlace: from,
    dropPlace: to,
    pickupWindow: window,
    ...(promised ? { promise: window } : {}),
    dropWindow: { fromSeconds: 0, toSeconds: 30 * hour },
    pickupServiceSeconds: 480,
    dropServiceSeconds: 480,
    maxRideSeconds: 2 * hour,
    berth: name === "wheelchair" ? "wheelchair" : "stretcher",
    vehicleClasses:
      name === "stretcher_care"
        ? ["stretcher_care"]
        : name === "wheelchair"
          ? ["wheelchair"]
          : ["stretcher_basic", "stretcher_care"],
    crew: name === "stretcher_care" ? ["nurse"] : [],
    serviceLevel: name === "stretcher_care" ? "care_transfer" : "accessible_ride",
    distanceMetres: 9_000,
  };
}

/** A city's day with its plan (best insertion), and bookings that come on top of it. */
export function plannedCity(trips: number, shifts: number, asked: number) {
  const problem = cityDay(trips, shifts, 1);
  const plan = solve(problem, { seed: 1, stop: { iterations: 0 } });
  const next = chance(7);
  const requests = Array.from({ length: asked }, (_, index) =>
    requestInput.parse(cityRequest(next, `ask${index}`, false)),
  );
  return { problem, plan, requests, isSound: verifyPlan(problem, plan).feasible };
}

/** A city's day: `trips` requests with promises and `shifts` vehicles of twelve hours, classes in proportion. */
function cityDay(trips: number, shifts: number, seed: number): Problem {
  const next = chance(seed);
  const points = Array.from(
    { length: placeCount },
    () => [Math.round((next() * 2 - 1) * reach), Math.round((next() * 2 - 1) * reach)] as const,
  );
  const requests = Array.from({ length: trips }, (_, index) =>
    requestInput.parse(cityRequest(next, `t${index}`, true)),
  );
  const fleet = Array.from({ length: shifts }, (_, index) => {
    const name = pick(next);
    const wheelchair = name === "wheelchair" ? 1 : 0;
    const begins = (6.5 + (index % 5) * 0.5) * hour;
    return shiftInput.parse({
      id: `s${index}`,
      operatorId: `op${index % 4}`,
      kind: "committed",
      vehicleClass: name,
      berths: { escort: 2, seat: 1, wheelchair, stretcher: 1 - wheelchair },
      bariatricLimitKg: 150,
      crew: crewOf(name),
      drivers: 1,
      medicalLicence: true,
      startPlace: index % placeCount,
      endPlace: index % placeCount,
      window: { fromSeconds: begins, toSeconds: begins + 12 * hour },
      breaks: [
        { durationSeconds: 1800, window: { fromSeconds: 11 * hour, toSeconds: 15 * hour }, paid: false },
      ],
    });
  });
  const horizon = { fromSeconds: 0, toSeconds: 30 * hour };
  const input: ProblemInput = { horizon, ...townMatrices(points), shifts: fleet, requests };
  return parseProblem(input);
}
