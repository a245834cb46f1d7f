import { describe, expect, it } from "vitest";
import { concerns, type Listener, placesOf, takePlace } from "./live";

const of = (region: string, orgs: string[] = [], booking?: string) => ({
  region,
  orgs,
  ...(booking ? { booking } : {}),
});

describe("a live page", () => {
  it("of a family or a link hears its own bookings, of its region, and no others", () => {
    const family: Listener = { kind: "bookings", region: "331000", bookings: new Set(["mine", "too"]) };
    expect(concerns(family, of("331000", ["hospital"], "mine"))).toBe(true);
    expect(concerns(family, of("331000", [], "too"))).toBe(true);
    const others = [
      of("331000", ["hospital"], "other"),
      of("331000", ["hospital"]),
      of("420112", [], "mine"),
    ];
    expect(others.map((event) => concerns(family, event))).toEqual([false, false, false]);
  });

  it("of a member hears its organization, of an official its region", () => {
    const crew: Listener = { kind: "member", region: "331000", role: "crew", orgId: "a" };
    const homeless: Listener = { ...crew, orgId: null };
    const seat: Listener = { ...crew, role: "seat" };
    const events = [of("331000", ["a"]), of("331000", ["b"], "x"), of("420112", ["a"])];
    expect(events.map((event) => concerns(crew, event))).toEqual([true, false, false]);
    expect(events.map((event) => concerns(homeless, event))).toEqual([false, false, false]);
    expect(events.map((event) => concerns(seat, event))).toEqual([true, true, false]);
  });

  it("is kept from no member of staff because the whole house shares one address", () => {
    const families = Array.from({ length: 250 }, (_, n) =>
      takePlace(placesOf({ booking: `b${n}`, addressIndex: "ward" })),
    );
    expect(families.filter((leave) => leave !== null)).toHaveLength(200);
    const seats = Array.from({ length: 300 }, (_, n) => takePlace(placesOf({ account: `seat${n}` })));
    expect(seats).not.toContain(null);
    const tabs = Array.from({ length: 25 }, () => takePlace(placesOf({ account: "one" })));
    expect(tabs.filter((leave) => leave !== null)).toHaveLength(20);
  });

  it("finds a place until its account or its address has too many, and gives it back once", () => {
    const places = [
      { key: "account", limit: 2 },
      { key: "address", limit: 3 },
    ];
    const leave = takePlace(places);
    expect(takePlace(places)).not.toBeNull();
    expect(takePlace(places)).toBeNull();
    expect(
      takePlace([
        { key: "other", limit: 2 },
        { key: "address", limit: 3 },
      ]),
    ).not.toBeNull();
    expect(
      takePlace([
        { key: "another", limit: 2 },
        { key: "address", limit: 3 },
      ]),
    ).toBeNull();
    leave?.();
    leave?.();
    expect(takePlace(places)).not.toBeNull();
    expect(takePlace(places)).toBeNull();
  });
});
