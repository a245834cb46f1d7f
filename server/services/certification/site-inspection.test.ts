import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { addDays, localDay } from "@/server/core/local-time";
import { callerOf } from "@/server/routers/root";
import { contextOf, dongxihu, testNow, userOf } from "@/server/test-asking";
import { callerIn, fleetWorld, refusal } from "@/server/test-fleet";

const world = fleetWorld();
const as = callerIn(world);
const abroad = () => callerOf(contextOf(world.db, userOf("regulator", uuidv7()), testNow, dongxihu));
const today = localDay(testNow, "Asia/Shanghai");
const inspector = uuidv7();
const desk = () => callerOf(contextOf(world.db, userOf("regulator", null, inspector)));

/** A photo as `file.put` leaves it. */
async function photo(by = inspector, purpose = "evidence"): Promise<string> {
  const id = uuidv7();
  await world.db.owner`
    INSERT INTO file (region_id, id, sha256, content_type, bytes, purpose, uploaded_by, created_at, viewer_users)
    VALUES ('331000', ${id}, 'x', 'image/webp', 1, ${purpose}, 'test', now(), ${[by]})`;
  return id;
}

/** A certified vehicle's certification, with its operator. */
async function certified() {
  const [row] = await world.db.owner`
    SELECT id FROM certification WHERE region_id = '331000' AND subject = 'vehicle' AND status = 'certified'
      AND org_id = ${world.orgs[0] ?? ""} AND valid_until > ${testNow.toISOString()}
      AND NOT EXISTS (SELECT 1 FROM site_inspection i WHERE i.certification_id = certification.id) LIMIT 1`;
  return String(row?.id);
}

async function visit(certificationId: string, more: object = {}) {
  const { fileIds = [await photo()] } = more as { fileIds?: string[] };
  return {
    certificationId,
    inspectedOn: today,
    outcome: "passed" as const,
    findings: "车况良好，设备齐全",
    ...more,
    fileIds,
  };
}

describe("an inspection on site", () => {
  it("is kept with findings, outcome, photos, by whom and when; the operator reads it and opens the photos", async () => {
    const certificationId = await certified();
    const fileId = await photo();
    const remedy = { outcome: "remedy", remedyBy: addDays(today, 14), fileIds: [fileId] };
    const { inspectionId } = await desk().certification.inspect(
      await visit(certificationId, { ...remedy, findings: "灭火器压力不足" }),
    );
    const { inspections } = await as().certification.get({ certificationId });
    expect(inspections).toMatchObject([
      { id: inspectionId, inspectedOn: today, findings: "灭火器压力不足", ...remedy, createdAt: testNow },
    ]);
    const [seen] = await world.db.owner`SELECT viewer_orgs FROM file WHERE id = ${fileId}`;
    expect(seen?.viewer_orgs).toEqual([world.orgs[0]]);
    expect(
      await world.db
        .owner`SELECT 1 FROM audit WHERE verb = 'certification.inspect' AND noun_id = ${certificationId}`,
    ).toHaveLength(1);
  });

  it("that failed lets nothing be granted before another one", async () => {
    const certificationId = await certified();
    await desk().certification.inspect(
      await visit(certificationId, { outcome: "failed", findings: "担架固定失效" }),
    );
    const extend = { certificationId, move: "extend" as const, validUntil: addDays(today, 200) };
    expect(await refusal(desk().certification.decide(extend))).toBe("conflict certification.failed_on_site");
    await desk().certification.inspect(await visit(certificationId));
    expect(await desk().certification.decide(extend)).toEqual({ status: "certified" });
  });

  it("knows its days, and takes no photos of somebody else or of another kind", async () => {
    const certificationId = await certified();
    const tried = async (more: object) =>
      refusal(desk().certification.inspect(await visit(certificationId, more)));
    expect(await tried({ inspectedOn: addDays(today, 1) })).toBe("bad_input certification.inspected_later");
    expect(await tried({ outcome: "remedy" })).toBe("bad_input certification.remedy_day");
    expect(await tried({ outcome: "remedy", remedyBy: addDays(today, -1) })).toBe(
      "bad_input certification.remedy_day",
    );
    expect(await tried({ fileIds: [await photo(uuidv7())] })).toBe("not_found file.not_found");
    expect(await tried({ fileIds: [await photo(inspector, "signature")] })).toBe("not_found file.not_found");
    expect((await as().certification.get({ certificationId })).inspections).toEqual([]);
  });

  it("is entered by the region's regulator only, and cannot be changed afterwards", async () => {
    const certificationId = await certified();
    const input = await visit(certificationId);
    expect(await refusal(as().certification.inspect(input))).toBe("forbidden access.role");
    expect(await refusal(abroad().certification.inspect(input))).toBe("not_found certification.not_found");
    expect(await refusal(as(1).certification.get({ certificationId }))).toBe(
      "not_found certification.not_found",
    );
    const rights = await world.db.owner`
      SELECT privilege_type FROM information_schema.role_table_grants
      WHERE grantee = 'anzhuan_app' AND table_name = 'site_inspection' ORDER BY 1`;
    expect(rights.map((row) => row.privilege_type)).toEqual(["INSERT", "SELECT"]);
  });
});
