import { haversineMetres, type Point } from "@/server/core/geography";
import type { SeenTrip, VehicleDay } from "./facts";
import type { Found, Sighting } from "./finding";
import type { DetectionSettings } from "./settings";
import { isUsable } from "./track";

type Limits = Pick<DetectionSettings, "fastestKmh" | "leapMetres">;

interface Place extends Point {
  at: number;
  what: string;
  tripId?: string;
  bookingId?: string;
}

interface Leap {
  from: Place;
  to: Place;
  metres: number;
  kmh: number;
}

/** Leaps told of one day are enough to look at. */
const mostLeaps = 4;

function leapOf(from: Place, to: Place, limits: Limits): Leap | null {
  const metres = Math.round(haversineMetres(from, to));
  // Two rows of the same second are a second apart.
  const seconds = Math.max(1, (to.at - from.at) / 1000);
  const kmh = Math.round((metres / seconds) * 3.6);
  return metres >= limits.leapMetres && kmh > limits.fastestKmh ? { from, to, metres, kmh } : null;
}

/** A broken fix now and then is the device's; a greater share of them in a day is a second device elsewhere. */
const mostBroken = 0.02;

/** Without fixes that no neighbour bears out: a lone one far off is a broken fix, not a vehicle elsewhere. */
function withoutBroken(places: readonly Place[], limits: Limits): Place[] {
  const kept = places.filter((place, index) => {
    const [before, after] = [places[index - 1], places[index + 1]];
    const isFarFrom = (other: Place | undefined) =>
      other !== undefined &&
      (other.at < place.at ? leapOf(other, place, limits) : leapOf(place, other, limits)) !== null;
    const isEnd = before === undefined || after === undefined;
    return isEnd ? !(isFarFrom(before) || isFarFrom(after)) : !(isFarFrom(before) && isFarFrom(after));
  });
  return places.length - kept.length > Math.max(5, mostBroken * places.length) ? [...places] : kept;
}

function leapsOf(places: readonly Place[], limits: Limits): Leap[] {
  return places.slice(1).flatMap((to, index) => {
    const from = places[index];
    const leap = from && leapOf(from, to, limits);
    return leap ? [leap] : [];
  });
}

/** A trip's doors as its crew confirmed them, in time. */
function confirmedPlaces(trip: SeenTrip): Place[] {
  const of = { tripId: trip.id, bookingId: trip.bookingId };
  const at = (what: string, moment: number | null, door: Point): Place[] =>
    moment === null ? [] : [{ ...of, what, at: moment, lat: door.lat, lon: door.lon }];
  return [
    ...at("arrive_pickup", trip.arrivedPickupAt, trip.from),
    ...at("board", trip.boardedAt, trip.from),
    ...at("arrive_dropoff", trip.arrivedDropoffAt, trip.to),
  ];
}

/** Leaps between confirmations, where no fix stands between them that says more. */
function confirmedLeaps({ trips }: VehicleDay, track: readonly Place[], limits: Limits): Leap[] {
  const places = trips.flatMap(confirmedPlaces).sort((a, b) => a.at - b.at);
  return leapsOf(places, limits).filter(
    ({ from, to }) => !track.some(({ at }) => at >= from.at && at <= to.at),
  );
}

const sighting = (vehicleId: string, { what, at, lat, lon, tripId, bookingId }: Place): Sighting => ({
  what,
  at,
  lat,
  lon,
  vehicleId,
  ...(tripId ? { tripId } : {}),
  ...(bookingId ? { bookingId } : {}),
});

/** A vehicle that was, within one day, in two places between which nobody can drive in that time; one finding a day. */
export function findImpossibleMovement(vehicle: VehicleDay, limits: Limits): Found[] {
  const track = vehicle.fixes
    .filter(isUsable)
    .map(({ at, lat, lon }) => ({ at, lat, lon, what: "position" }));
  const driven = leapsOf(withoutBroken(track, limits), limits);
  const leaps = driven.length > 0 ? driven : confirmedLeaps(vehicle, track, limits);
  const worst = leaps.toSorted((a, b) => b.metres - a.metres)[0];
  if (!worst) return [];
  const { vehicleId, orgId, day } = vehicle;
  const ridden = vehicle.trips.find(
    (trip) => (trip.departedAt ?? Infinity) <= worst.to.at && (trip.endedAt ?? -Infinity) >= worst.from.at,
  );
  return [
    {
      kind: "impossible_movement",
      key: `${vehicleId}/${day}`,
      orgId,
      vehicleId,
      tripId: ridden?.id ?? null,
      bookingId: ridden?.bookingId ?? null,
      happenedAt: worst.from.at,
      evidence: {
        reason: driven.length > 0 ? "jump" : "confirmed_apart",
        figures: {
          metres: worst.metres,
          seconds: Math.round((worst.to.at - worst.from.at) / 1000),
          kmh: worst.kmh,
          leaps: leaps.length,
        },
        limits: { fastestKmh: limits.fastestKmh, leapMetres: limits.leapMetres },
        sightings: leaps
          .slice(0, mostLeaps)
          .flatMap(({ from, to }) => [sighting(vehicleId, from), sighting(vehicleId, to)]),
      },
    },
  ];
}
