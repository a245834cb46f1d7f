import { localDay } from "@/server/core/local-time";
import type { Busy } from "@/server/core/simulation/indicators";
import { breakDown } from "./breakdown";
import { board, confirmMove, handOver, leaveBy, stopsAhead, tripNow } from "./crew";
import { inspect } from "./inspect";
import { minuteMs, type Simulation } from "./simulation";
import { type Crews, driveMs, drivenTo, type NextStop, type Vehicle, wayTo } from "./vehicle";

/** So long a crew waits where nobody comes; for a patient who is not ready yet; and with another one on board (assumed). */
const patienceMs = { nobody: 15 * minuteMs, alone: 60 * minuteMs, sharing: 15 * minuteMs };

/** Have a vehicle's crew look at its route at an instant, unless it looks earlier anyway. */
export function lookAt(crews: Crews, vehicle: Vehicle, at: number): void {
  const when = Math.max(at, crews.sim.now(), vehicle.startsAt);
  if (vehicle.isHome || (vehicle.looksAt !== null && vehicle.looksAt <= when)) return;
  vehicle.looksAt = when;
  crews.sim.later(when, async () => {
    if (vehicle.looksAt !== when) return;
    vehicle.looksAt = null;
    await look(crews, vehicle);
  });
}

const free = (crews: Crews, vehicle: Vehicle, at: number): void => {
  vehicle.isBusy = false;
  lookAt(crews, vehicle, at);
};

/** The vehicle's earlier shift is not over: its crew has not brought it back. */
const isOut = ({ vehicles }: Crews, vehicle: Vehicle): boolean =>
  [...vehicles.values()].some(
    (it) => it.vehicleId === vehicle.vehicleId && it.startsAt < vehicle.startsAt && !it.isHome,
  );

/** What the crew does next, by the route as it stands. */
async function look(crews: Crews, vehicle: Vehicle): Promise<void> {
  const { sim } = crews;
  if (vehicle.isBusy || vehicle.isHome) return;
  if (isOut(crews, vehicle)) return lookAt(crews, vehicle, sim.now() + 5 * minuteMs);
  if (vehicle.breaksDownAt !== null && vehicle.breaksDownAt <= sim.now() && vehicle.aboard.size === 0)
    return breakDown(crews, vehicle);
  const [next] = await stopsAhead(sim, vehicle);
  if (!next) return idle(crews, vehicle);
  const leg = wayTo(sim, vehicle.at, next);
  const isPickup = next.kind === "pickup";
  const advised = isPickup ? await leaveBy(sim, vehicle, next) : null;
  const leaveAt = advised ?? sim.now();
  // The plan has its rests: until its own time for the stop there is room for them.
  if (isPickup && takesRest(crews, vehicle, Math.max(leaveAt, next.plannedAt * 1000 - leg.seconds * 1000)))
    return;
  if (leaveAt > sim.now()) return lookAt(crews, vehicle, leaveAt);
  await setOut(crews, vehicle, next);
}

/** Nothing to drive: a rest that is due, or home at the end of the shift. */
function idle(crews: Crews, vehicle: Vehicle): void {
  const { sim } = crews;
  if (takesRest(crews, vehicle, Number.POSITIVE_INFINITY)) return;
  if (sim.now() < vehicle.endsAt) {
    lookAt(crews, vehicle, vehicle.endsAt);
    return;
  }
  drivenTo(vehicle, vehicle.base, wayTo(sim, vehicle.at, vehicle.base).metres);
  vehicle.isHome = true;
}

/** Rest where the time until the next departure has room for it, or where its window would be over: people must rest. */
function takesRest(crews: Crews, vehicle: Vehicle, leaveAt: number): boolean {
  const { sim } = crews;
  const rest = vehicle.rests[vehicle.restsTaken];
  if (!rest || vehicle.aboard.size > 0) return false;
  const [from, until] = [rest.fromAt * 1000, rest.untilAt * 1000];
  const lengthMs = rest.durationSeconds * 1000;
  if (sim.now() + lengthMs > until) {
    vehicle.restsTaken += 1;
    return false;
  }
  const hasRoom = leaveAt - sim.now() >= lengthMs;
  const isLast = leaveAt + lengthMs > until;
  if (sim.now() < from) {
    if (hasRoom && leaveAt > from) lookAt(crews, vehicle, from);
    return hasRoom && leaveAt > from;
  }
  if (!hasRoom && !isLast) return false;
  vehicle.restsTaken += 1;
  vehicle.isBusy = true;
  sim.later(sim.now() + lengthMs, async () => free(crews, vehicle, sim.now()));
  return true;
}

/** Drive to the next stop; a pickup begins with the crew's word that it departs. */
async function setOut(crews: Crews, vehicle: Vehicle, stop: NextStop): Promise<void> {
  const { sim } = crews;
  const isPickup = stop.kind === "pickup";
  if (isPickup && stop.status === "assigned") await inspect(sim, vehicle);
  if (isPickup && stop.status === "assigned" && !(await confirmMove(sim, vehicle, stop.tripId, "depart"))) {
    vehicle.given.add(stop.tripId);
    return lookAt(crews, vehicle, sim.now());
  }
  vehicle.isBusy = true;
  const leg = wayTo(sim, vehicle.at, stop);
  const of = {
    leg: `${stop.key}/${stop.kind}`,
    district: stop.district,
    day: localDay(new Date(sim.now()), sim.region.timeZone),
  };
  if (isPickup) beginSpan(crews, vehicle);
  sim.later(sim.now() + driveMs(sim, leg, of), async () => {
    drivenTo(vehicle, { lat: stop.lat, lon: stop.lon }, leg.metres);
    await (isPickup ? atPickup(crews, vehicle, stop) : atDrop(crews, vehicle, stop));
  });
}

const isOpen = ({ until }: Busy): boolean => until === Number.POSITIVE_INFINITY;

/** The vehicle is at work for patients from now on, for one or for several together. */
function beginSpan({ sim }: Crews, vehicle: Vehicle): void {
  if (vehicle.spans.some(isOpen)) return;
  vehicle.spans.push({ vehicleId: vehicle.vehicleId, from: sim.now(), until: Number.POSITIVE_INFINITY });
}

/** It is free again once nobody is on board, however the last ride ended. */
function endSpan({ sim }: Crews, vehicle: Vehicle): void {
  const span = vehicle.spans.find(isOpen);
  if (span && vehicle.aboard.size === 0) span.until = sim.now();
}

const serviceMs = (sim: Simulation, stop: NextStop): number =>
  Math.round(stop.serviceSeconds * sim.noise.serviceFactor(`${stop.key}/${stop.kind}`) * 1000);

/** At the door: nobody is fetched before the told time; some are late, some are not there. */
async function atPickup(crews: Crews, vehicle: Vehicle, stop: NextStop): Promise<void> {
  const { sim } = crews;
  const { status } = await tripNow(sim, stop);
  if (status !== "en_route" || !(await confirmMove(sim, vehicle, stop.tripId, "arrive_pickup")))
    return turnAway(crews, vehicle, stop);
  const begin = Math.max(sim.now(), stop.toldFrom);
  if (sim.noise.isNoShow(stop.key))
    return sim.later(begin + patienceMs.nobody, () => leaveEmpty(crews, vehicle, stop, "no_show"));
  const lateMs = sim.noise.latenessSeconds(stop.key) * 1000;
  const patience = vehicle.aboard.size > 0 ? patienceMs.sharing : patienceMs.alone;
  if (lateMs > patience)
    return sim.later(begin + patience, () => leaveEmpty(crews, vehicle, stop, "not_ready"));
  sim.later(begin + lateMs + serviceMs(sim, stop), () => takeOn(crews, vehicle, stop));
}

/** Cancelled on the way or at the door, or refused: this crew is done with it. */
function turnAway(crews: Crews, vehicle: Vehicle, stop: NextStop): void {
  vehicle.given.add(stop.tripId);
  endSpan(crews, vehicle);
  free(crews, vehicle, crews.sim.now());
}

async function leaveEmpty(
  crews: Crews,
  vehicle: Vehicle,
  stop: NextStop,
  end: "no_show" | "not_ready",
): Promise<void> {
  const { sim } = crews;
  const { status } = await tripNow(sim, stop);
  const course = sim.courses.get(stop.key);
  const data = { reason: end === "no_show" ? "not_there" : "not_ready", note: "" };
  if (
    status === "at_pickup" &&
    (await confirmMove(sim, vehicle, stop.tripId, "cannot_carry", data)) &&
    course
  )
    course.end = end;
  turnAway(crews, vehicle, stop);
}

async function takeOn(crews: Crews, vehicle: Vehicle, stop: NextStop): Promise<void> {
  const { sim } = crews;
  const { status } = await tripNow(sim, stop);
  if (status !== "at_pickup" || !(await board(sim, vehicle, stop.tripId)))
    return turnAway(crews, vehicle, stop);
  vehicle.aboard.add(stop.tripId);
  free(crews, vehicle, sim.now());
}

async function atDrop(crews: Crews, vehicle: Vehicle, stop: NextStop): Promise<void> {
  const { sim } = crews;
  await confirmMove(sim, vehicle, stop.tripId, "arrive_dropoff");
  sim.later(sim.now() + serviceMs(sim, stop), async () => {
    const { cleaningSeconds } = await tripNow(sim, stop);
    if (await handOver(sim, vehicle, stop.tripId)) vehicle.record.trips += 1;
    else vehicle.given.add(stop.tripId);
    vehicle.aboard.delete(stop.tripId);
    endSpan(crews, vehicle);
    sim.later(sim.now() + cleaningSeconds * 1000, async () => free(crews, vehicle, sim.now()));
  });
}
