import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { account } from "@/db/schema/account";
import type { Actor, Context } from "@/server/context";
import { type Contact, maskContact } from "@/server/core/contact";
import { DomainError } from "@/server/core/domain-error";
import { open } from "@/server/gateways/vault";

/** Where the sealed values of an account stand; shared across regions, hence the dash. */
export const accountAad = {
  name: "-/account/name",
  email: "-/account/email",
  phone: "-/account/phone",
  totp: "-/account/totp",
} as const;

export type AccountRow = typeof account.$inferSelect;

/** The signed-in person and browser behind a call; everybody else must sign in first. */
export function signedIn(ctx: Context): Extract<Actor, { kind: "user" }> & { sessionHash: string } {
  const { actor } = ctx;
  if (actor.kind !== "user" || !actor.sessionHash) throw new DomainError("not_signed_in", "access.sign_in");
  return { ...actor, sessionHash: actor.sessionHash };
}

/** An account's row. Throws not_signed_in when the account is gone, since only its own session asks. */
export async function ownAccount(db: Executor, accountId: string): Promise<AccountRow> {
  const [row] = await db.select().from(account).where(eq(account.id, accountId));
  if (!row) throw new DomainError("not_signed_in", "access.sign_in");
  return row;
}

/** The contacts of an account in clear, e-mail first. */
export function contactsOf(row: AccountRow): Contact[] {
  const contacts: Contact[] = [];
  if (row.emailSealed) contacts.push({ kind: "email", value: open(row.emailSealed, accountAad.email) });
  if (row.phoneSealed) contacts.push({ kind: "phone", value: open(row.phoneSealed, accountAad.phone) });
  return contacts;
}

/** What a person is called on the screen: the name, or the masked contact until there is one. */
export function displayName(row: AccountRow): string {
  const name = open(row.nameSealed, accountAad.name);
  const [contact] = contactsOf(row);
  return name || (contact ? maskContact(contact) : "");
}
