import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { callerOf } from "@/server/routers/root";
import { contextOf, dongxihu, testNow, userOf } from "@/server/test-asking";
import { callerIn, fleetWorld, person, refusal, vehicle } from "@/server/test-fleet";

const world = fleetWorld();
const as = callerIn(world);
const desk = (region?: typeof dongxihu) =>
  callerOf(contextOf(world.db, userOf("regulator", uuidv7()), testNow, region));
const idNumber = "11010519491231002X";

describe("patterns of lending", () => {
  it("show one device and one person under two operators, with the certifications to open", async () => {
    const before = (await desk().certification.patterns()).length;
    const device = { positioningDeviceId: "BD-LENT-1" };
    const one = await as(0).fleet.saveVehicle(vehicle({ ...device, plate: "浙J77701" }));
    const two = await as(1).fleet.saveVehicle(vehicle({ ...device, plate: "浙J77702" }));
    const first = await as(0).fleet.saveCrew(person({ idNumber }));
    const second = await as(1).fleet.saveCrew(person({ idNumber }));
    const asked = await as(1).certification.request({ subject: "crew", subjectId: second.crewId });
    const found = await desk().certification.patterns();
    expect(found).toHaveLength(before + 2);
    const entriesOf = (kind: string) =>
      found.find(
        (it) => it.kind === kind && it.entries.some(({ id }) => [one.vehicleId, first.crewId].includes(id)),
      )?.entries;
    expect(
      entriesOf("same_device")
        ?.map(({ id }) => id)
        .sort(),
    ).toEqual([one.vehicleId, two.vehicleId].sort());
    const people = entriesOf("same_person");
    expect(people?.map(({ orgId }) => orgId).sort()).toEqual([...world.orgs.slice(0, 2)].sort());
    expect(people?.find(({ id }) => id === second.crewId)?.certificationId).toBe(asked.certificationId);
    expect(people?.every(({ name }) => name.includes("*"))).toBe(true);
    // Whoever left is in one operator's books only.
    await as(0).fleet.saveCrew(person({ crewId: first.crewId, idNumber, status: "left" }));
    expect(await desk().certification.patterns()).toHaveLength(before + 1);
  });

  it("show a shift with a person who is not on the operator's list", async () => {
    const { crewId } = await as(1).fleet.saveCrew(person());
    const [planned] = await world.db.owner`
      SELECT id, during FROM shift WHERE org_id = ${world.orgs[0] ?? ""} AND status = 'planned'
        AND starts_at > ${testNow.toISOString()} ORDER BY starts_at LIMIT 1`;
    await world.db.owner`
      INSERT INTO crew_claim (region_id, id, org_id, shift_id, crew_id, duty, during)
      SELECT '331000', ${uuidv7()}, org_id, id, ${crewId}, 'nurse', during FROM shift WHERE id = ${String(planned?.id)}`;
    const found = await desk().certification.patterns();
    expect(
      found.find(({ kind, entries }) => kind === "not_on_list" && entries[0]?.id === crewId),
    ).toMatchObject({
      usedBy: { orgId: world.orgs[0], shiftId: planned?.id },
    });
  });

  it("are for the region's officials alone", async () => {
    expect(await refusal(as().certification.patterns())).toBe("forbidden access.role");
    const elsewhere = await desk(dongxihu).certification.patterns();
    expect(
      elsewhere.flatMap(({ entries }) => entries).filter(({ orgId }) => world.orgs.includes(orgId)),
    ).toEqual([]);
  });
});
