import { mostBreaks } from "@/server/core/scheduler/clock/room";
import { absencePrices } from "@/server/core/scheduler/engine/absence";
import type { DayRules, Standing } from "@/server/core/scheduler/engine/day-rules";
import type { Model } from "@/server/core/scheduler/engine/model";

/** Some vehicles of a day with some requests, as a model of their own; `requests` and `vehicles` number them in the whole. */
export type Part = { model: Model; requests: Int32Array; vehicles: Int32Array };

type Numbers = Float64Array | Int32Array | Uint8Array;

/** Rows of `width` cells each, in the order of `index`. */
function pick<T extends Numbers>(source: T, index: Int32Array, width = 1): T {
  const picked = source.slice(0, index.length * width) as T;
  for (let row = 0; row < index.length; row++)
    for (let cell = 0; cell < width; cell++)
      picked[row * width + cell] = source[(index[row] as number) * width + cell] as number;
  return picked;
}

/** Longer than the source when rows repeat, which `slice` could not hold. */
function spread(source: Uint8Array, rows: Int32Array, columns: Int32Array, width: number): Uint8Array {
  const picked = new Uint8Array(rows.length * columns.length);
  for (const [row, from] of rows.entries())
    for (const [column, to] of columns.entries())
      picked[row * columns.length + column] = source[from * width + to] as number;
  return picked;
}

/** The distinct numbers of some lists, and their places among them. */
function distinct(...lists: Int32Array[]): { values: Int32Array; places: Int32Array[] } {
  const known = new Map<number, number>();
  const places = lists.map((list) =>
    list.map((value) => {
      const place = known.get(value) ?? known.size;
      known.set(value, place);
      return place;
    }),
  );
  return { values: Int32Array.from(known.keys()), places };
}

function square(source: Float64Array, index: Int32Array, width: number): Float64Array {
  const picked = new Float64Array(index.length * index.length);
  for (const [row, from] of index.entries())
    for (const [column, to] of index.entries())
      picked[row * index.length + column] = source[from * width + to] as number;
  return picked;
}

function pickStanding({ priority, price, hasPromise }: Standing, requests: Int32Array): Standing {
  return {
    priority: pick(priority, requests),
    price: pick(price, requests),
    hasPromise: pick(hasPromise, requests),
  };
}

function pickRules(day: DayRules, requests: Int32Array, vehicles: Int32Array): DayRules {
  const partOf = new Map(Array.from(requests, (whole, part) => [whole, part] as const));
  const vehicleOf = new Map(Array.from(vehicles, (whole, part) => [whole, part] as const));
  const foes = Array.from(requests, (it) =>
    Array.from(day.foes.subarray(day.firstFoe[it], day.firstFoe[it + 1])).flatMap(
      (foe) => partOf.get(foe) ?? [],
    ),
  );
  const firstFoe = new Int32Array(requests.length + 1);
  for (const [index, list] of foes.entries()) firstFoe[index + 1] = (firstFoe[index] as number) + list.length;
  return {
    isUnderWay: pick(day.isUnderWay, vehicles),
    aboard: pick(day.aboard, vehicles),
    boardLoad: pick(day.boardLoad, vehicles),
    head: pick(day.head, vehicles),
    wheel: pick(day.wheel, vehicles),
    takesTurns: pick(day.takesTurns, vehicles),
    breaks: pick(day.breaks, vehicles),
    taken: pick(day.taken, vehicles),
    breakFrom: pick(day.breakFrom, vehicles, mostBreaks),
    breakUntil: pick(day.breakUntil, vehicles, mostBreaks),
    breakLength: pick(day.breakLength, vehicles, mostBreaks),
    breakIsPaid: pick(day.breakIsPaid, vehicles, mostBreaks),
    cleaning: pick(day.cleaning, vehicles),
    cleaningNeeded: pick(day.cleaningNeeded, requests),
    perMetre: pick(day.perMetre, vehicles),
    perEmptyMetre: pick(day.perEmptyMetre, vehicles),
    perSecond: pick(day.perSecond, vehicles),
    isRooted: pick(day.isRooted, requests),
    isAboard: pick(day.isAboard, requests),
    since: pick(day.since, requests),
    ride: pick(day.ride, requests),
    emptyLimit: pick(day.emptyLimit, requests),
    settledOn: pick(day.settledOn, requests).map((it) => vehicleOf.get(it) ?? -1),
    standing: pickStanding(day.standing, requests),
    movesPromises: day.movesPromises,
    promiseFrom: pick(day.promiseFrom, requests),
    promiseUntil: pick(day.promiseUntil, requests),
    foes: Int32Array.from(foes.flat()),
    firstFoe,
    sets: day.sets,
    need: pick(day.need, requests, day.sets),
    berths: pick(day.berths, vehicles, day.sets),
  };
}

/** The part of a day's model with these requests and vehicles; groups are single on a day. */
export function partOf(model: Model, day: DayRules, requests: Int32Array, vehicles: Int32Array): Part {
  const nodes = Int32Array.from(
    { length: requests.length * 2 },
    (_, it) => 2 * (requests[it >> 1] as number) + (it & 1),
  );
  const places = distinct(
    pick(model.place, nodes),
    pick(model.startPlace, vehicles),
    pick(model.endPlace, vehicles),
  );
  const kinds = distinct(pick(model.kind, vehicles));
  const [place, startPlace, endPlace] = places.places as [Int32Array, Int32Array, Int32Array];
  const group = requests.map((_, index) => index);
  return {
    requests,
    vehicles,
    model: {
      ...model,
      requestCount: requests.length,
      vehicleCount: vehicles.length,
      placeCount: places.values.length,
      time: square(model.time, places.values, model.placeCount),
      cost: square(model.cost, places.values, model.placeCount),
      place,
      startPlace,
      endPlace,
      open: pick(model.open, nodes),
      close: pick(model.close, nodes),
      service: pick(model.service, nodes),
      load: pick(model.load, nodes),
      maxRide: pick(model.maxRide, requests),
      maxWait: pick(model.maxWait, requests),
      from: pick(model.from, vehicles),
      until: pick(model.until, vehicles),
      longestDuty: pick(model.longestDuty, vehicles),
      room: pick(model.room, vehicles),
      kind: kinds.places[0] as Int32Array,
      kindCount: kinds.values.length,
      mayCarry: spread(model.mayCarry, requests, kinds.values, model.kindCount),
      group,
      groupCount: requests.length,
      members: group,
      firstMember: Int32Array.from({ length: requests.length + 1 }, (_, it) => it),
      absence: absencePrices(pickStanding(day.standing, requests)),
      day: pickRules(day, requests, vehicles),
    },
  };
}
