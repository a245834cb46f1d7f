import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { addDays, startOfDay } from "@/server/core/local-time";
import { open, seal } from "@/server/gateways/vault";
import { day, regionId, zone } from "@/server/services/dispatch/test-region";
import { later, makeDispatcher, offerWorld } from "@/server/services/offer/test-offers";
import { testDatabase } from "@/server/test-database";
import { remindPapers } from "./remind";

const world = offerWorld(testDatabase);

interface Told {
  template: string;
  to: string;
  data: Record<string, unknown>;
}
async function told(): Promise<Told[]> {
  const rows = await world.database.owner`
    SELECT template, to_sealed, data_sealed FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND template IN ('certification_lapsing', 'certification_decided')
    ORDER BY created_at, id`;
  return rows.map((row) => ({
    template: String(row.template),
    to: open(String(row.to_sealed), `${regionId}/message/to`),
    data: JSON.parse(open(String(row.data_sealed), `${regionId}/message/data`)),
  }));
}

/** An operator with a desk, and the certification of one of its subjects with no end. */
async function made(of: "vehicle" | "crew") {
  const orgId = await world.region.operator();
  await makeDispatcher(world, orgId);
  const fleet = await world.region.fleet(orgId);
  const subjectId = of === "vehicle" ? fleet.vehicleId : String(fleet.crewIds[0]);
  const { owner } = world.database;
  await owner`UPDATE certification SET valid_until = NULL`;
  const [row] = await owner`SELECT id FROM certification WHERE subject_id = ${subjectId}`;
  return { orgId, subjectId, certificationId: String(row?.id) };
}

async function paperUntil(orgId: string, certificationId: string, expiresOn: string): Promise<void> {
  await world.database.owner`
    INSERT INTO paper (region_id, id, org_id, certification_id, kind, number, expires_on, checked, created_at)
    VALUES (${regionId}, ${uuidv7()}, ${orgId}, ${certificationId}, 'registration', 'T-1', ${expiresOn}, true, now())`;
}

const remindAfter = (days: number) => remindPapers(world.region.system(later(days * 86_400)));

describe("reminders", () => {
  it("of a paper come at 60, 30 and 7 days and on the day, once each, and not afterwards", async () => {
    const { orgId, certificationId } = await made("vehicle");
    await paperUntil(orgId, certificationId, addDays(day, 61));
    const days = [0, 1, 1, 2, 31, 32, 54, 61, 61, 62];
    for (const after of days) await remindAfter(after);
    const said = await told();
    expect(said.map(({ data }) => data.daysLeft)).toEqual([60, 30, 7, 0]);
    expect(new Set(said.map(({ template }) => template))).toEqual(new Set(["certification_lapsing"]));
  });

  it("of a grant's own end come the same way, for its last good day", async () => {
    const { certificationId } = await made("vehicle");
    const end = startOfDay(addDays(day, 8), zone);
    await world.database
      .owner`UPDATE certification SET valid_until = ${end.toISOString()} WHERE id = ${certificationId}`;
    for (const after of [0, 0, 7, 7]) await remindAfter(after);
    const said = await told();
    expect(said.map(({ data }) => [data.outcome, data.validUntil])).toEqual([
      ["ending", end.toISOString()],
      ["ending", end.toISOString()],
    ]);
  });

  it("of a person's paper reach the person too, with a page of their own", async () => {
    const { orgId, subjectId, certificationId } = await made("crew");
    const { owner } = world.database;
    const accountId = uuidv7();
    await owner`INSERT INTO account (id, name_sealed, email_sealed, email_index, created_at)
      VALUES (${accountId}, ${seal("李", "-/account/name")}, ${seal("li@example.org", "-/account/email")}, ${accountId}, now())`;
    await owner`UPDATE crew_member SET account_id = ${accountId} WHERE id = ${subjectId}`;
    await paperUntil(orgId, certificationId, addDays(day, 7));
    await remindAfter(0);
    await remindAfter(1);
    const said = await told();
    expect(said).toHaveLength(2);
    expect(said.find(({ to }) => to === "li@example.org")?.data.url).toMatch(/\/crew\/profile$/);
  });

  it("are not said of what nobody renews: a retired vehicle, a refused application", async () => {
    const { owner } = world.database;
    const retired = await made("vehicle");
    await paperUntil(retired.orgId, retired.certificationId, addDays(day, 7));
    await owner`UPDATE vehicle SET status = 'retired' WHERE id = ${retired.subjectId}`;
    const refused = await made("vehicle");
    await paperUntil(refused.orgId, refused.certificationId, addDays(day, 7));
    await owner`UPDATE certification SET status = 'refused' WHERE id = ${refused.certificationId}`;
    await remindAfter(0);
    expect(await told()).toEqual([]);
  });
});
