import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type History, stateAt, turnsOf } from "./trip-history";

const minute = (count: number) => new Date(Date.UTC(2026, 10, 20, 8, count));
const event = (kind: string, at: number, lat: number | null = null) => ({
  kind,
  happenedAt: minute(at),
  lat,
  lon: lat === null ? null : 121.4,
});
const history: History = {
  createdAt: minute(0),
  confirmedAt: minute(4),
  cancelledAt: null,
  unservedAt: null,
  reviews: [{ createdAt: minute(1), decidedAt: minute(2) }],
  holds: [{ createdAt: minute(3), endedAt: minute(4), expiresAt: minute(8) }],
  offers: [
    {
      createdAt: minute(5),
      answeredAt: null,
      expiresAt: minute(7),
      status: "expired",
      orgId: "a",
      shiftId: "s1",
    },
    {
      createdAt: minute(7),
      answeredAt: minute(9),
      expiresAt: minute(17),
      status: "accepted",
      orgId: "b",
      shiftId: "s2",
    },
  ],
  promises: [
    { createdAt: minute(4), pickupFrom: minute(40), pickupUntil: minute(70) },
    { createdAt: minute(20), pickupFrom: minute(50), pickupUntil: minute(80) },
  ],
  trip: { createdAt: minute(9), plate: "浙J2", orgId: "b", shiftId: "s3" },
  reassigned: [{ at: minute(15), from: "浙J1", to: "浙J2" }],
  events: [
    event("depart", 30, 28.5),
    event("arrive_pickup", 45),
    // The device told this one again.
    event("arrive_pickup", 46),
    event("board", 50),
    event("waiting", 47),
    event("hand_over", 80),
    event("arrive_dropoff", 75),
  ],
  track: [
    { at: minute(60), lat: 28.6, lon: 121.4 },
    { at: minute(70), lat: 28.7, lon: 121.4 },
  ],
};

describe("how a booking stood at a moment", () => {
  it("follows what happened until then", () => {
    const seen = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 30, 45, 50, 60, 75, 80].map((at) => {
      const { status, orgId, plate, position } = stateAt(history, minute(at));
      return [at, status, orgId, plate, position?.lat ?? null];
    });
    expect(seen).toEqual([
      [0, "draft", null, null, null],
      [1, "in_review", null, null, null],
      [2, "draft", null, null, null],
      [3, "held", null, null, null],
      [4, "confirmed", null, null, null],
      [5, "offered", "a", null, null],
      [7, "offered", "b", null, null],
      [8, "offered", "b", null, null],
      [9, "assigned", "b", "浙J1", null],
      [15, "assigned", "b", "浙J2", null],
      [30, "en_route", "b", "浙J2", 28.5],
      [45, "at_pickup", "b", "浙J2", 28.5],
      [50, "on_board", "b", "浙J2", 28.5],
      [60, "on_board", "b", "浙J2", 28.6],
      [75, "at_dropoff", "b", "浙J2", 28.7],
      [80, "completed", "b", "浙J2", 28.7],
    ]);
  });

  it("tells the promise that held then, and not one made later", () => {
    expect(stateAt(history, minute(3)).promise).toBeNull();
    expect(stateAt(history, minute(19)).promise?.pickupFrom).toEqual(minute(40));
    expect(stateAt(history, minute(20)).promise?.pickupFrom).toEqual(minute(50));
  });

  it("says nothing of a vehicle whose name was erased, and ends where it was cancelled", () => {
    const erased = { ...history, reassigned: [{ at: minute(15), from: null, to: null }] };
    expect(stateAt(erased, minute(10)).plate).toBeNull();
    expect(stateAt(history, minute(10)).plate).toBe("浙J1");
    expect(stateAt({ ...history, cancelledAt: minute(12) }, minute(30)).status).toBe("cancelled");
    expect(stateAt({ ...history, trip: null, unservedAt: minute(12) }, minute(13)).status).toBe("unserved");
  });

  it("changes at a turn only", () => {
    const turns = turnsOf(history);
    expect(turns.map(({ at }) => at)).toEqual(turns.map(({ at }) => at).sort((a, b) => +a - +b));
    expect(turns).toHaveLength(19);
    const instants = fc.integer({ min: 0, max: 90 * 60 });
    fc.assert(
      fc.property(instants, (seconds) => {
        const at = new Date(minute(0).getTime() + seconds * 1000);
        const last = turns.filter((turn) => turn.at <= at).at(-1);
        if (last) expect(stateAt(history, at).status).toBe(stateAt(history, last.at).status);
      }),
    );
  });
});
