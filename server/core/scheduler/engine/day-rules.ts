/** By request: its priority (1 first, 0 = must stay served), its price of being left out, whether it has a promise that may move. */
export type Standing = { priority: Int32Array; price: Float64Array; hasPromise: Uint8Array };

/**
 * What a city's day asks beyond windows, loads and rides: shifts under way, breaks and rests, cost by hour and empty
 * kilometre, promises, isolation, berths that stand in for one another. `strict.ts` judges by it. `cost` of the model is
 * in metres then, a request's `load` is 1 when it shares and `company` when it rides alone.
 */
export type DayRules = Readonly<{
  /** By vehicle: whether it has left its base, how many are on board, and their load. */
  isUnderWay: Uint8Array;
  aboard: Int32Array;
  boardLoad: Int32Array;
  /** How many stops at the head of its route may not move, nor anything come before them. */
  head: Int32Array;
  wheel: Float64Array;
  takesTurns: Uint8Array;
  /** Breaks of its shift, those taken already, and by vehicle × 4 + break when and how long. */
  breaks: Int32Array;
  taken: Int32Array;
  breakFrom: Float64Array;
  breakUntil: Float64Array;
  breakLength: Float64Array;
  breakIsPaid: Uint8Array;
  /** Seconds of disinfection after a patient in isolation; by request the same, −1 for one who is not. */
  cleaning: Float64Array;
  cleaningNeeded: Float64Array;
  /** Fen for a metre, an empty metre on top of it, a second of duty. */
  perMetre: Float64Array;
  perEmptyMetre: Float64Array;
  perSecond: Float64Array;
  /** By request: whether it may not be taken out of its route, and whether it is on board already, since when. */
  isRooted: Uint8Array;
  isAboard: Uint8Array;
  since: Float64Array;
  /** From leaving the pickup to the beginning of the drop, at most. */
  ride: Float64Array;
  /** How many empty metres may lead to its pickup, and on which vehicle (−1: none) that is settled. */
  emptyLimit: Float64Array;
  settledOn: Int32Array;
  /** Who matters how much (see `absence.ts`). */
  standing: Standing;
  /** Where promises may move: the range that was told. */
  movesPromises: boolean;
  promiseFrom: Float64Array;
  promiseUntil: Float64Array;
  /** Who may not ride together: by request its foes, from `firstFoe` on. */
  foes: Int32Array;
  firstFoe: Int32Array;
  /** Berths as sums over sets of kinds (Hall's theorem): by request × sets what it takes, by vehicle × sets what there is. */
  sets: number;
  need: Int32Array;
  berths: Int32Array;
}>;

/** The load of somebody who rides alone, and the room of every vehicle. */
export const company = 127;

/** What moving a promise weighs, in fen: more than any route costs. */
export const promiseFen = 10_000_000;
