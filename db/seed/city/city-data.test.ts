import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { facilityFile, peopleFile } from "@/db/seed/city/city-data";
import dongxihuFile from "@/db/seed/city/dongxihu-facilities.json";
import peopleJson from "@/db/seed/city/people.json";
import taizhouFile from "@/db/seed/city/taizhou-facilities.json";
import { cancelReasons } from "@/server/core/booking";
import { caseTopics } from "@/server/core/case";
import { facilityKinds } from "@/server/core/facility";
import { boxAround, districtOf, haversineMetres, isInside, type Point } from "@/server/core/geography";
import { declineReasons } from "@/server/core/offer";

const position = z.array(z.number()).length(2);
const area = z.array(z.array(z.array(position).min(4)));
const geometry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("MultiPolygon"), coordinates: area }),
  z.object({ type: z.literal("LineString"), coordinates: z.array(position).min(2) }),
  z.object({ type: z.literal("Point"), coordinates: position }),
]);
const mapFile = z.object({
  type: z.literal("FeatureCollection"),
  region: z.string(),
  schematic: z.literal(true),
  credit: z.object({ zh: z.string().min(10), en: z.string().min(10) }),
  features: z.array(
    z.object({
      type: z.literal("Feature"),
      properties: z.object({
        kind: z.enum(["region", "district", "coast", "river", "road", "label"]),
        code: z.string().optional(),
        nameZh: z.string().min(1),
        nameEn: z.string().min(1),
      }),
      geometry,
    }),
  ),
});

function readMap(region: string) {
  const text = readFileSync(new URL(`../../../public/maps/${region}.json`, import.meta.url));
  const map = mapFile.parse(JSON.parse(text.toString("utf8")));
  const areas = map.features.flatMap(({ properties, geometry: shape }) =>
    shape.type === "MultiPolygon"
      ? [{ kind: properties.kind, code: properties.code ?? "", area: shape.coordinates }]
      : [],
  );
  const boundary = areas.find(({ kind }) => kind === "region");
  if (!boundary) throw new Error(`no boundary in ${region}`);
  return { map, bytes: text.length, boundary, districts: areas.filter(({ kind }) => kind === "district") };
}

const people = peopleFile.parse(peopleJson);
const taizhou = { ...facilityFile.parse(taizhouFile), ...readMap("331000") };
const dongxihu = { ...facilityFile.parse(dongxihuFile), ...readMap("420112") };
const cities = [taizhou, dongxihu];
const everyFacility = cities.flatMap(({ facilities }) => facilities);

describe.each(cities)("map of $region", ({ region, map, bytes, boundary, districts }) => {
  it("is small, names its region and says where it comes from", () => {
    expect(bytes).toBeLessThan(40_000);
    expect(map.region).toBe(region);
    expect(boundary.code).toBe(region);
    expect(map.credit.zh).toContain("示意");
  });

  it("closes every ring", () => {
    for (const ring of [boundary, ...districts].flatMap((one) => one.area.flat())) {
      expect(ring.at(-1)).toEqual(ring[0]);
    }
  });

  it("is covered by its districts, each place by one", () => {
    const corners = boundary.area.flat(2).map(([lon = 0, lat = 0]) => ({ lat, lon }));
    const south = Math.min(...corners.map(({ lat }) => lat));
    const west = Math.min(...corners.map(({ lon }) => lon));
    const step = region === "331000" ? 0.031 : 0.0071;
    let within = 0;
    let shared = 0;
    for (let row = 0; row < 60; row++) {
      for (let column = 0; column < 70; column++) {
        const point = { lat: south + row * step, lon: west + column * step };
        const holders = districts.filter((district) => isInside(point, district.area)).length;
        if (isInside(point, boundary.area)) within++;
        if (holders > 1 || (holders === 1) !== isInside(point, boundary.area)) shared++;
      }
    }
    expect(within).toBeGreaterThan(500);
    // Corners are rounded to about ten metres, so a seam may take a point of the grid.
    expect(shared).toBeLessThanOrEqual(2);
  });

  it("draws roads, rivers and the labels of every district inside the region", () => {
    const kinds = new Set(map.features.map(({ properties }) => properties.kind));
    for (const kind of ["region", "district", "river", "road", "label"] as const)
      expect(kinds).toContain(kind);
    for (const { properties, geometry: shape } of map.features) {
      if (shape.type !== "Point") continue;
      const [lon = 0, lat = 0] = shape.coordinates;
      const home = districtOf({ lat, lon }, districts);
      expect(home, properties.nameZh).not.toBeNull();
      if (properties.code) expect(home?.code, properties.nameZh).toBe(properties.code);
    }
  });
});

describe.each(cities)("facilities of $region", ({ facilities, boundary, districts }) => {
  it("lie in their district, and those marked outside lie beyond the boundary", () => {
    for (const one of facilities) {
      expect(isInside(one, boundary.area), one.nameZh).toBe(!one.outside);
      if (one.outside) expect(districts.map(({ code }) => code)).not.toContain(one.district.code);
      else expect(districtOf(one, districts)?.code, one.nameZh).toBe(one.district.code);
    }
  });

  it("cover every kind and district, with wards to book from", () => {
    const kinds = new Set(facilities.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      facilityKinds.filter((kind) => kind !== "ward" && kind !== "entrance").sort(),
    );
    for (const { code } of districts) {
      const hospitals = facilities.filter(
        ({ kind, district }) => kind === "hospital" && district.code === code,
      );
      expect(hospitals.length, code).toBeGreaterThan(0);
    }
    expect(facilities.filter(({ wards }) => wards && wards.length >= 3).length).toBeGreaterThanOrEqual(3);
  });

  it("offer local, long and very long trips", () => {
    const base = facilities.find(({ kind, tier }) => kind === "hospital" && tier === "tertiary");
    const kilometres = facilities
      .filter(({ outside }) => outside)
      .map((one) => (base ? haversineMetres(base, one) / 1000 : 0));
    expect(Math.max(...kilometres)).toBeGreaterThan(280);
    expect(kilometres.filter((km) => km < 100).length).toBeGreaterThan(0);
  });
});

describe("all facilities", () => {
  it("have keys, names and telephones of their own", () => {
    for (const values of [
      everyFacility.map(({ key }) => key),
      everyFacility.map(({ nameZh }) => nameZh),
      everyFacility.flatMap(({ phone }) => phone ?? []),
    ]) {
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it("give a tier to medical institutions and to nothing else", () => {
    for (const { kind, tier, nameZh } of everyFacility) {
      expect(tier === null, nameZh).toBe(kind === "place" || kind === "nursing_home");
    }
  });

  it("use telephones of the facility block only", () => {
    const block = people.reserved.phones.blocks.find(({ use }) => use === "facility");
    for (const { phone, nameZh } of everyFacility) {
      if (!phone || !block) continue;
      expect(phone >= block.from && phone <= block.to, nameZh).toBe(true);
    }
  });
});

describe("people", () => {
  const districts = cities.flatMap((city) => city.districts);

  it("live in every district, wherever inside the radius the home falls", () => {
    for (const { code } of districts) {
      expect(people.homes.filter((home) => home.districtCode === code).length, code).toBeGreaterThanOrEqual(
        4,
      );
    }
    for (const home of people.homes) {
      const box = boxAround(home, home.radiusMetres);
      const edge: Point[] = [
        home,
        { lat: box.north, lon: home.lon },
        { lat: box.south, lon: home.lon },
        { lat: home.lat, lon: box.east },
        { lat: home.lat, lon: box.west },
      ];
      for (const point of edge)
        expect(districtOf(point, districts)?.code, home.nameZh).toBe(home.districtCode);
    }
  });

  it("have reserved identity numbers with a true check character (ISO 7064 MOD 11-2)", () => {
    const { areaCodes, examples } = people.reserved.residentIds;
    expect(Object.keys(areaCodes).sort()).toEqual(cities.map(({ region }) => region).sort());
    for (const id of examples) {
      expect(Object.values(areaCodes)).toContain(id.slice(0, 6));
      expect(id).toMatch(/^\d{14}00[1-9][\dX]$/);
      const sum = Array.from(id.slice(0, 17)).reduce(
        (total, digit, i) => total + Number(digit) * 2 ** (17 - i),
        0,
      );
      expect("10X98765432".charAt(sum % 11), id).toBe(id.charAt(17));
    }
  });

  it("have blocks of reserved telephones that do not overlap", () => {
    const blocks = [...people.reserved.phones.blocks].sort((a, b) => a.from.localeCompare(b.from));
    blocks.forEach((block, i) => {
      expect(block.from < block.to).toBe(true);
      const before = blocks[i - 1];
      if (before) expect(before.to < block.from, block.use).toBe(true);
    });
  });

  it("include names beyond the basic plane, and no name twice", () => {
    expect(people.rareNames.some(({ nameZh }) => Array.from(nameZh).length < nameZh.length)).toBe(true);
    for (const list of [people.surnames, people.givenNames.male, people.givenNames.female]) {
      expect(new Set(list).size).toBe(list.length);
      expect(list.length).toBeGreaterThanOrEqual(30);
    }
  });

  it("have words for every topic and reason", () => {
    expect(new Set(people.complaints.map(({ topic }) => topic))).toEqual(new Set(caseTopics));
    expect(new Set(people.declineNotes.map(({ reason }) => reason))).toEqual(new Set(declineReasons));
    expect(new Set(people.cancelNotes.map(({ reason }) => reason))).toEqual(new Set(cancelReasons));
  });
});
