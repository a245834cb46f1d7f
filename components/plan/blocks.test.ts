import { describe, expect, it } from "vitest";
import type { PlanStop } from "@/components/api/outputs";
import { blocksOf, percentOf, spanOf } from "./blocks";

const hour = 3_600_000;
function stop(
  booking: string,
  kind: PlanStop["kind"],
  minute: number,
  values: Partial<PlanStop> = {},
): PlanStop {
  const at = new Date(minute * 60_000);
  return {
    key: `${booking}:${kind}`,
    kind,
    plannedAt: at,
    serviceSeconds: 600,
    expectedAt: at,
    arrivedAt: null,
    promisedFrom: null,
    promisedUntil: null,
    standing: "on_time",
    trip: null,
    ...values,
  };
}

describe("rides as bars", () => {
  it("puts shared rides under each other and the next one back on top", () => {
    const stops = [
      stop("a", "pickup", 0),
      stop("b", "pickup", 20),
      stop("a", "dropoff", 40),
      stop("b", "dropoff", 60),
      stop("c", "pickup", 90),
      stop("c", "dropoff", 110),
    ];
    expect(blocksOf([{ stops }]).map(({ key, lane }) => [key, lane])).toEqual([
      ["a:pickup", 0],
      ["b:pickup", 1],
      ["c:pickup", 0],
    ]);
  });

  it("puts a ride of the next shift under one that still goes on, and gives a short one room", () => {
    const night = [stop("a", "pickup", 0), stop("a", "dropoff", 300), stop("b", "pickup", 400)];
    const day = [stop("c", "pickup", 250), stop("d", "pickup", 415)];
    expect(blocksOf([{ stops: night }, { stops: day }]).map(({ key, lane }) => [key, lane])).toEqual([
      ["a:pickup", 0],
      ["c:pickup", 1],
      ["b:pickup", 0],
      ["d:pickup", 1],
    ]);
  });

  it("is as late as its worse end", () => {
    const stops = [
      stop("a", "pickup", 0, { standing: "tight" }),
      stop("a", "dropoff", 30, { standing: "late" }),
    ];
    expect(blocksOf([{ stops }])[0]?.standing).toBe("late");
  });

  it("begins where the vehicle really came", () => {
    const stops = [stop("a", "pickup", 0, { arrivedAt: new Date(5 * 60_000) })];
    expect(blocksOf([{ stops }])[0]).toMatchObject({
      startsAt: 5 * 60_000,
      endsAt: 15 * 60_000,
      dropoff: null,
    });
  });
});

describe("the part of a day that is drawn", () => {
  it("takes whole hours around the shifts and stays within the day", () => {
    const shift = { startsAt: new Date(5.5 * hour), endsAt: new Date(30 * hour) };
    expect(spanOf(0, 24 * hour, [shift])).toEqual({ from: 5 * hour, until: 24 * hour });
  });

  it("draws a working day where nobody works", () => {
    expect(spanOf(0, 24 * hour, [])).toEqual({ from: 7 * hour, until: 18 * hour });
  });

  it("keeps what lies outside at the edge", () => {
    const span = { from: 0, until: 10 };
    expect([percentOf(-5, span), percentOf(5, span), percentOf(50, span)]).toEqual([0, 50, 100]);
  });
});
