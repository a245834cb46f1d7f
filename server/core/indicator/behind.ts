import type { IndicatorName } from "./definition";
import type { MeasureName } from "./measure";

/** Which bookings stand behind a figure: those that a measure counts, but not those that another counts. */
export interface Behind {
  measure: MeasureName;
  but?: MeasureName;
}

/** Figures that belong to no booking open into something else. */
export const eventIndicators = { lapses: "lapse", looseComplaints: "complaint" } as const satisfies Partial<
  Record<IndicatorName, string>
>;
export type BookingIndicator = Exclude<IndicatorName, keyof typeof eventIndicators>;

/**
 * `counted`: the bookings that a figure is made of. `missed`: those that fall short of it, which is what a regulator wants to
 * see first: the late ones, the ones waited for too long.
 */
export const behindSides = ["counted", "missed"] as const;
export type BehindSide = (typeof behindSides)[number];

/** Rows that an export of the bookings behind a figure ends with; beyond them the period is asked for in pieces. */
export const exportedAtMost = 20_000;

const missed: Partial<Record<BookingIndicator, Behind>> = {
  onTime: { measure: "due", but: "onTime" },
  collected45: { measure: "toCollect", but: "collected45" },
  collected90: { measure: "toCollect", but: "collected90" },
  response: { measure: "accepted", but: "acceptedSoon" },
  satisfaction: { measure: "rated", but: "ratedGood" },
  price: { measure: "aboveQuote" },
};

const counted: Record<BookingIndicator, Behind> = {
  requests: { measure: "requests" },
  trips: { measure: "trips" },
  onTime: { measure: "due" },
  collected45: { measure: "toCollect" },
  collected90: { measure: "toCollect" },
  wait: { measure: "boarded" },
  afterReady: { measure: "readySaid" },
  response: { measure: "accepted" },
  satisfaction: { measure: "rated" },
  declined: { measure: "declined" },
  cancelled: { measure: "cancelled" },
  complaints: { measure: "complained" },
  adverse: { measure: "adverse" },
  longRides: { measure: "longRides" },
  empty: { measure: "wayKnown" },
  price: { measure: "billed" },
  aboveQuote: { measure: "aboveQuote" },
  to120: { measure: "to120" },
};
export const bookingIndicators = Object.keys(counted) as BookingIndicator[];

/** Whether an indicator tells apart those it counts and those that fall short. */
export const hasMissed = (name: BookingIndicator): boolean => missed[name] !== undefined;

export function behindOf(name: BookingIndicator, side: BehindSide): Behind {
  return (side === "missed" ? missed[name] : undefined) ?? counted[name];
}
