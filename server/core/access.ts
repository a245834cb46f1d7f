import type { Role } from "./member";

type Access = Role | "guest" | "visitor" | "system";

const anyone = ["visitor", "guest", "family", "case_manager", "seat", "clinician", "dispatcher", "crew", "regulator", "finance", "region_admin", "platform_admin"] as const;
const bookers = ["visitor", "guest", "family", "case_manager", "seat"] as const;
const staff = ["case_manager", "seat", "clinician", "dispatcher", "crew", "regulator", "finance", "region_admin", "platform_admin"] as const;

/**
 * Who may call which verb: one flat table, read top to bottom by an auditor. A verb that is not listed cannot be
 * called. Which rows a caller then meets is the business of `scope.ts` and of the database's policies.
 */
export const access = {
  "account.me": anyone,
  "account.requestCode": anyone,
  "account.signIn": anyone,
  "account.signOut": ["family", ...staff],
  "account.enrol": staff,
  "account.secondFactor": staff,
  "account.actAs": ["family", ...staff],
} as const satisfies Record<string, readonly Access[]>;

export type Verb = keyof typeof access;
export type { Access };
/** Groups that other modules' tables of access are written with. */
export const accessGroups = { anyone, bookers, staff };

/** Whether a role may call a verb; the platform itself may call every verb. */
export function mayCall(role: Access, verb: Verb): boolean {
  return role === "system" || (access[verb] as readonly Access[]).includes(role);
}
