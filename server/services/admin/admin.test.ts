import { drizzle } from "drizzle-orm/postgres-js";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeOrganization, makeRegion, makeRuleVersion } from "@/db/seed/factories";
import { makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { Role } from "@/server/core/member";
import { open, seal } from "@/server/gateways/vault";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { enrolAuthenticator } from "../account/enrol";
import { resetAuthenticator } from "./authenticator";
import { addMember, endMember, listMembers } from "./member";
import { listOrganizations, saveOrganization } from "./organization";
import { createRegion } from "./region";
import { saveRegionHead, saveSettings } from "./settings";

let db: TestDatabase;
let world: OperatorWorld;
const now = new Date("2026-11-20T07:00:00Z");

beforeAll(async () => {
  db = await testDatabase();
  world = await makeOperatorWorld(db.owner, seal, now);
});
afterAll(() => db.close());

const as = (role: Role, regionId = world.regionId): Context => ({
  pool: db.pool,
  now,
  region: { id: regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
  actor: { kind: "user", accountId: uuidv7(), role, orgId: world.regulator.id, membershipId: null },
});
const keyOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => (error instanceof DomainError ? error.key : String(error)),
  );

const hospital = {
  type: "hospital" as const,
  nameZh: "测试医院",
  nameEn: "Test hospital",
  creditCode: "91330000000000001X",
  phone: null,
  medicalLicence: true,
  capacityShare: 0,
};

describe("organizations", () => {
  it("are entered and changed; their facilities stay where nothing is said of them", async () => {
    const { organizationId } = await saveOrganization(as("region_admin"), hospital);
    const facilityIds = [uuidv7()];
    await db.owner`INSERT INTO facility (region_id, id, kind, name_zh, name_en, pinyin, initials, district, address, lat, lon, created_at)
      VALUES (${world.regionId}, ${facilityIds[0] ?? ""}, 'hospital', '院区', 'Campus', 'yuanqu', 'yq', '331002', '路 1 号', 28.6, 121.4, ${now.toISOString()})`;
    await saveOrganization(as("region_admin"), { ...hospital, organizationId, facilityIds });
    await saveOrganization(as("region_admin"), { ...hospital, organizationId, nameZh: "改名医院" });
    const found = (await listOrganizations(as("region_admin"))).find(({ id }) => id === organizationId);
    expect(found?.nameZh).toBe("改名医院");
    const own = await db.owner`SELECT id FROM facility WHERE org_id = ${organizationId}`;
    expect(own.map(({ id }) => String(id))).toEqual(facilityIds);
  });

  it("an id of nobody's is not found", async () => {
    expect(await keyOf(saveOrganization(as("region_admin"), { ...hospital, organizationId: uuidv7() }))).toBe(
      "organization.not_found",
    );
  });
});

describe("members", () => {
  const person = () => ({
    orgId: world.operator.id,
    name: "李调度",
    email: "li@test.example",
    role: "dispatcher" as const,
  });

  it("are added once, listed with a masked e-mail, ended and added again", async () => {
    const { membershipId } = await addMember(as("region_admin"), person());
    expect(await keyOf(addMember(as("region_admin"), person()))).toBe("admin.member_exists");
    const listed = (await listMembers(as("region_admin"), { orgId: world.operator.id })).find(
      ({ id }) => id === membershipId,
    );
    expect(listed).toMatchObject({ name: "李调度", status: "active", role: "dispatcher" });
    expect(listed?.email).not.toBe("li@test.example");
    expect(await endMember(as("region_admin"), { membershipId })).toEqual({ status: "ended" });
    expect(await keyOf(endMember(as("region_admin"), { membershipId }))).toBe("admin.member_not_found");
    expect((await addMember(as("region_admin"), person())).membershipId).toBe(membershipId);
  });

  it("hold only roles of the organization's type, and only the platform names its administrators", async () => {
    expect(await keyOf(addMember(as("region_admin"), { ...person(), role: "regulator" }))).toBe(
      "admin.role_not_of_type",
    );
    const admin = { ...person(), orgId: world.regulator.id, role: "platform_admin" as const };
    expect(await keyOf(addMember(as("region_admin"), admin))).toBe("access.role");
  });
});

describe("a lost authenticator", () => {
  /** A member who has enrolled and is signed in twice. */
  async function enrolled(role: "dispatcher" | "regulator" = "dispatcher") {
    const orgId = role === "dispatcher" ? world.operator.id : world.regulator.id;
    const email = `${uuidv7()}@test.example`;
    const { membershipId } = await addMember(as("region_admin"), { orgId, name: "钱成员", email, role });
    const [row] = await db.owner`SELECT account_id FROM membership WHERE id = ${membershipId}`;
    const accountId = String(row?.account_id);
    await db.owner`UPDATE account SET totp_sealed = ${seal("SECRET", "account/totp")}, totp_confirmed_at = ${now.toISOString()},
      totp_last_step = 7, failed_codes = 3, locked_until = ${now.toISOString()} WHERE id = ${accountId}`;
    for (const token of [uuidv7(), uuidv7()])
      await db.owner`INSERT INTO session (token_hash, account_id, second_factor_at, expires_at, created_at)
        VALUES (${token}, ${accountId}, ${now.toISOString()}, ${new Date(now.getTime() + 86_400_000).toISOString()}, ${now.toISOString()})`;
    return { membershipId, accountId, email };
  }
  /** Where a person was told of the reset. */
  const toldOf = async (accountId: string) => {
    const rows = await db.owner`SELECT to_sealed FROM message
      WHERE template = 'authenticator_reset' AND dedupe_key LIKE ${`%:${accountId}:%`}`;
    return rows.map((row) => open(String(row.to_sealed), `${world.regionId}/message/to`));
  };
  const sessionsOf = (accountId: string) =>
    db.owner`SELECT token_hash FROM session WHERE account_id = ${accountId}`;

  it("is forgotten, every session of the person ends, and nobody else's", async () => {
    const [lost, other] = [await enrolled(), await enrolled()];
    expect(await resetAuthenticator(as("region_admin"), lost)).toEqual({ sessions: 2 });
    const [row] =
      await db.owner`SELECT totp_sealed, totp_confirmed_at, totp_last_step, failed_codes, locked_until
      FROM account WHERE id = ${lost.accountId}`;
    expect(row).toEqual({
      totp_sealed: null,
      totp_confirmed_at: null,
      totp_last_step: null,
      failed_codes: 0,
      locked_until: null,
    });
    expect(await sessionsOf(lost.accountId)).toHaveLength(0);
    expect(await sessionsOf(other.accountId)).toHaveLength(2);
    const audited =
      await db.owner`SELECT after FROM audit WHERE verb = 'admin.resetAuthenticator' AND noun_id = ${lost.accountId}`;
    expect(audited).toMatchObject([{ after: { sessions: 2, membershipId: lost.membershipId } }]);
    expect(await toldOf(lost.accountId)).toEqual([lost.email]);
    expect(await toldOf(other.accountId)).toEqual([]);
    const ctx: Context = {
      ...as("dispatcher"),
      actor: {
        kind: "user",
        accountId: lost.accountId,
        role: "family",
        orgId: null,
        membershipId: null,
        sessionHash: "s",
      },
    };
    expect((await enrolAuthenticator(ctx)).secret).not.toBe("SECRET");
    await db.owner`UPDATE account SET totp_sealed = null WHERE id = ${lost.accountId}`;
    expect(await keyOf(resetAuthenticator(as("region_admin"), lost))).toBe("admin.not_enrolled");
  });

  it("is not reset by its owner, from another region, or by a region for the platform's administrators", async () => {
    const { membershipId, accountId } = await enrolled("regulator");
    const own = as("region_admin");
    const self: Context = own.actor.kind === "user" ? { ...own, actor: { ...own.actor, accountId } } : own;
    expect(await keyOf(resetAuthenticator(self, { membershipId }))).toBe("admin.own_authenticator");
    const elsewhere = as("region_admin", "420112");
    expect(await keyOf(resetAuthenticator(elsewhere, { membershipId }))).toBe("admin.member_not_found");
    await db.owner`INSERT INTO membership (region_id, id, org_id, account_id, role, created_at)
      VALUES (${world.regionId}, ${uuidv7()}, ${world.regulator.id}, ${accountId}, 'platform_admin', ${now.toISOString()})`;
    expect(await keyOf(resetAuthenticator(own, { membershipId }))).toBe("admin.protected_account");
    expect(await sessionsOf(accountId)).toHaveLength(2);
    expect(await resetAuthenticator(as("platform_admin"), { membershipId })).toEqual({ sessions: 2 });
  });

  it("is not reset by a region for somebody who serves in another one", async () => {
    const { membershipId, accountId } = await enrolled();
    const owner = drizzle(db.owner);
    await makeRegion(owner, { id: "330998" });
    const { id: orgId } = await makeOrganization(owner, "330998", "regulator");
    await db.owner`INSERT INTO membership (region_id, id, org_id, account_id, role, created_at)
      VALUES ('330998', ${uuidv7()}, ${orgId}, ${accountId}, 'regulator', ${now.toISOString()})`;
    const reset = resetAuthenticator(as("region_admin"), { membershipId });
    expect(await keyOf(reset)).toBe("admin.protected_account");
    expect(await sessionsOf(accountId)).toHaveLength(2);
    expect(await resetAuthenticator(as("platform_admin"), { membershipId })).toEqual({ sessions: 2 });
  });
});

describe("regions", () => {
  const region = () => ({
    code: "330999",
    nameZh: "测试区",
    nameEn: "Test region",
    hotline: "96120",
    supervisionPhone: "0576-12345",
    timeZone: "Asia/Shanghai",
    centre: { lat: 28, lon: 121 },
    bounds: [27, 120, 29, 122] as [number, number, number, number],
    rulesFrom: world.regionId,
    regulator: { nameZh: "测试监管", nameEn: "Test regulator", creditCode: "91330000000000002X" },
    administrator: { name: "赵主任", email: "zhao@test.example" },
  });

  it("come with unreviewed rules, a regulator and its administrator, once", async () => {
    await makeRuleVersion(drizzle(db.owner), {
      regionId: world.regionId,
      kind: "needs",
      code: "needs-copied",
      reviewed: true,
      content: { regionId: world.regionId },
    });
    expect(await createRegion(as("platform_admin"), region())).toEqual({ regionId: "330999" });
    const rules = await db.owner`SELECT DISTINCT reviewed FROM rule_version WHERE region_id = '330999'`;
    expect(rules.map(({ reviewed }) => reviewed)).toEqual([false]);
    const orgs = await listOrganizations(as("region_admin", "330999"));
    expect(orgs.map(({ type, members }) => [type, members])).toEqual([["regulator", 2]]);
    expect(await keyOf(createRegion(as("platform_admin"), region()))).toBe("admin.region_exists");
  });
});

describe("a region's own figures", () => {
  it("come in force as a new version with its source; the one before answers for its time", async () => {
    const admin = as("region_admin", "330999");
    const first = await saveSettings(admin, {
      basedOn: null,
      source: "台卫〔2026〕3 号",
      values: { "offers.expiryMinutes": 8 },
    });
    const rules = () => db.owner`SELECT id, version, status, source, content, valid_until FROM rule_version
      WHERE region_id = '330999' AND kind = 'region' ORDER BY version`;
    const next = {
      source: "台卫〔2026〕4 号",
      values: { "adverse.reportWithinHours.fall": 12, prepaidBeyondMetres: null },
    };
    expect(await keyOf(saveSettings(admin, { ...next, basedOn: null }))).toBe("admin.region_changed");
    await saveSettings(admin, { ...next, basedOn: first.ruleVersionId });
    const [old, now_] = await rules();
    expect(old).toMatchObject({ status: "superseded", valid_until: expect.anything() });
    expect(now_).toMatchObject({ version: 2, status: "in_force", source: next.source });
    expect(now_?.content).toMatchObject({
      source: next.source,
      offers: { expiryMinutes: 8 },
      adverse: { reportWithinHours: { fall: 12, death: 2 } },
    });
    const [audited] =
      await db.owner`SELECT before, after FROM audit WHERE verb = 'admin.saveSettings' AND noun_id = ${String(now_?.id)}`;
    expect(audited?.before).toMatchObject({ "adverse.reportWithinHours.fall": 24 });
    const base = { basedOn: String(now_?.id), source: "测试来源" };
    expect(await keyOf(saveSettings(admin, { ...base, values: { "offers.expiryMinutes": 0 } }))).toBe(
      "admin.settings_number",
    );
    expect(await keyOf(saveSettings(admin, { ...base, values: { "clinicians.closesAt": "06:00" } }))).toBe(
      "admin.settings_window",
    );
    const two = [1, 2].map((minutes) =>
      saveSettings(admin, { ...base, values: { "offers.expiryMinutes": minutes } }),
    );
    expect((await Promise.allSettled(two)).filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("and its number, supervision phone and zone are changed with a record of it", async () => {
    const head = { hotline: "96121", supervisionPhone: "0576-12320", timeZone: "Asia/Urumqi" };
    await saveRegionHead(as("region_admin", "330999"), head);
    const [row] =
      await db.owner`SELECT hotline, supervision_phone, time_zone FROM region WHERE id = '330999'`;
    expect(row).toEqual({ hotline: "96121", supervision_phone: "0576-12320", time_zone: "Asia/Urumqi" });
    const [audited] =
      await db.owner`SELECT before FROM audit WHERE verb = 'admin.saveRegion' AND noun_id = '330999'`;
    expect(audited?.before).toMatchObject({ hotline: "96120" });
  });
});
