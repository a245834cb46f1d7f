import type { Executor, Pool } from "@/db/client";
import type { Role } from "./core/member";

/** The region that a request or job acts in. */
export interface RegionContext {
  id: string;
  timeZone: string;
  hotline: string;
}

/** Who acts. A guest stands for the one booking of its link (`draft`: the browser that is still asking); `manage`: a one-time code was given. */
export type Actor =
  | { kind: "visitor"; browserIndex: string; addressIndex: string }
  | {
      kind: "guest";
      bookingId: string;
      link: "draft" | "track";
      manage: boolean;
      browserIndex: string;
      addressIndex: string;
    }
  | {
      kind: "user";
      accountId: string;
      role: Role;
      orgId: string | null;
      membershipId: string | null;
      /** The signed-in browser, by the hash of its token; only what changes the session itself needs it. */
      sessionHash?: string;
    }
  | { kind: "system"; job: string }
  | { kind: "webhook"; source: string };

/** What every service verb is given: where, who, when, and a database to open its transaction on. */
export interface Context {
  pool: Pool;
  actor: Actor;
  now: Date;
  region: RegionContext;
}

/** A context inside a transaction whose tenant is set: queries are built on `db`. */
export interface Tx extends Context {
  db: Executor;
  /** Set by `asPlatform`: the database already takes this part of the verb for the platform's. */
  platform?: true;
}

/** The account of a signed-in actor; null for everybody else. */
export function accountIdOf({ actor }: Pick<Context, "actor">): string | null {
  return actor.kind === "user" ? actor.accountId : null;
}

/** The actor as audit rows name it. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case "user":
      return `user:${actor.accountId}`;
    case "guest":
      return `guest:${actor.bookingId}`;
    case "visitor":
      return `visitor:${actor.browserIndex.slice(0, 16)}`;
    case "system":
      return `system:${actor.job}`;
    case "webhook":
      return `webhook:${actor.source}`;
  }
}

/** The actor's role in the access table and in the database's policies. */
export function actorRole(actor: Actor): AccessRole {
  if (actor.kind === "user") return actor.role;
  return actor.kind === "webhook" ? "system" : actor.kind;
}

export type AccessRole = Role | "guest" | "visitor" | "system";
