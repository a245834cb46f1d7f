import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startingRegionSettings } from "@/server/core/region-settings";
import { travelFactor, travelLaw } from "@/server/core/travel-correction";
import { inTransaction } from "@/server/scope";
import { at, day } from "@/server/services/dispatch/test-region";
import { offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { learnTravel } from "./learn-travel";
import { makeDriven } from "./test-driven";
import { newestVersions, travelOf } from "./travel";

/** A road server that says 1,500 s for every way, or nothing. */
let answers = true;
let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  const url = new URL(request.url ?? "/", "http://osrm");
  const rows = (url.searchParams.get("sources") ?? "").split(";");
  const columns = (url.searchParams.get("destinations") ?? "").split(";");
  const cells = (value: number) => rows.map((r) => columns.map((c) => (r === c ? 0 : value)));
  response.statusCode = answers ? 200 : 503;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ code: "Ok", durations: cells(1500), distances: cells(20_000) }));
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  process.env.OSRM_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
const world = offerWorld(testDatabase);
afterAll(async () => {
  delete process.env.OSRM_URL;
  await new Promise((done) => server.close(done));
});

describe("learning with a road server", () => {
  it("corrects each source by its own errors, and waits for a server that fails", async () => {
    await makeDriven(world, { seconds: () => 1800, count: 60, hour: 1, gapMinutes: 60 });
    answers = false;
    expect(await learnTravel(world.region.system(at(3)))).toEqual(["estimate"]);
    expect(asked).toBeGreaterThan(0);
    answers = true;
    // The gateway leaves a server that failed alone for half a minute of the real clock.
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 60_000);
    expect(await learnTravel(world.region.system(at(3.5)))).toEqual(["osrm"]);
    vi.restoreAllMocks();
    expect(await learnTravel(world.region.system(at(4)))).toEqual([]);
    const { travel } = await inTransaction(world.region.system(), async (tx) =>
      travelOf(tx, startingRegionSettings, await newestVersions(tx)),
    );
    const factor = (source: "estimate" | "osrm") =>
      travelFactor(travelLaw(travel[source], "28.6,121.4", "28.6,121.2", "night"));
    expect(factor("osrm")).toBeGreaterThan(1.15);
    expect(factor("osrm")).toBeLessThan(1.2);
    expect(factor("estimate")).not.toBeCloseTo(factor("osrm"), 2);
    const rows = await world.database.owner`SELECT source, learnt_on::text FROM travel_correction ORDER BY 1`;
    expect([...rows]).toEqual([
      { source: "estimate", learnt_on: day },
      { source: "osrm", learnt_on: day },
    ]);
  });
});
