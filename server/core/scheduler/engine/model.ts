import type { DayRules } from "@/server/core/scheduler/engine/day-rules";

/**
 * The engine's inner form of a problem: typed arrays only, made once, never changed. Request r has two nodes, its pickup
 * 2r and its drop 2r + 1. Times and costs are numbers of one unit each; whole numbers stay whole.
 */
export type Model = Readonly<{
  requestCount: number;
  vehicleCount: number;
  placeCount: number;
  /** Travel between places, from × to, and what it costs. */
  time: Float64Array;
  cost: Float64Array;
  /** Whether no way round is ever shorter: then a stop less never makes a route late. Scans take costs to be so. */
  isMetric: boolean;
  /** By node: where, between which instants service may begin, how long it takes, what it puts on board (drop: minus). */
  place: Int32Array;
  open: Float64Array;
  close: Float64Array;
  service: Float64Array;
  load: Int32Array;
  /** By request: the longest time from the beginning of the pickup to the beginning of the drop. */
  maxRide: Float64Array;
  /** By request: how much of it may be spent standing still. */
  maxWait: Float64Array;
  /** Whether any ride, wait or duty is limited, so that a window test alone does not decide. */
  hasTies: boolean;
  /** By vehicle. `room` is its capacity with all `guards` set; see `packing.ts`. */
  startPlace: Int32Array;
  endPlace: Int32Array;
  from: Float64Array;
  until: Float64Array;
  longestDuty: Float64Array;
  room: Int32Array;
  guards: number;
  /** Vehicles of one kind are alike in everything above. */
  kind: Int32Array;
  kindCount: number;
  /** Whether a kind of vehicle may carry a request at all: requests × kinds. */
  mayCarry: Uint8Array;
  /** Requests that are served together or not at all share a group; `members` lists them, `firstMember` cuts it. */
  group: Int32Array;
  groupCount: number;
  members: Int32Array;
  firstMember: Int32Array;
  /** By group: what leaving it out costs. */
  absence: Float64Array;
  /** The rules of a city's day, where the plan is one; public instances know none of them. */
  day: DayRules | undefined;
}>;
