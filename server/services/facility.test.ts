import { describe, expect, it } from "vitest";
import { facilityId } from "@/db/seed/city/facilities";
import { outsideDistrict } from "@/server/core/region-settings";
import { contextOf, dongxihu, newVisitor, testNow, userOf } from "@/server/test-asking";
import { testBookings } from "@/server/test-booking";
import { listWards, nearestFacilities, searchFacilities } from "./facility";

const made = testBookings();

const visitor = () => contextOf(made.db, newVisitor());
const hospital = facilityId("331000", "tz-hospital");

describe("searching a facility", () => {
  it.each(["台州医院", "浙江省台州医院", "taizhouyiyuan", "tzyy", "台zhouyy"])(
    "finds 浙江省台州医院 by %s",
    async (query) => {
      const found = await searchFacilities(visitor(), { query, limit: 8 });
      expect(found.map(({ id }) => id)).toContain(hospital);
    },
  );

  it("puts the nearer first where names fit alike, and shows no wards", async () => {
    const near = { lat: 28.8515, lon: 121.1165 };
    const found = await searchFacilities(visitor(), { query: "医院", near, limit: 20 });
    expect(found.length).toBeGreaterThan(5);
    expect(found.some(({ kind }) => kind === "ward")).toBe(false);
    expect(found.every(({ distanceMetres }) => distanceMetres !== null)).toBe(true);
  });

  it("keeps to the region of the visit", async () => {
    const found = await searchFacilities(contextOf(made.db, newVisitor(), testNow, dongxihu), {
      query: "浙江省台州医院",
      limit: 8,
    });
    expect(found.map(({ id }) => id)).not.toContain(hospital);
  });

  it("answers nothing to what fits nothing", async () => {
    expect(await searchFacilities(visitor(), { query: "qqqqqqzz", limit: 8 })).toEqual([]);
  });
});

it("wards are listed by floor, of the own hospital without naming it", async () => {
  const wards = await listWards(visitor(), { facilityId: hospital });
  const floors = wards.filter(({ kind }) => kind === "ward").map(({ floor }) => floor ?? 0);
  expect(floors).toEqual([3, 4, 6, 9, 11, 12, 15, 17]);
  const [own] = await made.db.owner`select org_id from facility where id = ${hospital}`;
  const mine = await listWards(contextOf(made.db, userOf("case_manager", String(own?.org_id))), {});
  expect(mine.map(({ id }) => id)).toEqual(expect.arrayContaining(wards.map(({ id }) => id)));
  expect(await listWards(visitor(), {})).toEqual([]);
});

describe("the district of a point", () => {
  it("is that of the nearest facility inside the region", async () => {
    const found = await nearestFacilities(visitor(), { lat: 28.8512, lon: 121.1203 });
    expect(found).toMatchObject({ district: "331082", districtZh: "临海市", inRegion: true });
    expect(found.facilities).toHaveLength(5);
  });

  it("outside is never one of the region's own, so that no city price is given by mistake", async () => {
    const found = await nearestFacilities(visitor(), { lat: 39.9, lon: 116.4 });
    expect(found).toMatchObject({ inRegion: false });
    expect(found.district === outsideDistrict || !found.district.startsWith("3310")).toBe(true);
  });
});
