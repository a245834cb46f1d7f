import fc from "fast-check";
import {
  type Problem,
  type ProblemInput,
  parseProblem,
  type Request,
  requestInput,
  type Shift,
  shiftInput,
} from "@/server/core/scheduler/problem";
import { vehicleClasses } from "@/server/core/vehicle";

/** Small problems for tests: a plain shift, a plain request, a town on a grid, and arbitrary towns for properties. */

const hour = 3600;

/** A stretcher vehicle with driver and bearer from 8:00 to 18:00, based at place 0. */
export function makeShift(changes: Partial<Shift> = {}): Shift {
  const plain = shiftInput.parse({
    id: "s1",
    operatorId: "op1",
    kind: "committed",
    vehicleClass: "stretcher_basic",
    berths: { escort: 2, seat: 0, wheelchair: 0, stretcher: 1 },
    equipment: ["main_stretcher"],
    bariatricLimitKg: 150,
    crew: ["driver", "bearer"],
    drivers: 1,
    medicalLicence: false,
    startPlace: 0,
    endPlace: 0,
    window: { fromSeconds: 8 * hour, toSeconds: 18 * hour },
  });
  return { ...plain, ...changes };
}

/** A stretcher patient from place 1 to place 2, to be loaded between 9:00 and 10:00. */
export function makeRequest(changes: Partial<Request> = {}): Request {
  const plain = requestInput.parse({
    id: "r1",
    pickupPlace: 1,
    dropPlace: 2,
    pickupWindow: { fromSeconds: 9 * hour, toSeconds: 10 * hour },
    dropWindow: { fromSeconds: 0, toSeconds: 24 * hour },
    pickupServiceSeconds: 600,
    dropServiceSeconds: 600,
    maxRideSeconds: 2 * hour,
    berth: "stretcher",
    vehicleClasses: ["stretcher_basic"],
    serviceLevel: "accessible_ride",
    distanceMetres: 10_000,
  });
  return { ...plain, ...changes };
}

/** Places on a line or plane, given as [x, y] in minutes of driving; 500 m to the minute, streets at right angles. */
export function townMatrices(points: readonly (readonly [number, number])[]) {
  const minutes = points.flatMap(([x, y]) => points.map(([u, v]) => Math.abs(x - u) + Math.abs(y - v)));
  return {
    placeCount: points.length,
    travelSeconds: minutes.map((it) => it * 60),
    travelMetres: minutes.map((it) => it * 500),
  };
}

/** A problem on places 0, 1, 2, 3 that lie ten minutes apart on one road. */
export function makeProblem(
  shifts: Shift[],
  requests: Request[],
  changes: Partial<ProblemInput> = {},
): Problem {
  const matrices = townMatrices([0, 10, 20, 30].map((x) => [x, 0]));
  const horizon = { fromSeconds: 0, toSeconds: 24 * hour };
  return parseProblem({ horizon, ...matrices, shifts, requests, ...changes });
}

const quarter = (from: number, to: number) =>
  fc.integer({ min: from * 4, max: to * 4 }).map((it) => it * 900);

const arbitraryShift = (id: string, places: number): fc.Arbitrary<Shift> =>
  fc
    .record({
      vehicleClass: fc.constantFrom(...vehicleClasses.slice(1, 5)),
      start: quarter(6, 9),
      hours: fc.integer({ min: 6, max: 13 }),
      seat: fc.integer({ min: 0, max: 4 }),
      wheelchair: fc.integer({ min: 0, max: 2 }),
      stretcher: fc.constantFrom(0, 1, 1, 2),
      operator: fc.integer({ min: 1, max: 3 }),
      base: fc.integer({ min: 0, max: places - 1 }),
      breakMinutes: fc.constantFrom(0, 0, 20, 45),
      secondBreak: fc.boolean(),
      paid: fc.boolean(),
      drivers: fc.constantFrom(1, 1, 1, 2),
      medicalLicence: fc.boolean(),
      lapses: fc.constantFrom(false, false, false, false, true),
      disinfectionSeconds: fc.constantFrom(0, 1800),
    })
    .map((it) => {
      const pause = (from: number) => ({
        durationSeconds: it.breakMinutes * 60,
        window: { fromSeconds: it.start + from * hour, toSeconds: it.start + from * hour + 5400 },
        paid: it.paid,
      });
      const toSeconds = it.start + it.hours * hour;
      return makeShift({
        id,
        operatorId: `op${it.operator}`,
        vehicleClass: it.vehicleClass,
        berths: { escort: 1, seat: it.seat, wheelchair: it.wheelchair, stretcher: it.stretcher },
        crew: it.medicalLicence ? ["driver", "nurse"] : ["driver", "bearer"],
        drivers: it.drivers,
        medicalLicence: it.medicalLicence,
        papers: it.lapses ? [{ subject: "vehicle", validUntilSeconds: toSeconds - 1, reason: "lapsed" }] : [],
        startPlace: it.base,
        endPlace: it.base,
        window: { fromSeconds: it.start, toSeconds },
        breaks: it.breakMinutes === 0 ? [] : it.secondBreak ? [pause(1), pause(3)] : [pause(2)],
        disinfectionSeconds: it.disinfectionSeconds,
      });
    });

const arbitraryRequest = (id: string, places: number): fc.Arbitrary<Request> =>
  fc
    .record({
      ends: fc.tuple(fc.integer({ min: 0, max: places - 1 }), fc.integer({ min: 0, max: places - 1 })),
      from: quarter(6, 17),
      width: fc.constantFrom(900, 1800, 3600, 7200, 14_400),
      dropFrom: fc.constantFrom(0, 0, 0, 5400, 10_800),
      service: fc.constantFrom(300, 600, 1200),
      maxRide: fc.constantFrom(3600, 7200, 30_000),
      maxWait: fc.constantFrom(0, 0, 0, 600),
      berth: fc.constantFrom("seat" as const, "wheelchair" as const, "stretcher" as const),
      escorts: fc.constantFrom(0, 0, 0, 1, 2),
      care: fc.constantFrom(false, false, false, true),
      shareable: fc.boolean(),
      isolation: fc.constantFrom(
        "none" as const,
        "none" as const,
        "none" as const,
        "shared_forbidden" as const,
      ),
      promised: fc.constantFrom(false, false, true),
      priority: fc.integer({ min: 1, max: 3 }),
      excluded: fc.constantFrom<string[]>([], [], ["op1"]),
      foe: fc.constantFrom<string[]>([], [], ["r1"]),
      distanceMetres: fc.constantFrom(10_000, 10_000, 10_000, 10_000, 10_000, 420_000),
    })
    .map((it) => {
      const pickupWindow = { fromSeconds: it.from, toSeconds: it.from + it.width };
      return makeRequest({
        id,
        pickupPlace: it.ends[0],
        dropPlace: it.ends[1],
        pickupWindow,
        dropWindow: { fromSeconds: it.dropFrom === 0 ? 0 : it.from + it.dropFrom, toSeconds: 24 * hour },
        pickupServiceSeconds: it.service,
        dropServiceSeconds: it.service,
        maxRideSeconds: it.maxRide,
        maxWaitOnBoardSeconds: it.maxWait,
        berth: it.berth,
        escorts: it.escorts,
        vehicleClasses: it.care ? ["stretcher_care", "monitored"] : [...vehicleClasses],
        crew: it.care ? ["nurse"] : ["driver"],
        serviceLevel: it.care ? "care_transfer" : "accessible_ride",
        isolation: it.isolation,
        shareable: it.shareable,
        forbiddenCoRiders: it.foe.filter((foe) => foe !== id),
        priority: it.priority,
        excludedOperators: it.excluded,
        distanceMetres: it.distanceMetres,
        ...(it.promised && { promise: { fromSeconds: it.from, toSeconds: it.from + 1800 } }),
      });
    });

/** Whole problems: 2 to 12 requests, 1 to 5 shifts, towns up to `reach` minutes wide (past 240 rests come into play). */
export function arbitraryProblem(reach: number): fc.Arbitrary<Problem> {
  const point = fc.tuple(fc.integer({ min: 0, max: reach }), fc.integer({ min: 0, max: reach }));
  return fc
    .tuple(
      fc.array(point, { minLength: 3, maxLength: 8 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 2, max: 12 }),
    )
    .chain(([points, shiftCount, requestCount]) => {
      const shifts = Array.from({ length: shiftCount }, (_, it) =>
        arbitraryShift(`s${it + 1}`, points.length),
      );
      const requests = Array.from({ length: requestCount }, (_, it) =>
        arbitraryRequest(`r${it + 1}`, points.length),
      );
      return fc.tuple(fc.tuple(...shifts), fc.tuple(...requests)).map(([allShifts, allRequests]) =>
        parseProblem({
          horizon: { fromSeconds: 0, toSeconds: 24 * hour },
          ...townMatrices(points),
          shifts: allShifts,
          requests: allRequests,
        }),
      );
    });
}
