import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { drawDay, formatDay } from "@/server/core/day-generator";
import { dayModes } from "@/server/core/day-generator/journey";
import { dayInput, dayPlanInput, parseDay } from "@/server/core/formats/day";
import { verifyDay } from "@/server/core/scheduler/verify/day";

const sizes = [
  { kind: "county", trips: 60, vehicles: 12 },
  { kind: "city", trips: 1_000, vehicles: 200 },
  { kind: "metropolis", trips: 10_000, vehicles: 1_500 },
] as const;

/** One published day: how to draw it, what its bytes must be, and what a plain plan made on the way reaches. */
function publish(size: (typeof sizes)[number], mode: (typeof dayModes)[number]) {
  const { kind, trips, vehicles } = size;
  const { day, witness } = drawDay({ kind, trips, vehicles, mode, seed: 1 });
  const text = formatDay(day);
  const on = new Set(witness.flatMap((route) => route.stops.map((stop) => stop.slice(0, -1))));
  const left = day.requests.filter((request) => !on.has(request.id));
  const plan = dayPlanInput.parse({ routes: witness, unserved: left.map((it) => ({ request: it.id })) });
  const verdict = verifyDay(parseDay(text), plan);
  return {
    name: day.name ?? "",
    generate: `--trips ${trips} --vehicles ${vehicles} --seed 1 --kind ${kind} --mode ${mode}`,
    bytes: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
    requests: day.requests.length,
    vehicles: day.vehicles.length,
    places: day.places.length,
    plain: {
      unserved: left.length,
      vehicles: verdict.vehicles,
      cost: verdict.cost,
      feasible: verdict.feasible,
    },
  };
}

const asFile = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

describe("the published days", () => {
  it("are drawn again byte by byte as days.json says", async () => {
    const days = sizes.flatMap((size) => dayModes.map((mode) => publish(size, mode)));
    expect(days.filter((it) => !it.plain.feasible)).toEqual([]);
    expect(days.filter((it) => it.name.includes("calm") && it.plain.unserved > 0)).toEqual([]);
    await expect(asFile({ format: "day-1", days })).toMatchFileSnapshot("days.json");
  });

  it("have the shape that the published schema describes", async () => {
    const schema = z.toJSONSchema(dayInput, { io: "input" });
    await expect(asFile({ title: "day-1", ...schema })).toMatchFileSnapshot("day-1.schema.json");
  });
});
