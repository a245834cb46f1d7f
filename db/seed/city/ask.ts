import type { BookingChannel, CallerParty } from "@/server/core/booking";
import type { Relation } from "@/server/core/booking-input";
import type { BookingExtras } from "@/server/core/booking-needs";
import type { Mobility } from "@/server/core/patient";
import { delayAt, estimateLeg, type RoadProfile } from "@/server/core/road-estimate";
import { type Chance, chance } from "./chance";
import { type City, dayAt, momentOf } from "./city";
import { type Ends, type Errand, endsOf } from "./ends";
import { facilitiesOf } from "./facilities";
import type { Condition } from "./judge";
import { organizations, orgId } from "./organizations";
import { type Person, person, phone } from "./people";
import { seedId } from "./rows";
import { accountId } from "./staff";

/** How a booking is going to end; `waiting`: its offer or review is still open. */
export type Fate = "carried" | "cancelled" | "not_there" | "asked_120" | "out_of_reach" | "waiting";

/** A wish for a trip before anybody looked at it. */
export interface Ask extends Ends {
  key: string;
  id: string;
  fate: Fate;
  channel: BookingChannel;
  /** The hospital or call centre that books. */
  orgId: string | null;
  bookedBy: string | null;
  callerParty: CallerParty;
  patient: Person;
  patientKg: number | null;
  booker: { name: string; relation: Relation; phone: string; email: string | null };
  mobility: Mobility;
  condition: Condition;
  extras: BookingExtras;
  createdAt: Date;
  wanted: { from: Date; until: Date };
  distanceMetres: number;
  rideSeconds: number;
  /** Takes the first slot there is. */
  hurried: boolean;
  dice: Chance;
}

/** Half hours of the day by how often a pickup is wanted then: peaks before noon and in the afternoon. */
const hours: [string, number][] = [
  ["07:30", 1],
  ["08:00", 4],
  ["08:30", 5],
  ["09:00", 8],
  ["09:30", 9],
  ["10:00", 9],
  ["10:30", 7],
  ["11:00", 5],
  ["13:00", 4],
  ["13:30", 5],
  ["14:00", 8],
  ["14:30", 7],
  ["15:00", 6],
  ["15:30", 5],
  ["16:00", 3],
  ["17:00", 3],
  ["18:30", 2],
  ["20:00", 1.5],
];
const errands: [Errand, number][] = [
  ["discharge", 36],
  ["admission", 18],
  ["dialysis", 20],
  ["transfer", 20],
  ["long", 6],
];
const relations: Relation[] = ["child", "spouse", "relative", "carer", "sibling"];

function channelOf(errand: Errand, dice: Chance): "hospital" | "seat" | "family" {
  if (errand === "transfer") return "hospital";
  if (errand === "discharge" || errand === "long")
    return dice.weighted([
      ["hospital", 6],
      ["family", 3],
      ["seat", 2],
    ]);
  return dice.weighted([
    ["family", 6],
    ["seat", 4],
  ]);
}

function mobilityOf(errand: Errand, dice: Chance): Mobility {
  if (errand === "dialysis")
    return dice.weighted([
      ["walk", 6],
      ["wheelchair", 4],
    ]);
  return dice.weighted([
    ["walk", 3],
    ["wheelchair", 3],
    ["stretcher", 6],
  ]);
}

function conditionOf(channel: string, errand: Errand, fate: Fate, dice: Chance): Condition {
  if (fate === "asked_120") return "red_flag";
  if (errand === "dialysis") return "plain";
  if (channel !== "hospital")
    return dice.weighted([
      ["plain", 90],
      ["contagious", 3],
      ["fragile", 3],
      ["care", 4],
    ]);
  return dice.weighted([
    ["plain", 60],
    ["contagious", 4],
    ["fragile", 4],
    ["care", 26],
    ["serious", 5],
    ["airborne", 1],
  ]);
}

function extrasOf({ from, to }: Ends, mobility: Mobility, dice: Chance): BookingExtras {
  const stairs = (end: Ends["from"]) =>
    mobility !== "walk" && !end.hasLift && end.floor > 1 && dice.hits(0.8);
  return {
    oxygen: false,
    suction: false,
    escorts: dice.hits(0.6) ? 1 : 0,
    carryFrom: stairs(from),
    carryTo: stairs(to),
  };
}

/** Asked for at least three hours before, in waking hours: the same morning, or a day or two earlier. */
function askedAt(city: City, day: string, wantedFrom: Date, dice: Chance): Date {
  const hoursBefore = dice.weighted([
    [3, 3],
    [5, 3],
    [18, 6],
    [24, 5],
    [42, 2],
  ]);
  const raw = new Date(wantedFrom.getTime() - hoursBefore * 3_600_000 - dice.between(0, 5_400) * 1_000);
  const opens = momentOf(city, day, "06:40");
  const sameDay = raw >= opens;
  if (sameDay) return raw;
  const evening = opens.getTime() - 86_400_000 + dice.between(1, 13 * 3_600) * 1_000;
  return new Date(Math.min(raw.getTime(), evening));
}

/** Days further ahead than tomorrow hold what was already asked for by now. */
function askedEarly(city: City, day: string, dice: Chance): Date | null {
  if (day <= dayAt(city, 1)) return null;
  return new Date(city.now.getTime() - dice.between(1_200, 30 * 3_600) * 1_000);
}

function bookerOf(
  city: City,
  key: string,
  index: number,
  channel: string,
  patient: Person,
  dice: Chance,
): Ask["booker"] {
  const number = phone("family", (index * 7) % 1_400);
  const email = `family-${index}@demo.anzhuan.example`;
  if (channel === "hospital")
    return { name: "住院部护士站", relation: "hospital", phone: number, email: null };
  if (dice.hits(0.12)) return { name: patient.name, relation: "self", phone: number, email };
  const who = person(city.regionId, `booker/${key}`, { from: 1962, until: 2000 });
  return {
    name: who.name,
    relation: dice.pick(relations),
    phone: number,
    email: dice.hits(0.6) ? email : null,
  };
}

/** Who books and for whom. A quarter of the families have an account; the others hold a link. */
function partiesOf(
  city: City,
  channel: "hospital" | "seat" | "family",
  hospital: string | null,
  dice: Chance,
) {
  const local = (name: string) => accountId(city.regionId, name);
  if (channel === "hospital" && hospital) {
    const list = (organizations[city.regionId] ?? []).filter((it) => it.type === "hospital");
    const number = list.findIndex((it) => it.key === hospital) + 1;
    return {
      orgId: orgId(city.regionId, hospital),
      bookedBy: local(`manager${number}`),
      callerParty: "case_manager" as const,
    };
  }
  const callerParty = "with_patient" as const;
  if (channel === "seat")
    return { orgId: orgId(city.regionId, "call-centre"), bookedBy: local("seat1"), callerParty };
  return { orgId: null, bookedBy: dice.hits(0.25) ? local("family1") : null, callerParty };
}

function wayOf(roads: RoadProfile, ends: Ends, at: Date) {
  const leg = estimateLeg(ends.from, ends.to, roads, delayAt(roads, at.getTime()));
  return { distanceMetres: leg.metres, rideSeconds: leg.seconds };
}

/** What is settled about a wish before its people and places are drawn. */
export interface Wanted {
  key: string;
  /** Tells the booker's telephone and address apart. */
  index: number;
  fate: Fate;
  errand: Errand;
  channel: "hospital" | "seat" | "family";
  mobility: Mobility;
  condition: Condition;
  createdAt: Date;
  wanted: { from: Date; until: Date };
  hurried?: boolean;
}

/** Draw the people and places of a wish. */
export function askFor(city: City, roads: RoadProfile, of: Wanted): Ask {
  const { key, channel, mobility, errand } = of;
  const dice = chance(`${city.regionId}/ask/${key}`);
  const hospitals = (organizations[city.regionId] ?? []).filter((it) => it.facility);
  const org = channel === "hospital" ? dice.pick(hospitals) : null;
  const hospital = facilitiesOf(city.regionId).find((it) => it.key === org?.facility) ?? null;
  const ends = endsOf(city.regionId, errand, hospital, dice);
  const patient = person(city.regionId, `patient/${key}`, {
    from: 1930,
    until: errand === "admission" ? 2019 : 1990,
  });
  return {
    key,
    id: seedId(city.regionId, "booking", key),
    fate: of.fate,
    channel,
    ...partiesOf(city, channel, org?.key ?? null, dice),
    patient,
    patientKg: dice.hits(0.5) ? dice.between(40, 95) : null,
    booker: bookerOf(city, key, of.index, channel, patient, dice),
    mobility,
    condition: of.condition,
    extras: extrasOf(ends, mobility, dice),
    createdAt: of.createdAt,
    wanted: of.wanted,
    ...ends,
    ...wayOf(roads, ends, of.wanted.from),
    hurried: of.hurried ?? false,
    dice,
  };
}

function askOf(city: City, roads: RoadProfile, day: string, number: number, fate: Fate): Ask {
  const key = `${day}/${number}`;
  const dice = chance(`${city.regionId}/wish/${key}`);
  const late = fate === "out_of_reach";
  const errand = late ? "transfer" : dice.weighted(errands);
  const channel = channelOf(errand, dice);
  const from = momentOf(city, day, late ? dice.pick(["20:30", "21:00", "21:30"]) : dice.weighted(hours));
  return askFor(city, roads, {
    key,
    index: Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) * 40 + number,
    fate,
    errand,
    channel,
    mobility: late ? "stretcher" : mobilityOf(errand, dice),
    condition: late ? "serious" : conditionOf(channel, errand, fate, dice),
    createdAt: askedEarly(city, day, dice) ?? askedAt(city, day, from, dice),
    wanted: {
      from,
      until: new Date(from.getTime() + (late ? 1.5 : channel === "hospital" ? 7 : 5) * 3_600_000),
    },
  });
}

const fates: [Fate, number][] = [
  ["carried", 905],
  ["cancelled", 60],
  ["not_there", 12],
  ["asked_120", 15],
  ["out_of_reach", 14],
];

/** What was asked for on a day, in the order of asking. */
export function asksOf(city: City, roads: RoadProfile, day: string, count: number): Ask[] {
  const dice = chance(`${city.regionId}/day/${day}`);
  return Array.from({ length: count }, (_, index) =>
    askOf(city, roads, day, index, dice.weighted(fates)),
  ).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}
