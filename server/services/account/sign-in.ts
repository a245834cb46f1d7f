import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { account } from "@/db/schema/account";
import type { Context, Tx } from "@/server/context";
import type { SignInInput } from "@/server/core/account-input";
import { maskContact, readContact } from "@/server/core/contact";
import { DomainError } from "@/server/core/domain-error";
import { hashSecret, seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { contactIndexOf, type VerifiedContact, verifyCode } from "@/server/services/code";
import { listRegions } from "@/server/services/region";
import { endSession, listMemberships, sessionDays, startSession } from "@/server/services/session";
import { type AccountRow, accountAad } from "./person";

export interface SignedIn {
  /** The session's secret for the cookie; nowhere else. */
  token: string;
  expiresAt: Date;
  /** What stands between this session and the person's work. */
  next: "none" | "enrol" | "second_factor";
}

/**
 * `account.signIn`: exchange a one-time code for a session. A contact without an account gets one: families need no
 * registration. Staff become able to act only with their second factor. An older session of the same browser ends.
 * Throws bad_input `code.wrong`, too_many `code.locked`, expired `code.expired`.
 */
export async function signIn(ctx: Context, input: SignInInput): Promise<SignedIn> {
  const contact = readContact(input.contact);
  if (!contact) throw new DomainError("bad_input", "account.contact_unreadable");
  const proof = {
    purpose: "sign_in",
    subject: null,
    contactIndex: contactIndexOf(contact),
    code: input.code,
  } as const;
  const verified = await verifyCode(ctx, proof);
  const regionIds = (await listRegions(ctx.pool)).map(({ id }) => id);
  const token = randomBytes(32).toString("base64url");
  return inTransaction(ctx, async (tx) => {
    const person = await personOf(tx, verified, input.locale);
    const memberships = await listMemberships(ctx.pool, regionIds, person.id);
    const [only] = memberships;
    const acting = memberships.length === 1 && only ? only : null;
    if (ctx.actor.kind === "user" && ctx.actor.sessionHash) await endSession(tx.db, ctx.actor.sessionHash);
    await startSession(tx.db, { tokenHash: hashSecret(token), accountId: person.id, acting, now: ctx.now });
    await auditAs(tx, person.id, "account.signIn", { contact: maskContact(contact) });
    const factor = person.totpConfirmedAt ? "second_factor" : "enrol";
    const expiresAt = new Date(ctx.now.getTime() + sessionDays * 86_400_000);
    return { token, expiresAt, next: memberships.length === 0 ? "none" : factor };
  });
}

async function auditAs(
  tx: Tx,
  accountId: string,
  verb: string,
  after: Record<string, unknown>,
): Promise<void> {
  const actor = { kind: "user", accountId, role: "family", orgId: null, membershipId: null } as const;
  await writeAudit({ ...tx, actor }, { verb, noun: "account", nounId: accountId, after });
}

/** The account of a verified contact, made when there is none; two first sign-ins at once make one account. */
async function personOf(tx: Tx, contact: VerifiedContact, locale: string): Promise<AccountRow> {
  const [made] = await tx.db
    .insert(account)
    .values(newAccount(tx, contact, locale))
    .onConflictDoNothing()
    .returning();
  if (made) {
    await auditAs(tx, made.id, "account.create", { contact: maskContact(contact) });
    return made;
  }
  const column = contact.kind === "email" ? account.emailIndex : account.phoneIndex;
  const [known] = await tx.db.select().from(account).where(eq(column, contact.contactIndex));
  if (!known) throw new DomainError("conflict", "account.try_again");
  return known;
}

function newAccount(
  tx: Tx,
  { kind, value, contactIndex: index }: VerifiedContact,
  locale: string,
): typeof account.$inferInsert {
  const sealed = seal(value, accountAad[kind]);
  const contact =
    kind === "email"
      ? { emailSealed: sealed, emailIndex: index }
      : { phoneSealed: sealed, phoneIndex: index };
  return { id: uuidv7(), nameSealed: seal("", accountAad.name), ...contact, locale, createdAt: tx.now };
}
