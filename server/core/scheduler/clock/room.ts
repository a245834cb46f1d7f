/** The vehicle between two segments: free from when, time at the wheel, lateness and rests so far (all in seconds). */
export type Hand = { free: number; wheel: number; late: number; rest: number };

/** At most so many breaks a shift has (`problem.ts`). */
export const mostBreaks = 4;

/** Who a pickup was put off for. */
export const delays = { none: 0, ride: 1, wait: 2 } as const;

/**
 * Room to time one route in, filled by whoever asks: the vehicle, then its stops still ahead, 0…size−1; number `size` is
 * the way home. It is kept between questions, so that a trial allocates nothing. All times are seconds.
 */
export type ClockRoom = {
  /** Only whether a route is in time matters: give it up at the first lateness. */
  isStrict: boolean;
  /** Where the shift stands: from when it may drive, until when it must be back, time at the wheel, riders on board. */
  from: number;
  until: number;
  wheel: number;
  takesTurns: boolean;
  isUnderWay: boolean;
  aboard: number;
  /** Breaks of the shift, of which the first `taken` are over. */
  breaks: number;
  taken: number;
  breakFrom: Float64Array;
  breakUntil: Float64Array;
  breakLength: Float64Array;
  size: number;
  /** By stop: driving from the stop before; when service may begin; how long it takes. */
  hop: Float64Array;
  open: Float64Array;
  close: Float64Array;
  service: Float64Array;
  /** For a drop: the stop of its pickup, −1 when it was loaded before; for a pickup −2. */
  pickupAt: Int32Array;
  /** For a drop: the longest ride from leaving the pickup, the longest wait, and when it left if loaded before. */
  ride: Float64Array;
  wait: Float64Array;
  since: Float64Array;
  /** Answers. By stop: way with its rests, arrival, start of service, start before it was put off, and for what. */
  way: Float64Array;
  arrive: Float64Array;
  start: Float64Array;
  bare: Float64Array;
  delayedBy: Uint8Array;
  /** By break: before which stop, and when. */
  breakBefore: Int32Array;
  breakStart: Float64Array;
  leave: number;
  back: number;
  /** The end of everything, breaks back at the base included. */
  end: number;
  rest: number;
  late: number;
  /** Workings: driving, rest and service from a segment's beginning; segments; labels by breaks taken. */
  pace: Float64Array;
  segments: number;
  first: Int32Array;
  last: Int32Array;
  chosen: Int32Array;
  cameFrom: Int32Array;
  labels: Hand[];
  nextLabels: Hand[];
  hasLabel: Uint8Array;
  hasNext: Uint8Array;
  hand: Hand;
  ready: Hand;
  out: Hand;
  pause: Hand & { total: number; rested: boolean };
};

export const makeHand = (): Hand => ({ free: 0, wheel: 0, late: 0, rest: 0 });

export function setHand(to: Hand, from: Hand): void {
  to.free = from.free;
  to.wheel = from.wheel;
  to.late = from.late;
  to.rest = from.rest;
}

/** Room for so many stops. */
export function makeClockRoom(stops: number): ClockRoom {
  const size = stops + 1;
  const floats = (length = size): Float64Array => new Float64Array(length);
  const hands = (): Hand[] => Array.from({ length: mostBreaks + 1 }, makeHand);
  return {
    isStrict: false,
    from: 0,
    until: 0,
    wheel: 0,
    takesTurns: false,
    isUnderWay: false,
    aboard: 0,
    breaks: 0,
    taken: 0,
    breakFrom: floats(mostBreaks),
    breakUntil: floats(mostBreaks),
    breakLength: floats(mostBreaks),
    size: 0,
    hop: floats(),
    open: floats(),
    close: floats(),
    service: floats(),
    pickupAt: new Int32Array(size),
    ride: floats(),
    wait: floats(),
    since: floats(),
    way: floats(),
    arrive: floats(),
    start: floats(),
    bare: floats(),
    delayedBy: new Uint8Array(size),
    breakBefore: new Int32Array(mostBreaks),
    breakStart: floats(mostBreaks),
    leave: 0,
    back: 0,
    end: 0,
    rest: 0,
    late: 0,
    pace: floats(),
    segments: 0,
    first: new Int32Array(size),
    last: new Int32Array(size),
    chosen: new Int32Array(size),
    cameFrom: new Int32Array(size * (mostBreaks + 1)),
    labels: hands(),
    nextLabels: hands(),
    hasLabel: new Uint8Array(mostBreaks + 1),
    hasNext: new Uint8Array(mostBreaks + 1),
    hand: makeHand(),
    ready: makeHand(),
    out: makeHand(),
    pause: { ...makeHand(), total: 0, rested: false },
  };
}
