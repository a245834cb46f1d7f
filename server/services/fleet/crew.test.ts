import { describe, expect, it } from "vitest";
import { callerIn, fleetWorld, person, refusal } from "@/server/test-fleet";

const fleet = fleetWorld();
const as = callerIn(fleet);

describe("crew", () => {
  it("are kept sealed and read by their own operator only", async () => {
    const { crewId } = await as().fleet.saveCrew(person({ name: "测试乙" }));
    const [row] = await fleet.db
      .owner`SELECT name_sealed, phone_sealed FROM crew_member WHERE id = ${crewId}`;
    expect(JSON.stringify(row)).not.toMatch(/测试乙|19900007001/);
    const find = async (caller: ReturnType<typeof as>) =>
      (await caller.fleet.crew()).find(({ id }) => id === crewId);
    expect(await find(as())).toMatchObject({ name: "测试乙", phone: "+8619900007001" });
    expect(await find(as(1))).toBeUndefined();
    expect(await find(as(0, "regulator"))).toMatchObject({ name: "测*" });
  });

  it("of somebody else are not found", async () => {
    const { crewId } = await as().fleet.saveCrew(person());
    expect(await refusal(as(1).fleet.saveCrew({ ...person(), crewId }))).toBe("not_found crew.not_found");
  });

  it("refuse a phone that cannot be called and a role that may not write", async () => {
    expect(await refusal(as().fleet.saveCrew(person({ phone: "12" })))).toBe("bad_input input.phone");
    expect(await refusal(as(0, "crew").fleet.saveCrew(person()))).toBe("forbidden access.role");
  });
});

describe("what the standards ask", () => {
  it("is read with each class's equipment and crew", async () => {
    const asked = await as().fleet.requirements();
    expect(asked.equipment.find(({ item }) => item === "main_stretcher")?.classes.monitored).toBe("required");
    expect(asked.staffing.find(({ classes }) => classes.includes("monitored"))?.crew).toMatchObject({
      doctor: 1,
    });
    expect([asked.thirdPartyMinFen, asked.seatMinFen]).toEqual([150_000_000, 10_000_000]);
  });
});
