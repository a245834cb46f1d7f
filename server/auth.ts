import "server-only";
import { eq } from "drizzle-orm";
import { cookies, headers } from "next/headers";
import NextAuth from "next-auth";
import type { Adapter } from "next-auth/adapters";
import { cache } from "react";
import { account, session } from "@/db/schema/account";
import { countedAddress } from "./caller-address";
import type { Actor, Context } from "./context";
import { DomainError } from "./core/domain-error";
import { database } from "./database";
import { env } from "./env";
import { notedCaller } from "./front";
import { blindIndex, hashSecret } from "./gateways/vault";
import { guestOf } from "./services/link";
import { getRegion, listRegions, type Region, regionContext } from "./services/region";
import { endSession, findSession, type SessionView } from "./services/session";

export const sessionCookie = "anzhuan.session";
export const browserCookie = "anzhuan.browser";
export const regionCookie = "anzhuan.region";
const defaultRegion = "331000";

/** Accounts and sessions are made by `services/account` alone; next-auth insists that an adapter has these, and calls none. */
function notHere(): never {
  throw new DomainError("forbidden", "access.sign_in");
}

/** Sessions live in our own table with hashed tokens; next-auth reads them through these calls. */
const adapter: Adapter = {
  createUser: notHere,
  getUser: notHere,
  getUserByEmail: notHere,
  getUserByAccount: notHere,
  updateUser: notHere,
  linkAccount: notHere,
  createSession: notHere,
  async getSessionAndUser(token) {
    const [row] = await database()
      .select({ expires: session.expiresAt, id: account.id })
      .from(session)
      .innerJoin(account, eq(account.id, session.accountId))
      .where(eq(session.tokenHash, hashSecret(token)));
    if (!row) return null;
    return {
      session: { sessionToken: token, userId: row.id, expires: row.expires },
      user: { id: row.id, email: "", emailVerified: null },
    };
  },
  async updateSession() {
    return null;
  },
  async deleteSession(token) {
    await endSession(database(), hashSecret(token));
  },
};

export const { handlers, auth } = NextAuth(() => ({
  adapter,
  providers: [],
  secret: env().LINK_SECRET,
  trustHost: true,
  session: { strategy: "database" },
  cookies: { sessionToken: { name: sessionCookie, options: { httpOnly: true, sameSite: "lax", path: "/" } } },
  // The session token never leaves the server: what callers get is the account's id.
  callbacks: { session: ({ user }) => ({ user: { id: user.id }, expires: "" }) },
}));

/** The signed-in person of this request with memberships, or null. */
export const currentSession = cache(async (): Promise<SessionView | null> => {
  const token = (await cookies()).get(sessionCookie)?.value;
  if (!token || !(await auth())?.user) return null;
  const regions = await listRegions(database());
  return findSession(
    database(),
    regions.map((region) => region.id),
    hashSecret(token),
    new Date(),
  );
});

/** The region of this visit: host name, then the choice of the page, then the last choice, then the first region. */
export const currentRegion = cache(async (): Promise<Region> => {
  const acting = (await currentSession())?.acting;
  const regions = await listRegions(database());
  const store = await headers();
  const host = store.get("host")?.split(":")[0] ?? "";
  const byHost = Object.fromEntries(
    env()
      .REGION_HOSTS.split(",")
      .map((pair) => pair.split("=")),
  );
  const wanted =
    acting?.regionId ?? byHost[host] ?? store.get("x-region") ?? (await cookies()).get(regionCookie)?.value;
  return regions.find((region) => region.id === wanted) ?? getRegion(database(), defaultRegion);
});

/** By what a caller without account is counted, as blind indexes: browser and network address. */
export async function visitorIndexes(): Promise<{ browserIndex: string; addressIndex: string }> {
  const store = await headers();
  const address = countedAddress(notedCaller(store));
  const browser =
    (await cookies()).get(browserCookie)?.value ?? `${address}|${store.get("user-agent") ?? ""}`;
  return {
    browserIndex: blindIndex("-", "browser", browser),
    addressIndex: blindIndex("-", "address", address),
  };
}

function userActor({ accountId, acting, tokenHash: sessionHash }: SessionView): Actor {
  if (!acting)
    return { kind: "user", accountId, role: "family", orgId: null, membershipId: null, sessionHash };
  const { role, orgId, id: membershipId } = acting;
  return { kind: "user", accountId, role, orgId, membershipId, sessionHash };
}

/**
 * The context of this request. A link token (header `x-booking-token`) makes the caller the guest of that booking,
 * whoever is signed in; `x-manage-token` shows that a one-time code was given for it.
 */
export async function requestContext(): Promise<Context> {
  const pool = database();
  const now = new Date();
  const store = await headers();
  const token = store.get("x-booking-token");
  const visitor = await visitorIndexes();
  if (token) {
    const guest = await guestOf(pool, token, store.get("x-manage-token"), now);
    if (!guest) throw new DomainError("not_found", "link.not_found");
    const { bookingId, link, manage } = guest;
    const actor: Actor = { kind: "guest", bookingId, link, manage, ...visitor };
    return { pool, actor, now, region: regionContext(guest.region) };
  }
  const [view, region] = [await currentSession(), await currentRegion()];
  return {
    pool,
    actor: view ? userActor(view) : { kind: "visitor", ...visitor },
    now,
    region: regionContext(region),
  };
}
