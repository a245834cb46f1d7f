import type { Draw } from "@/server/core/day-generator/draw";
import type { DayMode, Journey } from "@/server/core/day-generator/journey";
import { type RequestSeed, requestOf } from "@/server/core/day-generator/needs";
import type { Town } from "@/server/core/day-generator/town";
import { mayCarry, serve, type WitnessVehicle } from "@/server/core/day-generator/witness";

const minute = 60;
const step = 30 * minute;
/** How often somebody takes the next slot instead of the hour asked for: on a peak day people insist. */
const patienceOf = (mode: DayMode, it: Journey): number => (it.there ? 1 : mode === "peak" ? 3 : 6);
/** How often a short ride that took somebody's place is asked for again. */
const lightPatience = 12;

export type Settled = { requests: RequestSeed[]; served: ReadonlyMap<string, WitnessVehicle> };

/** Who may carry whom, worked out once per set of needs. */
function carriersBy(vehicles: readonly WitnessVehicle[]): (request: RequestSeed) => WitnessVehicle[] {
  const known = new Map<string, WitnessVehicle[]>();
  return (request) => {
    const { crew, vehicleClasses, equipment, berth, escorts, serviceLevel, excludedOperators } = request;
    const heavy = Math.max(150, request.patientKg ?? 0);
    const far = request.distanceMetres > 400_000;
    const key = JSON.stringify([
      crew,
      vehicleClasses,
      equipment,
      berth,
      escorts,
      serviceLevel,
      excludedOperators,
      heavy,
      far,
    ]);
    const found = known.get(key) ?? vehicles.filter(({ shift }) => mayCarry(shift, request));
    known.set(key, found);
    return found;
  };
}

/** Journeys by the hour they are asked for; whoever is put off comes again later. */
class Calendar {
  private readonly slots: Journey[][] = [];
  add(journey: Journey): void {
    const slot = Math.max(0, Math.trunc(journey.atSeconds / (5 * minute)));
    this.slots[slot] ??= [];
    this.slots[slot].push(journey);
  }
  *inOrder(): Generator<Journey> {
    for (let slot = 0; slot < this.slots.length; slot++) {
      // The list may grow while it is read.
      for (const journey of this.slots[slot] ?? []) yield journey;
    }
  }
}

/** Somebody nobody has room for is taken out, and the seat on the list goes to a short ride by the same hour. */
function lighten(town: Town, it: Journey): void {
  if (it.back) delete it.back.there;
  if (it.there) delete it.there.back;
  delete it.back;
  delete it.there;
  const near = [...town.groups.quarter].sort((a, b) => town.seconds(it.from, a) - town.seconds(it.from, b));
  const light = {
    purpose: "discharge",
    mobility: "walk",
    anchor: "leave",
    staySeconds: 0,
    level: "accessible_ride",
  } as const;
  const plain = {
    grade: null,
    isolation: "none",
    oxygen: false,
    suction: false,
    ventilation: false,
  } as const;
  Object.assign(it, light, plain, {
    needsBearer: false,
    escorts: 0,
    patientKg: 60,
    dislikesOperator: false,
    isLight: true,
  });
  it.to = near[it.to % 20] ?? it.to;
}

/**
 * Asks for every journey in the order of its hour. In calm and breakdown days whoever finds no room takes a later slot,
 * as a booker does, and who finds none makes room for a short ride; on a peak day people insist, and some stay without.
 */
export function settle(
  draw: Draw,
  town: Town,
  mode: DayMode,
  journeys: readonly Journey[],
  vehicles: readonly WitnessVehicle[],
): Settled {
  const calendar = new Calendar();
  for (const it of journeys) if (!it.there) calendar.add(it);
  const carriers = carriersBy(vehicles);
  const requests = new Map<string, RequestSeed>();
  const served = new Map<string, WitnessVehicle>();
  const askBack = (it: Journey): void => {
    if (!it.back) return;
    it.back.atSeconds = it.atSeconds + it.staySeconds;
    calendar.add(it.back);
  };
  for (const it of calendar.inOrder()) {
    const request = requestOf(it, town);
    if (it.dislikesOperator && vehicles.length > 0)
      request.excludedOperators = [draw.one(vehicles).shift.operatorId];
    const vehicle = serve(town, carriers(request), request);
    requests.set(it.id, request);
    if (vehicle) served.set(it.id, vehicle);
    else if (it.tries < patienceOf(mode, it) || (it.isLight && it.tries < lightPatience)) {
      it.tries += 1;
      it.atSeconds += step;
      calendar.add(it);
      continue;
    } else if (mode !== "peak" && !it.isLight) {
      askBack(it);
      lighten(town, it);
      calendar.add(it);
      continue;
    }
    askBack(it);
  }
  return { requests: journeys.map((it) => requests.get(it.id) ?? requestOf(it, town)), served };
}
