import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startingRoadProfile } from "@/server/core/road-estimate";
import { type TravelCorrection, travelBands } from "@/server/core/travel-correction";
import { plainTravel as travel } from "@/server/core/travel-times";

const places = [
  { lat: 28.656, lon: 121.4208 },
  { lat: 28.1359, lon: 121.2313 },
  { lat: 28.6, lon: 121.4 },
];
const regionProfile = startingRoadProfile;
let server: Server | undefined;
let asked: URL[] = [];

/** A server with OSRM's table answer: 1,000 s and 10,000 m between any two places. */
async function osrm(answer: "table" | "hole" | "nonsense"): Promise<string> {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://osrm");
    asked.push(url);
    const rows = (url.searchParams.get("sources") ?? "").split(";");
    const columns = (url.searchParams.get("destinations") ?? "").split(";");
    const cells = (value: number) => rows.map((r) => columns.map((c) => (r === c ? 0 : value)));
    const durations: (number | null)[][] = cells(1000);
    if (answer === "hole" && durations[0]) durations[0][1] = null;
    const body =
      answer === "nonsense" ? { code: "NoTable" } : { code: "Ok", durations, distances: cells(10_000) };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server?.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function gateway(url: string | undefined) {
  vi.resetModules();
  vi.stubEnv("APP_DATABASE_URL", "postgres://test");
  vi.stubEnv("VAULT_KEYS", "unused:here");
  vi.stubEnv("LINK_SECRET", "a secret of at least thirty-two characters");
  vi.stubEnv("OSRM_URL", url ?? "");
  return import("@/server/gateways/road-times");
}

beforeEach(() => {
  asked = [];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
});

describe("road times", () => {
  it("estimate every pair where no server is configured, and call that no fault", async () => {
    const { roadTimes, roadLeg } = await gateway(undefined);
    const times = await roadTimes(places, { regionProfile, travel });
    expect(times).toMatchObject({ source: "estimate", degraded: false });
    expect([0, 4, 8].map((cell) => times.seconds[cell])).toEqual([0, 0, 0]);
    expect(times.seconds[1]).toBeGreaterThan(3600);
    const peak = await roadLeg(places[0] ?? { lat: 0, lon: 0 }, places[1] ?? { lat: 0, lon: 0 }, {
      regionProfile,
      travel,
      departAt: Date.parse("2026-03-02T09:00:00Z"),
    });
    expect(peak.seconds).toBeGreaterThan(times.seconds[1] ?? 0);
    expect(peak.metres).toBe(times.metres[1]);
  });

  it("come from OSRM, longitude first, with the delay of the hour on top", async () => {
    const { roadTimes, roadTimesDegraded } = await gateway(await osrm("table"));
    const night = await roadTimes(places, {
      regionProfile,
      travel,
      departAt: Date.parse("2026-03-02T18:00:00Z"),
    });
    expect(night).toMatchObject({ source: "osrm", degraded: false });
    expect(Array.from(night.seconds)).toEqual([0, 1000, 1000, 1000, 0, 1000, 1000, 1000, 0]);
    expect(Array.from(night.metres).filter((metres) => metres === 10_000)).toHaveLength(6);
    expect(asked[0]?.pathname).toBe(
      "/table/v1/driving/121.420800,28.656000;121.231300,28.135900;121.400000,28.600000",
    );
    const day = await roadTimes(places, {
      regionProfile,
      travel,
      departAt: Date.parse("2026-03-02T00:00:00Z"),
    });
    expect(day.seconds[2]).toBeGreaterThan(1300);
    expect(roadTimesDegraded()).toBe(false);
  });

  it("fetch big tables in blocks and put every cell in its place", async () => {
    const { roadTimes } = await gateway(await osrm("table"));
    const many = Array.from({ length: 120 }, (_, index) => ({ lat: 28 + index / 1000, lon: 121 }));
    const times = await roadTimes(many, {
      regionProfile,
      travel,
      departAt: Date.parse("2026-03-02T18:00:00Z"),
    });
    expect(asked).toHaveLength(9);
    expect(times.metres[0 * 120 + 119]).toBe(10_000);
    expect(times.metres[119 * 120 + 119]).toBe(0);
    expect(times.degraded).toBe(false);
  });

  it("fill holes by estimate and say so", async () => {
    const { roadTimes } = await gateway(await osrm("hole"));
    const times = await roadTimes(places, { regionProfile, travel });
    expect(times).toMatchObject({ source: "osrm", degraded: true });
    expect(times.metres[1]).toBeGreaterThan(60_000);
    expect(times.metres[2]).toBe(10_000);
  });

  it("fall back whole when the server talks nonsense, and do not ask again at once", async () => {
    const { roadTimes, roadTimesDegraded } = await gateway(await osrm("nonsense"));
    expect(await roadTimes(places, { regionProfile, travel })).toMatchObject({
      source: "estimate",
      degraded: true,
    });
    expect(roadTimesDegraded()).toBe(true);
    await roadTimes(places, { regionProfile, travel });
    expect(asked).toHaveLength(1);
  });

  it("are multiplied by what was learnt of their own source, in the learnt direction and hour", async () => {
    const pair = ({ shift, at }: { shift: number; at: number }) => ({
      shift,
      variance: 0,
      legs: 50,
      bands: { h08: { shift: at, variance: 0, legs: 20 } },
    });
    const correction = (shift: number): TravelCorrection => {
      const none = { shift: 0, variance: 0, legs: 0 };
      return {
        region: none,
        bands: Object.fromEntries(
          travelBands.map((band) => [band, { ...none, logSd: 0.2 }]),
        ) as TravelCorrection["bands"],
        pairs: { "28.6,121.4>28.1,121.2": pair({ shift, at: Math.log(1.2) }) },
        logSd: 0.2,
        unseen: { pair: 0, cell: 0 },
      };
    };
    const learnt = { districts: [], estimate: correction(Math.log(1.5)), osrm: correction(Math.log(1.1)) };
    const plain = await gateway(undefined);
    const [before, after] = [
      await plain.roadTimes(places, { regionProfile, travel }),
      await plain.roadTimes(places, { regionProfile, travel: learnt }),
    ];
    expect(after.seconds[1]).toBe(Math.round((before.seconds[1] ?? 0) * 1.5));
    expect(after.seconds[3]).toBe(before.seconds[3]);
    expect(Array.from(after.metres)).toEqual(Array.from(before.metres));
    const links = await plain.roadLinks(places.slice(0, 1), places.slice(1), {
      regionProfile,
      travel: learnt,
    });
    expect(Array.from(links.outSeconds)).toEqual(Array.from(after.seconds.slice(1, 3)));
    expect(Array.from(links.backSeconds)).toEqual([after.seconds[3], after.seconds[6]]);

    const server = await gateway(await osrm("hole"));
    const nine = Date.parse("2026-03-02T01:00:00Z");
    const night = Date.parse("2026-03-02T18:00:00Z");
    const at = async (departAt: number) =>
      (await server.roadTimes(places, { regionProfile, travel: learnt, departAt })).seconds;
    const bare = await server.roadTimes(places, { regionProfile, travel, departAt: nine });
    // The hole is filled by the estimate and corrected as an estimate; the third place lies in the first one's zone.
    expect((await at(nine))[1]).toBe(Math.round((bare.seconds[1] ?? 0) * 1.5 * 1.2));
    expect((await at(nine))[7]).toBeGreaterThan((bare.seconds[7] ?? 0) * 1.1 * 1.2 - 1);
    expect((await at(nine))[7]).toBeLessThan((bare.seconds[7] ?? 0) * 1.1 * 1.2 + 1);
    expect((await at(night))[7]).toBe(1100);
    expect((await at(night))[5]).toBe(1000);
  });
});

describe("legs to learn from", () => {
  const nine = Date.parse("2026-03-02T01:00:00Z");
  const [from, to, third] = places;
  const legs = [
    { from, to, leftAt: nine },
    { from: to, to: third, leftAt: nine },
    { from, to, leftAt: Date.parse("2026-03-02T18:00:00Z") },
  ].flatMap(({ leftAt, ...ends }) =>
    ends.from && ends.to ? [{ from: ends.from, to: ends.to, leftAt }] : [],
  );

  it("are told by the estimate without correction, each at its hour", async () => {
    const { roadTimes } = await gateway(undefined);
    const { estimatedLegs, osrmLegs } = await import("@/server/gateways/leg-times");
    const times = await roadTimes(places, { regionProfile, travel, departAt: nine });
    const said = estimatedLegs(legs, regionProfile);
    expect(said.map((it) => it.seconds).slice(0, 2)).toEqual([times.seconds[1], times.seconds[5]]);
    expect(said[2]?.seconds).toBeLessThan(said[0]?.seconds ?? 0);
    expect(await osrmLegs(legs, regionProfile)).toBeNull();
  });

  it("are told by OSRM, each way asked once, with the hour's delay", async () => {
    const { roadTimes } = await gateway(await osrm("table"));
    const { osrmLegs } = await import("@/server/gateways/leg-times");
    const said = await osrmLegs(legs, regionProfile);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.pathname.split(";")).toHaveLength(4);
    const times = await roadTimes(places, { regionProfile, travel, departAt: nine });
    expect(said?.map((it) => it?.seconds)).toEqual([times.seconds[1], times.seconds[5], 1000]);
    expect(said?.[0]?.metres).toBe(10_000);
  });

  it("are not told at all by a server that fails, and a way it does not know is left out", async () => {
    await gateway(await osrm("nonsense"));
    const failing = await import("@/server/gateways/leg-times");
    expect(await failing.osrmLegs(legs, regionProfile)).toBeNull();
    await new Promise((done) => server?.close(done));
    await gateway(await osrm("hole"));
    const { osrmLegs } = await import("@/server/gateways/leg-times");
    const said = await osrmLegs(legs, regionProfile);
    expect(said?.[0]).toBeNull();
    expect(said?.[1]?.metres).toBe(10_000);
  });
});
