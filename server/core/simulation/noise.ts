import { diceFor } from "./dice";

/** The noise of a simulated day (domain.md, Volumes: "at least", assumed). Shares from 0 to 1, times in minutes. */
export const statedNoise = {
  travelVariation: 0.25,
  travelVariationAtPeak: 0.4,
  /** Of the travel noise's variance this part is one shock for everybody who drives in a district in an hour (assumed: half). */
  sharedShock: 0.5,
  serviceVariation: 0.35,
  lateShare: 0.25,
  lateMinutes: 20,
  noShowShare: 0.03,
  cancelledShare: 0.06,
  vehicleDaysPerBreakdown: 200,
} as const;
export type NoiseLevels = { readonly [K in keyof typeof statedNoise]: number };

/** Peaks by domain.md: 09:00 to 11:30 and 14:00 to 16:00, in minutes of the local day. */
export const isPeak = (minute: number): boolean =>
  (minute >= 540 && minute < 690) || (minute >= 840 && minute < 960);

/** The standard deviation of the logarithm at which a lognormal factor of mean 1 has this coefficient of variation. */
const spreadOf = (variation: number): number => Math.sqrt(Math.log(1 + variation ** 2));
const factor = (spread: number, normal: number): number => Math.exp(spread * normal - spread ** 2 / 2);

export interface Drive {
  /** Names the leg: "d0-17/pickup". */
  leg: string;
  district: string;
  /** Local calendar day and minute of departure. */
  day: string;
  minute: number;
}

/** A day's luck. Every answer hangs on the seed and the name alone: the same in every policy. */
export interface Noise {
  /** How often longer than estimated a drive takes; mean 1. */
  travelFactor(drive: Drive): number;
  /** How often longer than planned loading or unloading takes; mean 1. */
  serviceFactor(name: string): number;
  /** Seconds that a patient is ready after the crew stood at the door in the promised time; 0 for most. */
  latenessSeconds(request: string): number;
  isNoShow(request: string): boolean;
  /** Minutes before the promised time at which the booker cancels; null for most. */
  cancelsMinutesBefore(request: string): number | null;
  /** How far through its shift a vehicle breaks down, from 0 to 1; null on nearly all days. */
  breakdownAt(shift: string): number | null;
}

/** The noise of a seed at the levels given. */
export function noiseOf(seed: number, levels: NoiseLevels): Noise {
  const dice = (name: string) => diceFor(seed, name);
  return {
    travelFactor: ({ leg, district, day, minute }) => {
      const spread = spreadOf(isPeak(minute) ? levels.travelVariationAtPeak : levels.travelVariation);
      const shock = dice(`shock/${district}/${day}/${Math.floor(minute / 60)}`).normal();
      const own = dice(`travel/${leg}`).normal();
      const part = levels.sharedShock;
      return factor(spread, Math.sqrt(part) * shock + Math.sqrt(1 - part) * own);
    },
    serviceFactor: (name) => factor(spreadOf(levels.serviceVariation), dice(`service/${name}`).normal()),
    latenessSeconds: (request) => {
      const own = dice(`late/${request}`);
      return own.hits(levels.lateShare) ? Math.round(own.exponential(levels.lateMinutes * 60)) : 0;
    },
    isNoShow: (request) => dice(`no-show/${request}`).hits(levels.noShowShare),
    cancelsMinutesBefore: (request) => {
      const own = dice(`cancel/${request}`);
      return own.hits(levels.cancelledShare) ? 15 + Math.round(own.uniform() * 225) : null;
    },
    breakdownAt: (shift) => {
      const own = dice(`breakdown/${shift}`);
      return own.hits(1 / levels.vehicleDaysPerBreakdown) ? own.uniform() : null;
    },
  };
}
