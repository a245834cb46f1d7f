import { drizzle } from "drizzle-orm/postgres-js";
import { generateSecret, generateSync } from "otplib";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeAccount } from "@/db/seed/accounts";
import { makeMembership, makeOrganization, makeRegion } from "@/db/seed/factories";
import type { Actor, Context } from "@/server/context";
import { handle as sendCode } from "@/server/jobs/send-code";
import { inTransaction } from "@/server/scope";
import { recentMessages } from "@/server/services/message";
import { findSession } from "@/server/services/session";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { keyOf } from "@/server/test-refusal";
import { actAs } from "./act-as";
import { enrolAuthenticator } from "./enrol";
import { getMe } from "./me";
import { requestSignInCode } from "./request-code";
import { giveSecondFactor } from "./second-factor";
import { signIn } from "./sign-in";
import { signOut } from "./sign-out";
import { updateProfile } from "./update-profile";

let database: TestDatabase;
/** On a whole minute, so that authenticator steps begin where the tests think they do. */
let clock = new Date(Math.floor(Date.now() / 60_000) * 60_000);
const regions = ["331000", "420112"];
const hashOf = async (token: string) => (await import("@/server/gateways/vault")).hashSecret(token);

beforeAll(async () => {
  database = await testDatabase();
  const db = drizzle(database.owner);
  for (const id of regions) await makeRegion(db, { id });
});
afterAll(() => database.close());

const regionOf = (id = "331000") => ({ id, timeZone: "Asia/Shanghai", hotline: "96120" });
let visitors = 0;
/** Each visitor comes from an address of its own unless one is named. */
function visitor(addressIndex = `address-${++visitors}`): Context {
  return {
    pool: database.pool,
    now: clock,
    region: regionOf(),
    actor: { kind: "visitor", browserIndex: addressIndex, addressIndex },
  };
}
const later = (seconds: number) => {
  clock = new Date(clock.getTime() + seconds * 1000);
};

/** Ask for a code as a person would, let the job send it, and read it off the message. */
async function codeFor(contact: string, ctx = visitor()): Promise<string> {
  await requestSignInCode(ctx, { contact, locale: "zh-CN" });
  const [request] = await database.owner<
    { id: string }[]
  >`SELECT id FROM one_time_code ORDER BY created_at DESC, id DESC LIMIT 1`;
  const system: Context = { ...ctx, actor: { kind: "system", job: "test" } };
  await sendCode(system, { regionId: "331000", codeId: request?.id ?? "" });
  const sent = await inTransaction(system, (tx) => recentMessages(tx, 50));
  const code = sent.find(
    ({ to, template }) => template === "sign_in_code" && contact.includes(to.replace("+86", "")),
  )?.data.code;
  later(1);
  return String(code);
}

const wrongOf = (code: string) => (code === "000000" ? "111111" : "000000");

/** Sign in and give back the context of the signed-in browser, as server/auth.ts would make it. */
async function signedIn(email: string): Promise<{ ctx: Context; next: string; token: string }> {
  const { token, next } = await signIn(visitor(), {
    contact: email,
    code: await codeFor(email),
    locale: "zh-CN",
  });
  return { ctx: await contextOf(token), next, token };
}

async function contextOf(token: string): Promise<Context> {
  const view = await findSession(database.pool, regions, await hashOf(token), clock);
  if (!view) throw new Error("no session");
  const { accountId, tokenHash: sessionHash, acting } = view;
  const actor: Actor = {
    kind: "user",
    accountId,
    role: acting?.role ?? "family",
    orgId: acting?.orgId ?? null,
    membershipId: acting?.id ?? null,
    sessionHash,
  };
  return { pool: database.pool, now: clock, region: regionOf(acting?.regionId), actor };
}

let people = 0;
/** A member of staff with memberships in these regions. */
async function staff(options: { totp?: string; in?: string[] } = {}) {
  const db = drizzle(database.owner);
  const email = `staff${++people}@test.example`;
  const row = await makeAccount(db, {
    id: uuidv7(),
    name: "陈静",
    email,
    totpSecret: options.totp,
    createdAt: clock,
  });
  const memberships = [];
  for (const regionId of options.in ?? ["331000"]) {
    const org = await makeOrganization(db, regionId, "operator");
    memberships.push(
      await makeMembership(db, { regionId, orgId: org.id, accountId: row.id, role: "dispatcher" }),
    );
  }
  return { email, accountId: row.id, memberships };
}

describe("signing in by one-time code", () => {
  it("makes a family's account once and finds it again, however the contact is typed", async () => {
    const first = await signIn(visitor(), {
      contact: "13800138000",
      code: await codeFor("13800138000"),
      locale: "en",
    });
    const again = await signIn(visitor(), {
      contact: "138 0013 8000",
      code: await codeFor("+86 13800138000"),
      locale: "zh-CN",
    });
    expect([first.next, again.next]).toEqual(["none", "none"]);
    const [a, b] = [await contextOf(first.token), await contextOf(again.token)];
    expect(a.actor).toMatchObject({ kind: "user", role: "family", orgId: null });
    expect("accountId" in a.actor && a.actor.accountId).toBe("accountId" in b.actor && b.actor.accountId);
    expect((await getMe(a)).person).toMatchObject({
      displayName: "138****8000",
      locale: "en",
      missing: null,
      memberships: [],
    });
  });

  it("keeps nothing readable: neither code, nor contact, nor session token", async () => {
    const email = "secret.person@test.example";
    const code = await codeFor(email);
    const { token } = await signIn(visitor(), { contact: email, code, locale: "zh-CN" });
    for (const table of ["one_time_code", "session", "account", "message", "audit"]) {
      const text = JSON.stringify(await database.owner`SELECT * FROM ${database.owner(table)}`);
      expect(text).not.toContain(email);
      expect(text).not.toContain(token);
      expect(text).not.toContain(`"${code}"`);
    }
  });

  it("answers known and unknown contacts alike", async () => {
    const { email } = await staff();
    const shape = (answer: object) => Object.keys(answer).sort();
    const known = await requestSignInCode(visitor(), { contact: email, locale: "zh-CN" });
    const unknown = await requestSignInCode(visitor(), { contact: "nobody@test.example", locale: "zh-CN" });
    expect(shape(known)).toEqual(shape(unknown));
    const code = { code: "123456", locale: "zh-CN" } as const;
    const refusals = [
      await keyOf(signIn(visitor(), { contact: "never.asked@test.example", ...code })),
      await keyOf(signIn(visitor(), { contact: email, ...code })),
    ];
    expect(new Set(refusals).size).toBe(1);
  });

  it("takes a code once, also when two browsers show it at the same time", async () => {
    const email = "twice@test.example";
    const code = await codeFor(email);
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => keyOf(signIn(visitor(), { contact: email, code, locale: "zh-CN" }))),
    );
    expect(tries.filter((key) => key === "no error")).toHaveLength(1);
    expect(await keyOf(signIn(visitor(), { contact: email, code, locale: "zh-CN" }))).toBe(
      "expired code.expired",
    );
  });

  it("refuses a code after ten minutes", async () => {
    const code = await codeFor("late@test.example");
    later(600);
    expect(await keyOf(signIn(visitor(), { contact: "late@test.example", code, locale: "zh-CN" }))).toBe(
      "expired code.expired",
    );
  });

  it("locks a code after five wrong tries, and then refuses the right one too", async () => {
    const email = "guess@test.example";
    const code = await codeFor(email);
    const tries: string[] = [];
    for (let count = 0; count < 5; count++)
      tries.push(await keyOf(signIn(visitor(), { contact: email, code: wrongOf(code), locale: "zh-CN" })));
    expect(tries).toEqual([...Array(4).fill("bad_input code.wrong"), "too_many code.locked"]);
    expect(await keyOf(signIn(visitor(), { contact: email, code, locale: "zh-CN" }))).toBe(
      "too_many code.locked",
    );
  });

  it("does not take another contact's code", async () => {
    const code = await codeFor("mine@test.example");
    await codeFor("theirs@test.example");
    expect(await keyOf(signIn(visitor(), { contact: "theirs@test.example", code, locale: "zh-CN" }))).toBe(
      "bad_input code.wrong",
    );
  });

  it("stops a flood of codes for one contact, in parallel too; used codes do not count", async () => {
    const email = "flood@test.example";
    for (let count = 0; count < 8; count++) await signedIn(email);
    const asked = await Promise.all(
      Array.from({ length: 12 }, () =>
        keyOf(requestSignInCode(visitor(), { contact: email, locale: "zh-CN" })),
      ),
    );
    expect(asked.filter((key) => key === "no error").length).toBeLessThanOrEqual(5);
    expect(asked).toContain("too_many rate.too_many");
  });

  it("ends the browser's older session and signs out", async () => {
    const { ctx, token } = await signedIn("again@test.example");
    const newer = await signIn(ctx, {
      contact: "again@test.example",
      code: await codeFor("again@test.example"),
      locale: "zh-CN",
    });
    await expect(contextOf(token)).rejects.toThrow("no session");
    await signOut(await contextOf(newer.token));
    await expect(contextOf(newer.token)).rejects.toThrow("no session");
    expect(await keyOf(signOut(visitor()))).toBe("not_signed_in access.sign_in");
  });
});

describe("the second factor", () => {
  it("enrols at the first sign-in: until then staff act as family", async () => {
    const { email } = await staff();
    const { ctx, next, token } = await signedIn(email);
    expect(next).toBe("enrol");
    expect(ctx.actor).toMatchObject({ role: "family", orgId: null });
    const { secret, uri } = await enrolAuthenticator(ctx);
    expect(uri).toContain(secret);
    expect((await enrolAuthenticator(ctx)).secret).toBe(secret);
    await giveSecondFactor(ctx, { code: generateSync({ secret, epoch: clock.getTime() / 1000 }) });
    expect((await contextOf(token)).actor).toMatchObject({ role: "dispatcher" });
    expect(await keyOf(enrolAuthenticator(ctx))).toBe("conflict account.already_enrolled");
  });

  it("asks for a code in each session and takes each code once", async () => {
    const secret = generateSecret();
    const { email } = await staff({ totp: secret });
    const { ctx, next, token } = await signedIn(email);
    expect(next).toBe("second_factor");
    const code = generateSync({ secret, epoch: clock.getTime() / 1000 });
    await giveSecondFactor(ctx, { code });
    expect((await contextOf(token)).actor).toMatchObject({ role: "dispatcher" });
    const second = await signedIn(email);
    expect(second.ctx.actor).toMatchObject({ role: "family" });
    expect(await keyOf(giveSecondFactor({ ...second.ctx, now: ctx.now }, { code }))).toBe(
      "bad_input account.authenticator_wrong",
    );
  });

  it("takes one of two parallel uses of a code", async () => {
    const secret = generateSecret();
    const { email } = await staff({ totp: secret });
    const [a, b] = [await signedIn(email), await signedIn(email)];
    const code = generateSync({ secret, epoch: clock.getTime() / 1000 });
    const outcomes = await Promise.all(
      [a, b].map(({ ctx }) => keyOf(giveSecondFactor({ ...ctx, now: clock }, { code }))),
    );
    expect(outcomes.sort()).toEqual(["bad_input account.authenticator_wrong", "no error"]);
  });

  it("allows a clock half a minute off, not more, also after a newer code was used", async () => {
    const secret = generateSecret();
    const { email } = await staff({ totp: secret });
    const { ctx } = await signedIn(email);
    const at = (seconds: number) => generateSync({ secret, epoch: ctx.now.getTime() / 1000 + seconds });
    expect(await keyOf(giveSecondFactor(ctx, { code: at(90) }))).toBe(
      "bad_input account.authenticator_wrong",
    );
    expect(await keyOf(giveSecondFactor(ctx, { code: at(30) }))).toBe("no error");
    expect(await keyOf(giveSecondFactor(ctx, { code: at(0) }))).toBe("bad_input account.authenticator_wrong");
  });

  it("locks for a quarter of an hour after five failures, also for the right code", async () => {
    const secret = generateSecret();
    const { email } = await staff({ totp: secret });
    const { ctx } = await signedIn(email);
    const right = (now: Date) => generateSync({ secret, epoch: now.getTime() / 1000 });
    const tries: string[] = [];
    for (let count = 0; count < 5; count++)
      tries.push(await keyOf(giveSecondFactor(ctx, { code: wrongOf(right(ctx.now)) })));
    expect(tries).toEqual([
      ...Array(4).fill("bad_input account.authenticator_wrong"),
      "too_many account.locked",
    ]);
    expect(await keyOf(giveSecondFactor(ctx, { code: right(ctx.now) }))).toBe("too_many account.locked");
    later(15 * 60 + 1);
    const free = { ...ctx, now: clock };
    expect(await keyOf(giveSecondFactor(free, { code: right(clock) }))).toBe("no error");
  });

  it("is not for families, and not without an enrolment", async () => {
    const { ctx } = await signedIn("daughter@test.example");
    expect(await keyOf(enrolAuthenticator(ctx))).toBe("forbidden account.no_membership");
    expect(await keyOf(giveSecondFactor(ctx, { code: "123456" }))).toBe("conflict account.not_enrolled");
    expect(await keyOf(giveSecondFactor(visitor(), { code: "123456" }))).toBe("not_signed_in access.sign_in");
  });
});

describe("acting as one membership at a time", () => {
  const ready = async (where: string[]) => {
    const secret = generateSecret();
    const person = await staff({ totp: secret, in: where });
    const { ctx, token } = await signedIn(person.email);
    await giveSecondFactor(ctx, { code: generateSync({ secret, epoch: ctx.now.getTime() / 1000 }) });
    return { ...person, token, ctx: await contextOf(token) };
  };

  it("asks who holds several to choose, and switches across regions", async () => {
    const { ctx, token, memberships } = await ready(regions);
    expect(ctx.actor).toMatchObject({ role: "family", orgId: null });
    for (const { regionId, id, orgId } of memberships) {
      await actAs(ctx, { regionId, membershipId: id });
      expect(await contextOf(token)).toMatchObject({
        region: { id: regionId },
        actor: { role: "dispatcher", orgId, membershipId: id },
      });
    }
  });

  it("does not find anybody else's membership, nor one in another region, nor an ended one", async () => {
    const mine = await ready(["331000"]);
    const theirs = await ready(["420112"]);
    const [own, foreign] = [mine.memberships[0], theirs.memberships[0]];
    if (!own || !foreign) throw new Error("no membership");
    const missing = "not_found account.membership_not_found";
    expect(await keyOf(actAs(mine.ctx, { regionId: "420112", membershipId: foreign.id }))).toBe(missing);
    expect(await keyOf(actAs(mine.ctx, { regionId: "420112", membershipId: own.id }))).toBe(missing);
    await database.owner`UPDATE membership SET status = 'ended' WHERE id = ${own.id}`;
    expect(await keyOf(actAs(mine.ctx, { regionId: "331000", membershipId: own.id }))).toBe(missing);
    expect((await contextOf(mine.token)).actor).toMatchObject({ role: "family", orgId: null });
  });

  it("needs the second factor before a chosen membership counts", async () => {
    const { email, memberships } = await staff({ totp: generateSecret(), in: regions });
    const { ctx, token } = await signedIn(email);
    await actAs(ctx, { regionId: memberships[0]?.regionId ?? "", membershipId: memberships[0]?.id ?? "" });
    expect((await contextOf(token)).actor).toMatchObject({ role: "family", orgId: null });
  });
});

describe("the profile", () => {
  it("keeps name and language, the audit only their mask", async () => {
    const { ctx, token } = await signedIn("profile@test.example");
    await updateProfile(ctx, { name: "王小芳", locale: "en" });
    expect((await getMe(await contextOf(token))).person).toMatchObject({
      name: "王小芳",
      displayName: "王小芳",
      locale: "en",
    });
    expect(JSON.stringify(await database.owner`SELECT * FROM audit`)).not.toContain("小芳");
    expect(await keyOf(updateProfile(visitor(), { name: "甲", locale: "en" }))).toBe(
      "not_signed_in access.sign_in",
    );
  });
});
