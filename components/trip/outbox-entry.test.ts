import { describe, expect, it } from "vitest";
import { type Call, type Entry, entryName, statusWith } from "./outbox-entry";

const ids = {
  eventId: "0199f5a0-0000-7000-8000-000000000001",
  tripId: "0199f5a0-0000-7000-8000-000000000002",
};
const happenedAt = "2026-11-22T08:00:00Z";

function entry(call: Call, failure: Entry["failure"] = null): Entry {
  return { id: ids.eventId, owner: "m", tripId: ids.tripId, madeAt: 0, call, files: [], failure };
}
const depart = entry({ verb: "trip.advance", input: { ...ids, happenedAt, move: "depart" } });
const arrive = entry({ verb: "trip.advance", input: { ...ids, happenedAt, move: "arrive_pickup" } });
const wait = entry({
  verb: "trip.note",
  input: { ...ids, happenedAt, note: "waiting", data: { minutes: 10, causedBy: "facility" } },
});

describe("the status a crew works from", () => {
  it("moves on by every confirmation that still waits to be sent", () => {
    expect(statusWith("assigned", [depart, wait, arrive])).toBe("at_pickup");
  });

  it("does not move by one that the server refused", () => {
    const refused = {
      ...depart,
      failure: { code: "conflict", key: "trip.not_certified", data: {}, fields: [] },
    };
    expect(statusWith("assigned", [refused])).toBe("assigned");
  });

  it("stays where the server is when only the answer was lost", () => {
    expect(statusWith("en_route", [depart])).toBe("en_route");
  });
});

describe("the name of a kept entry", () => {
  it("is the move or the note it holds", () => {
    expect([depart, arrive, wait].map(entryName)).toEqual(["depart", "arrive_pickup", "waiting"]);
  });
});
