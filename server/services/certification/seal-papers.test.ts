import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { certification, paper } from "@/db/schema/certification";
import { makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { addPaperInput } from "@/server/core/certification-input";
import { open, seal } from "@/server/gateways/vault";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { getCertification } from "./get";
import { addPaper } from "./papers";
import { sealPapers } from "./seal-papers";

const now = new Date("2026-11-20T07:00:00Z");
const identityNumber = "33010519491231002X";
let database: TestDatabase;
let world: OperatorWorld;
let certificationId: string;

beforeAll(async () => {
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
  const rows = await world.db.select().from(certification);
  certificationId = rows.find(({ subject }) => subject === "crew")?.id ?? "";
});
afterAll(() => database.close());

const contextOf = (actor: Context["actor"]): Context => ({
  pool: database.pool,
  now,
  region: { id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" },
  actor,
});
const dispatcher = () =>
  contextOf({
    kind: "user",
    accountId: uuidv7(),
    role: "dispatcher",
    orgId: world.operator.id,
    membershipId: null,
  });
const kept = async () => {
  const rows = await world.db.select().from(paper);
  return rows
    .filter(({ replaced }) => !replaced)
    .map(({ kind, number, numberSealed }) => ({ kind, number, numberSealed }));
};

it("keeps an identity number sealed and shows its mask; other papers' numbers stay as they are", async () => {
  const hand = (kind: string, number: string) =>
    addPaper(dispatcher(), addPaperInput.parse({ certificationId, kind, number }));
  await hand("identity", identityNumber);
  await hand("cpr_certificate", "CPR-2026-0042");
  const [cpr, identity] = (await kept()).sort((a, b) => a.kind.localeCompare(b.kind));
  expect(cpr).toEqual({ kind: "cpr_certificate", number: "CPR-2026-0042", numberSealed: null });
  expect(identity?.number).toBe("330105********002X");
  expect(open(identity?.numberSealed ?? "", `${world.regionId}/paper/number`)).toBe(identityNumber);
  const shown = JSON.stringify(await getCertification(dispatcher(), { certificationId }));
  expect(shown).toContain("330105********002X");
  expect(shown).not.toMatch(new RegExp(`${identityNumber}|numberSealed`));
});

it("seals those from before, once", async () => {
  await database.owner`UPDATE paper SET number = ${identityNumber}, number_sealed = NULL WHERE kind = 'identity'`;
  const system = contextOf({ kind: "system", job: "reseal-old" });
  expect(await sealPapers(system)).toBe(1);
  expect(await sealPapers(system)).toBe(0);
  const identity = (await kept()).find(({ kind }) => kind === "identity");
  expect(identity?.number).toBe("330105********002X");
  expect(open(identity?.numberSealed ?? "", `${world.regionId}/paper/number`)).toBe(identityNumber);
});
