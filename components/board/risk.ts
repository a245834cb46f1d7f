import type { BookingRow } from "@/server/core/booking-view";

/** How a move of the day stands for the ward, worst first. */
export const risks = [
  "stopped",
  "late",
  "unassigned",
  "at_door",
  "coming",
  "on_the_way",
  "planned",
  "over",
] as const;
export type Risk = (typeof risks)[number];

type Move = Pick<BookingRow, "status" | "tripStatus" | "promise" | "wantedFrom" | "wantedUntil">;

/** Without a vehicle this long before the promised time somebody has to look. */
const worryMilliseconds = 60 * 60_000;

const stopped = new Set(["failed", "unserved", "handed_to_120"]);
const beforeBoarding = new Set([null, "assigned", "en_route"]);

/** When the vehicle is due at the door, epoch milliseconds: as promised, else as wished. */
export function dueOf({ promise, wantedFrom, wantedUntil }: Omit<Move, "status" | "tripStatus">) {
  return promise
    ? { from: promise.pickupFrom.getTime(), until: promise.pickupUntil.getTime() }
    : { from: wantedFrom.getTime(), until: wantedUntil.getTime() };
}

/** Where a move stands at an instant (epoch milliseconds). */
export function riskOf(move: Move, now: number): Risk {
  const { status, tripStatus } = move;
  if (stopped.has(status)) return "stopped";
  if (status === "completed" || status === "cancelled") return "over";
  const due = dueOf(move);
  if (now > due.until && beforeBoarding.has(tripStatus)) return "late";
  if (tripStatus === "at_pickup") return "at_door";
  if (tripStatus === "on_board" || tripStatus === "at_dropoff")
    return move.promise && now > move.promise.dropoffBy.getTime() ? "late" : "on_the_way";
  if (tripStatus === "en_route") return "coming";
  if (tripStatus === null && due.from - now < worryMilliseconds) return "unassigned";
  return "planned";
}

/** The worst first, then by the time at the door; what is over last, the newest on top. */
export function byRisk(now: number): (a: Move, b: Move) => number {
  return (a, b) => {
    const [first, second] = [riskOf(a, now), riskOf(b, now)];
    if (first !== second) return risks.indexOf(first) - risks.indexOf(second);
    return (dueOf(a).from - dueOf(b).from) * (first === "over" ? -1 : 1);
  };
}
