import { fallOut, leftBehind, shiftAt } from "@/server/core/day-generator/breakdown";
import { type Draw, drawFrom } from "@/server/core/day-generator/draw";
import { drawFleet } from "@/server/core/day-generator/fleet";
import { type DayMode, drawJourneys } from "@/server/core/day-generator/journey";
import type { RequestSeed } from "@/server/core/day-generator/needs";
import { settle } from "@/server/core/day-generator/settle";
import { type DayKind, drawTown, type Town } from "@/server/core/day-generator/town";
import { setOut, type WitnessVehicle } from "@/server/core/day-generator/witness";
import type { DayFile } from "@/server/core/formats/day";

export type DayArguments = { trips: number; vehicles: number; seed: number; kind: DayKind; mode: DayMode };

const hour = 3600;
/** When vehicles break down: the first wave is on the road. */
const breakdownSeconds = 10 * hour + 1800;
/** Vehicles with two drivers for a thousand trips: a little more than the ways over 400 km ask for. */
const longPermille: Readonly<Record<DayKind, number>> = { county: 30, city: 22, metropolis: 7 };

/** The kind a day of so many trips most likely is. */
export const kindFor = (trips: number): DayKind =>
  trips < 300 ? "county" : trips < 4000 ? "city" : "metropolis";

/** Half an hour around the planned pickup, inside what was asked for, beginning at a full five minutes where it can. */
function promiseFor(draw: Draw, { pickupWindow }: RequestSeed, start: number): RequestSeed["promise"] {
  const begins = Math.trunc((start - draw.between(2, 4) * 300) / 300) * 300;
  const fromSeconds = Math.max(begins, pickupWindow.fromSeconds);
  return { fromSeconds, toSeconds: Math.max(start, Math.min(fromSeconds + 1800, pickupWindow.toSeconds)) };
}

/** Promises rest on the plain plan; on an ordinary day a third are told the evening before, at a breakdown all are. */
function promised(
  draw: Draw,
  mode: DayMode,
  requests: readonly RequestSeed[],
  served: ReadonlyMap<string, WitnessVehicle>,
): RequestSeed[] {
  return requests.map((request) => {
    const vehicle = served.get(request.id);
    const isTold = draw.chance(mode === "breakdown" ? 1000 : 330);
    // The patient knows this crew, or the operator has been told.
    const isLocked = draw.chance(25);
    const pickup = vehicle?.stops.find((it) => it.request.id === request.id);
    if (!vehicle || !pickup) return request;
    return {
      ...request,
      ...(isTold && { promise: promiseFor(draw, request, pickup.startSeconds) }),
      ...(isLocked && mode !== "breakdown" && { lockShiftId: vehicle.shift.id }),
    };
  });
}

/** Two who could share, fetched near one another in time, and must not meet. */
function keepApart(draw: Draw, requests: readonly RequestSeed[]): RequestSeed[] {
  const shareable = requests.filter((it) => it.shareable);
  return requests.map((it) => {
    const foe = it.shareable && draw.chance(20) ? draw.one(shareable) : it;
    return foe === it ? it : { ...it, forbiddenCoRiders: [foe.id] };
  });
}

/** A plan's routes as the format writes them. */
function routesOf(vehicles: readonly WitnessVehicle[]) {
  return vehicles.map(({ shift, stops, pause }) => ({
    vehicle: shift.id,
    stops: stops.map(({ request, kind }) => `${request.id}${kind === "pickup" ? "+" : "-"}`),
    breaks: (shift.breaks ?? []).map((_, index) => ({
      index,
      beforeStop: pause?.beforeStop ?? stops.length,
    })),
  }));
}

/** A break already taken is part of what happened, not of the plan. */
function planInForce(vehicles: readonly WitnessVehicle[], nowSeconds: number) {
  const taken = new Map(
    vehicles.map((it) => [it.shift.id, (it.pause?.startSeconds ?? nowSeconds + 1) <= nowSeconds]),
  );
  return routesOf(vehicles)
    .map((it) => (taken.get(it.vehicle) ? { ...it, breaks: [] } : it))
    .filter(
      (it, index) => it.stops.length > 0 || (vehicles[index]?.shift.window.fromSeconds ?? 0) <= nowSeconds,
    );
}

type Drawn = { day: DayFile; witness: ReturnType<typeof routesOf> };

function breakDown(
  draw: Draw,
  town: Town,
  day: DayFile,
  requests: RequestSeed[],
  vehicles: readonly WitnessVehicle[],
): Drawn {
  const broken = fallOut(draw, vehicles, breakdownSeconds);
  const standing = vehicles.filter((it) => !broken.includes(it));
  const left = leftBehind(broken, requests, breakdownSeconds);
  const witness = planInForce(standing, breakdownSeconds);
  const { carried, stranded } = left;
  const gone = broken.map(({ shift }) => ({ vehicle: shift.id, vehicleClass: shift.vehicleClass }));
  const known = new Set(left.requests.map((it) => it.id));
  return {
    day: {
      ...day,
      about: { ...day.about, gone, carried, stranded },
      nowSeconds: breakdownSeconds,
      vehicles: standing.map((it) => shiftAt(town, it, breakdownSeconds)),
      requests: left.requests.map((it) =>
        it.forbiddenCoRiders?.every((id) => known.has(id)) === false ? { ...it, forbiddenCoRiders: [] } : it,
      ),
      plan: { routes: witness },
    },
    witness,
  };
}

/**
 * Draws a region's day by the volumes and hours of domain.md: the same arguments give the same day on every machine.
 * `witness` is a plan that serves whom the day was drawn around; who is in no route of it found no room (none on a calm
 * day with vehicles enough, some on a peak day, those of the broken vehicles at a breakdown).
 */
export function drawDay({ trips, vehicles, seed, kind, mode }: DayArguments): Drawn {
  const town = drawTown(kind, seed);
  const draw = drawFrom(seed ^ 0x5eed);
  const fleet = drawFleet(draw, town, vehicles, Math.round((trips * longPermille[kind]) / 1000));
  const journeys = drawJourneys(draw, town, kind, mode, trips);
  const standing = fleet.map(setOut);
  const settled = settle(draw, town, mode, journeys, standing);
  const requests = keepApart(draw, promised(draw, mode, settled.requests, settled.served));
  const day: DayFile = {
    format: "day-1",
    name: `${kind}-${trips}x${vehicles}-${mode}-${seed}`,
    about: { trips, vehicles, seed, kind, mode },
    horizon: { fromSeconds: 0, toSeconds: 36 * hour },
    places: [...town.places],
    travel: town.travel,
    vehicles: fleet,
    requests,
    rules: { berthUpgrades: [["escort", "seat"]] },
  };
  if (mode === "breakdown") return breakDown(draw, town, day, requests, standing);
  return { day, witness: routesOf(standing.filter((it) => it.stops.length > 0)) };
}

/** A day as text, one place, vehicle, request or route a line: small, and a difference can be read. */
export function formatDay(day: DayFile): string {
  const lines = Object.entries(day).map(([key, value]) => {
    if (!Array.isArray(value)) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    return `${JSON.stringify(key)}: [\n${value.map((it) => JSON.stringify(it)).join(",\n")}\n]`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}
