import { describe, expect, it } from "vitest";
import type { BookingStatus } from "@/server/core/booking";
import { byRisk, riskOf } from "./risk";

const now = Date.parse("2026-03-02T10:00:00+08:00");
const minute = 60_000;
const at = (minutes: number) => new Date(now + minutes * minute);

function move(status: BookingStatus, tripStatus: string | null, from: number, promised = true) {
  return {
    status,
    tripStatus,
    wantedFrom: at(from),
    wantedUntil: at(from + 240),
    promise: promised ? { pickupFrom: at(from), pickupUntil: at(from + 30), dropoffBy: at(from + 90) } : null,
  };
}

describe("risk of a move", () => {
  it("is late once the promised range has passed without the patient on board", () => {
    expect(riskOf(move("assigned", "assigned", -31), now)).toBe("late");
    expect(riskOf(move("under_way", "en_route", -31), now)).toBe("late");
    expect(riskOf(move("under_way", "at_pickup", -31), now)).toBe("at_door");
    expect(riskOf(move("under_way", "en_route", -29), now)).toBe("coming");
  });

  it("is late on board only beyond the promised arrival", () => {
    expect(riskOf(move("under_way", "on_board", -89), now)).toBe("on_the_way");
    expect(riskOf(move("under_way", "on_board", -91), now)).toBe("late");
  });

  it("worries about a vehicle that is not there an hour before", () => {
    expect(riskOf(move("offered", null, 59), now)).toBe("unassigned");
    expect(riskOf(move("offered", null, 60), now)).toBe("planned");
    expect(riskOf(move("confirmed", null, 10, false), now)).toBe("unassigned");
  });

  it("puts what stopped first and what is over last, each by time", () => {
    const moves = [
      move("completed", "completed", -120),
      move("assigned", "assigned", 200),
      move("completed", "completed", -60),
      move("assigned", "assigned", 90),
      move("failed", "failed", -10),
    ];
    expect(moves.sort(byRisk(now)).map(({ wantedFrom }) => (wantedFrom.getTime() - now) / minute)).toEqual([
      -10, 90, 200, -60, -120,
    ]);
  });
});
