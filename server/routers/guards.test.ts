import { randomUUID } from "node:crypto";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedCity } from "@/db/seed/city";
import type { AccessRole, Actor, Context } from "@/server/context";
import { access, mayCall, type Verb } from "@/server/core/access";
import { localDay } from "@/server/core/local-time";
import { type Role, roles } from "@/server/core/member";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { appRouter, callerOf } from "./root";
import { type Foreign, foreignInputs, listInputs, ownOnly } from "./tenant-inputs";

/** Every procedure's role test and another-tenant test, generated from the router: a new one cannot be forgotten. */
interface Procedure {
  _def: { type: "query" | "mutation"; meta?: { verb: string } };
}
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
const paths = procedures.map(([path]) => path);
const everyRole: AccessRole[] = [...roles, "guest", "visitor"];
const region = { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" };
const nobody = { browserIndex: "b", addressIndex: "a" };

let database: TestDatabase;
let foreignRegion: Map<string, string>;
const now = new Date();
const day = localDay(now, region.timeZone);

beforeAll(async () => {
  database = await testDatabase();
  await seedCity(database.ownerUrl, now);
  foreignRegion = await idsWhere("region_id = '420112'");
}, 180_000);
afterAll(() => database.close());

/** One id per table of rows that fulfil a condition. */
async function idsWhere(condition: string): Promise<Map<string, string>> {
  const tables = await database.owner<{ name: string }[]>`
    SELECT DISTINCT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'id' AND c.data_type = 'uuid' AND t.table_type = 'BASE TABLE'
      AND EXISTS (SELECT 1 FROM information_schema.columns r WHERE r.table_name = c.table_name AND r.column_name = 'region_id')`;
  const found = new Map<string, string>();
  for (const { name } of tables) {
    const [row] = await database.owner.unsafe<{ id: string }[]>(
      `SELECT id FROM "${name}" WHERE ${condition} LIMIT 1`,
    );
    if (row) found.set(name, row.id);
  }
  return found;
}

async function actorOf(role: AccessRole): Promise<Actor> {
  if (role === "visitor") return { kind: "visitor", ...nobody };
  if (role === "guest")
    return { kind: "guest", bookingId: randomUUID(), link: "draft", manage: true, ...nobody };
  if (role === "system") return { kind: "system", job: "test" };
  if (role === "family")
    return { kind: "user", accountId: randomUUID(), role, orgId: null, membershipId: null };
  const [row] = await database.owner<{ id: string; account_id: string; org_id: string }[]>`
    SELECT id, account_id, org_id FROM membership WHERE region_id = ${region.id} AND role = ${role} LIMIT 1`;
  if (!row) throw new Error(`The seed has no ${role}`);
  return {
    kind: "user",
    accountId: row.account_id,
    role: role as Role,
    orgId: row.org_id,
    membershipId: row.id,
    sessionHash: "none",
  };
}

async function call(path: string, actor: Actor, input: unknown): Promise<unknown> {
  const ctx: Context = { pool: database.pool, actor, now, region };
  const caller = callerOf(ctx) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  const [noun = "", verb = ""] = path.split(".");
  return caller[noun]?.[verb]?.(input);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "OK";
  } catch (error) {
    return error instanceof TRPCError ? error.code : String(error);
  }
}

const foreign = (ids: Map<string, string>): Foreign => ({
  id: (table) => ids.get(table) ?? randomUUID(),
  fresh: () => randomUUID(),
  now: now.toISOString(),
  day,
});

const callersOf = (path: string) => everyRole.filter((role) => mayCall(role, path as Verb));

describe("every procedure", () => {
  it("carries the verb of its own path, and every verb has its procedure or door", () => {
    expect(procedures.filter(([path, { _def }]) => _def.meta?.verb !== path).map(([path]) => path)).toEqual(
      [],
    );
    const doors = [
      ...["account.signIn", "file.put", "file.get", "billing.receipt", "marking.artwork"],
      // server/services/record/record.test.ts asks them as others.
      ...["record.exportTrip", "record.exportDays"],
    ];
    expect(Object.keys(access).filter((verb) => !paths.includes(verb) && !doors.includes(verb))).toEqual([]);
  });

  it("stands in exactly one table of tenant inputs", () => {
    const known = [...Object.keys(foreignInputs), ...Object.keys(listInputs), ...ownOnly];
    expect(paths.filter((path) => known.filter((name) => name === path).length !== 1)).toEqual([]);
  });

  it.each(paths)(
    "%s refuses every role that the access table does not name, before it looks at the input",
    async (path) => {
      for (const role of everyRole.filter((it) => !mayCall(it, path as Verb))) {
        const wanted = role === "visitor" || role === "guest" ? "UNAUTHORIZED" : "FORBIDDEN";
        expect([role, await codeOf(call(path, await actorOf(role), undefined))]).toEqual([role, wanted]);
      }
    },
  );
});

describe("another region's row", () => {
  it.each(paths.filter((path) => path in foreignInputs))("%s does not find it", async (path) => {
    const input = foreignInputs[path]?.(foreign(foreignRegion));
    for (const role of callersOf(path)) {
      const code = await codeOf(call(path, await actorOf(role), input));
      // A link that only looks, or a person without an organization, is refused before any row is sought.
      expect([role, code]).toEqual([role, expect.stringMatching(/^(NOT_FOUND|FORBIDDEN|UNAUTHORIZED)$/)]);
    }
  });

  it.each(paths.filter((path) => path in listInputs))("%s shows no trace of it", async (path) => {
    const rows = await database.owner<{ id: string }[]>`
      SELECT id::text FROM booking WHERE region_id = '420112' UNION ALL SELECT id::text FROM vehicle WHERE region_id = '420112'
      UNION ALL SELECT id::text FROM organization WHERE region_id = '420112' UNION ALL SELECT id::text FROM facility WHERE region_id = '420112'`;
    for (const role of callersOf(path)) {
      const answer = await call(path, await actorOf(role), listInputs[path]?.(foreign(foreignRegion)));
      const text = JSON.stringify(answer ?? null);
      expect([role, rows.filter(({ id }) => text.includes(id))]).toEqual([role, []]);
    }
  });
});

describe("another operator's row of the same region", () => {
  const perOrg: AccessRole[] = ["dispatcher", "crew", "case_manager"];
  it.each(perOrg)("is not found by a %s", async (role) => {
    const actor = await actorOf(role);
    if (actor.kind !== "user") throw new Error("A member acts");
    const others = `region_id = '${region.id}' AND org_id <> '${actor.orgId}'`;
    const ids = new Map<string, string>();
    for (const table of [
      "vehicle",
      "crew_member",
      "shift",
      "offer",
      "certification",
      "paper",
      "patient",
      "bill",
    ]) {
      const [row] = await database.owner.unsafe<{ id: string }[]>(
        `SELECT id FROM ${table} WHERE ${others} LIMIT 1`,
      );
      if (row) ids.set(table, row.id);
    }
    const [foreignTrip] = await database.owner<{ id: string; booking_id: string }[]>`
      SELECT id, booking_id FROM trip WHERE region_id = ${region.id} AND NOT (${actor.orgId} = ANY (viewer_orgs)) AND NOT (${actor.accountId} = ANY (viewer_users)) LIMIT 1`;
    if (foreignTrip) ids.set("trip", foreignTrip.id).set("booking", foreignTrip.booking_id);
    for (const path of paths.filter((it) => it in foreignInputs && mayCall(role, it as Verb))) {
      const code = await codeOf(call(path, actor, foreignInputs[path]?.(foreign(ids))));
      expect([path, code]).toEqual([path, expect.stringMatching(/^(NOT_FOUND|FORBIDDEN)$/)]);
    }
  });
});
