import type { Draw } from "@/server/core/day-generator/draw";
import type { DayKind, Town } from "@/server/core/day-generator/town";
import type { Isolation, Mobility, ServiceLevel } from "@/server/core/patient";

export const dayModes = ["calm", "peak", "breakdown"] as const;
export type DayMode = (typeof dayModes)[number];

const purposes = [
  "discharge",
  "dialysis",
  "outpatient",
  "admission",
  "transfer",
  "referral",
  "far_home",
  "far_transfer",
] as const;
export type Purpose = (typeof purposes)[number];

/** One patient's way before anybody was promised anything; `atSeconds` is the hour asked for and may be moved. */
export type Journey = {
  id: string;
  purpose: Purpose;
  from: number;
  to: number;
  /** The hour to be there by (an appointment), or to be fetched from. */
  anchor: "arrive" | "leave";
  atSeconds: number;
  /** How long the patient stays before the way back, which is the journey `back`. */
  staySeconds: number;
  back?: Journey;
  /** The way there, when this is the way back. */
  there?: Journey;
  mobility: Mobility;
  level: ServiceLevel;
  grade: "II" | "III" | null;
  isolation: Isolation;
  oxygen: boolean;
  suction: boolean;
  ventilation: boolean;
  escorts: number;
  patientKg: number;
  /** Floors carried or gone by lift at each end. */
  carryFromSeconds: number;
  carryToSeconds: number;
  needsBearer: boolean;
  shareable: boolean;
  dislikesOperator: boolean;
  /** How often it was asked again for a later hour; whether it already stands in for a longer way. */
  tries: number;
  isLight: boolean;
};

const minute = 60;
const hour = 3600;

/** Out of a thousand journeys (a way there and back is one). Long ways: domain.md, Volumes, less where vehicles ride more. */
const longPermille: Readonly<Record<DayKind, number>> = { county: 120, city: 90, metropolis: 25 };
const localWeights = {
  discharge: 30,
  dialysis: 15,
  outpatient: 15,
  admission: 13,
  transfer: 18,
  referral: 9,
};
const quarter = (draw: Draw, from: number, to: number): number =>
  draw.between(Math.round(from * 12), Math.round(to * 12)) * 5 * minute;

type Ends = Pick<Journey, "from" | "to" | "anchor" | "atSeconds" | "staySeconds">;

/** The nearest of some, or any: people go to what is near more often. */
function nearer(draw: Draw, town: Town, from: number, one: () => number): number {
  const candidates = Array.from({ length: town.scale.choices }, one);
  const nearest = candidates.reduce((a, b) => (town.seconds(a, from) <= town.seconds(b, from) ? a : b));
  return draw.chance(750) ? nearest : draw.one(candidates);
}

const homeNear = (draw: Draw, town: Town, facility: number): number =>
  nearer(draw, town, facility, () => draw.one(draw.one(town.quartersOf)));

/** Fetched in one of the two waves, or at an hour between; in peak mode nearly everybody in a wave. */
function wave(
  draw: Draw,
  mode: DayMode,
  first: readonly [number, number],
  second: readonly [number, number],
) {
  const roll = draw.weighed(
    mode === "peak" ? { first: 58, second: 34, any: 8 } : { first: 38, second: 27, any: 35 },
  );
  if (roll === "any") return quarter(draw, 8, 18);
  return roll === "first" ? quarter(draw, ...first) : quarter(draw, ...second);
}

/** A way that asks for two drivers (domain.md, Staffing). */
const isVeryFar = (town: Town, from: number, to: number): boolean => town.metres(from, to) > 400_000;

function endsOf(draw: Draw, town: Town, mode: DayMode, purpose: Purpose): Ends {
  const { hospital, dialysis, nursing, primary, town: towns } = town.groups;
  const facility = draw.one(purpose === "dialysis" ? dialysis : hospital);
  const leave = (from: number, to: number, atSeconds: number): Ends => ({
    from,
    to,
    anchor: "leave",
    atSeconds,
    staySeconds: 0,
  });
  switch (purpose) {
    case "discharge": {
      const home = draw.chance(150)
        ? nearer(draw, town, facility, () => draw.one(nursing))
        : homeNear(draw, town, facility);
      return leave(facility, home, wave(draw, mode, [9.5, 11], [14.5, 15.75]));
    }
    case "dialysis": {
      const from = draw.chance(150)
        ? nearer(draw, town, facility, () => draw.one(nursing))
        : homeNear(draw, town, facility);
      const atSeconds = (draw.chance(600) ? 7.5 : 12.5) * hour + draw.between(0, 6) * 10 * minute;
      return { from, to: facility, anchor: "arrive", atSeconds, staySeconds: 4 * hour + 15 * minute };
    }
    case "outpatient": {
      const from = homeNear(draw, town, facility);
      const atSeconds = mode === "peak" ? quarter(draw, 8.5, 10.5) : quarter(draw, 8.25, 15);
      return { from, to: facility, anchor: "arrive", atSeconds, staySeconds: quarter(draw, 1.5, 3) };
    }
    case "admission":
      return leave(homeNear(draw, town, facility), facility, quarter(draw, 8, 10.5));
    case "transfer": {
      const houses = draw.chance(450) ? nursing : hospital.filter((it) => it !== facility);
      const to = nearer(draw, town, facility, () => draw.one(houses));
      return leave(facility, to, wave(draw, mode, [9, 11.5], [14, 16]));
    }
    case "referral": {
      const station = nearer(draw, town, facility, () => draw.one(primary));
      const atSeconds = wave(draw, mode, [9, 11.5], [14, 16]);
      return draw.chance(500) ? leave(station, facility, atSeconds) : leave(facility, station, atSeconds);
    }
    default: {
      const to = draw.one(towns);
      // Whoever goes furthest leaves first: the crew has to come home.
      const [from, until] = isVeryFar(town, facility, to) ? [6, 7.25] : [6.5, 10];
      return leave(facility, to, quarter(draw, from, until));
    }
  }
}

const mobilityWeights: Readonly<Record<Purpose, Readonly<Record<Mobility, number>>>> = {
  discharge: { walk: 200, wheelchair: 370, stretcher: 420, bariatric_stretcher: 10 },
  dialysis: { walk: 400, wheelchair: 520, stretcher: 80, bariatric_stretcher: 0 },
  outpatient: { walk: 380, wheelchair: 520, stretcher: 100, bariatric_stretcher: 0 },
  admission: { walk: 180, wheelchair: 380, stretcher: 430, bariatric_stretcher: 10 },
  transfer: { walk: 40, wheelchair: 160, stretcher: 790, bariatric_stretcher: 10 },
  referral: { walk: 200, wheelchair: 350, stretcher: 445, bariatric_stretcher: 5 },
  far_home: { walk: 60, wheelchair: 140, stretcher: 800, bariatric_stretcher: 0 },
  far_transfer: { walk: 0, wheelchair: 0, stretcher: 1000, bariatric_stretcher: 0 },
};

type Patient = Omit<Journey, keyof Ends | "id" | "purpose" | "tries" | "isLight" | "back" | "there">;

/** Care by purpose: a third of transfers need it; grade II is rare, oxygen and suction make a ride a care transfer. */
function careOf(draw: Draw, purpose: Purpose, veryFar: boolean) {
  const care = { transfer: 380, far_transfer: 600, admission: 120, referral: 150, discharge: 60 };
  const isCare = draw.chance(purpose in care ? care[purpose as keyof typeof care] : 10);
  const airborne = draw.chance(purpose === "transfer" || purpose === "admission" ? 25 : 3) && !veryFar;
  if (!isCare && !airborne) {
    const isolation: Isolation = draw.weighed({ none: 975, contact: 15, protective: 10 });
    return { level: "accessible_ride" as const, grade: null, isolation, ...noCare };
  }
  const grade = !airborne && !veryFar && draw.chance(250) ? ("II" as const) : ("III" as const);
  const isolation: Isolation = airborne ? "airborne" : draw.weighed({ none: 95, contact: 5 });
  const oxygen = draw.chance(550);
  const suction = draw.chance(200);
  return {
    level: "care_transfer" as const,
    grade,
    isolation,
    oxygen,
    suction,
    ventilation: grade === "II" && draw.chance(300),
  };
}
const noCare = { oxygen: false, suction: false, ventilation: false };

/** Seconds at a door: a lift takes three minutes to come and go, stairs 90 seconds a floor with a patient carried. */
function doorOf(draw: Draw, town: Town, place: number, mobility: Mobility) {
  if (!town.groups.quarter.includes(place)) return { seconds: 0, carried: false };
  const floor = draw.between(1, 6);
  if (floor === 1 || draw.chance(600)) return { seconds: floor === 1 ? 0 : 180, carried: false };
  return { seconds: (mobility === "walk" ? 40 : 90) * (floor - 1), carried: mobility !== "walk" };
}

function patientOf(draw: Draw, town: Town, purpose: Purpose, ends: Ends): Patient {
  const veryFar = isVeryFar(town, ends.from, ends.to);
  const care = careOf(draw, purpose, veryFar);
  const drawn = draw.weighed(mobilityWeights[purpose]);
  // Whoever needs care or goes very far lies; the heaviest are no care transfer here.
  const mobility = veryFar || care.level === "care_transfer" ? "stretcher" : drawn;
  const from = doorOf(draw, town, ends.from, mobility);
  const to = doorOf(draw, town, ends.to, mobility);
  const heavy = mobility === "bariatric_stretcher";
  const mayShare = care.level === "accessible_ride" && care.isolation === "none";
  return {
    mobility,
    ...care,
    escorts: draw.chance(mobility === "walk" ? 300 : 600) ? 1 : 0,
    patientKg: heavy ? draw.between(155, 240) : draw.between(42, 110),
    carryFromSeconds: from.seconds,
    carryToSeconds: to.seconds,
    needsBearer: from.carried || to.carried,
    shareable: mayShare && (mobility === "walk" || mobility === "wheelchair") && draw.chance(600),
    dislikesOperator: draw.chance(15),
  };
}

/** Draws exactly `trips` ways; those there and back stand next to each other and know each other. */
export function drawJourneys(draw: Draw, town: Town, kind: DayKind, mode: DayMode, trips: number): Journey[] {
  const journeys: Journey[] = [];
  while (journeys.length < trips) {
    const far = draw.chance(longPermille[kind]);
    const purpose = far ? draw.weighed({ far_home: 60, far_transfer: 40 }) : draw.weighed(localWeights);
    const ends = endsOf(draw, town, mode, purpose);
    const patient = patientOf(draw, town, purpose, ends);
    const there: Journey = {
      id: `r${journeys.length + 1}`,
      purpose,
      ...ends,
      ...patient,
      tries: 0,
      isLight: false,
    };
    journeys.push(there);
    if (ends.staySeconds === 0 || journeys.length >= trips) continue;
    const back: Journey = {
      ...there,
      id: `r${journeys.length + 1}`,
      from: ends.to,
      to: ends.from,
      anchor: "leave",
      staySeconds: 0,
      carryFromSeconds: there.carryToSeconds,
      carryToSeconds: there.carryFromSeconds,
      there,
    };
    there.back = back;
    journeys.push(back);
  }
  return journeys;
}
