import { and, eq, isNull, sql } from "drizzle-orm";
import { generateSecret, generateURI } from "otplib";
import { account } from "@/db/schema/account";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { open, seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { listRegions } from "@/server/services/region";
import { listMemberships } from "@/server/services/session";
import { accountAad, contactsOf, signedIn } from "./person";

/** What an authenticator needs: the address behind the QR code, and the secret for typing it in (Base32). */
export interface Enrolment {
  uri: string;
  secret: string;
}

/** The name that authenticators list the entry under. */
const issuer = "安转 Anzhuan";

/**
 * `account.enrol`: the authenticator secret that a member of staff is to scan; the first right code confirms it
 * (`account.secondFactor`). Asked again before that, it is the same secret, so that a reload spoils nothing.
 * Throws forbidden `account.no_membership` for families, conflict `account.already_enrolled`.
 */
export async function enrolAuthenticator(ctx: Context): Promise<Enrolment> {
  const { accountId } = signedIn(ctx);
  const regionIds = (await listRegions(ctx.pool)).map(({ id }) => id);
  const memberships = await listMemberships(ctx.pool, regionIds, accountId);
  if (memberships.length === 0) throw new DomainError("forbidden", "account.no_membership");
  const fresh = seal(generateSecret(), accountAad.totp);
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .update(account)
      .set({ totpSealed: sql`coalesce(totp_sealed, ${fresh})` })
      .where(and(eq(account.id, accountId), isNull(account.totpConfirmedAt)))
      .returning();
    if (!row?.totpSealed) throw new DomainError("conflict", "account.already_enrolled");
    if (row.totpSealed === fresh)
      await writeAudit(tx, { verb: "account.enrol", noun: "account", nounId: accountId });
    const secret = open(row.totpSealed, accountAad.totp);
    const label = contactsOf(row)[0]?.value ?? accountId;
    return { secret, uri: generateURI({ issuer, label, secret }) };
  });
}
