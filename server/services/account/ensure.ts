import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { account } from "@/db/schema/account";
import type { Tx } from "@/server/context";
import { maskEmail } from "@/server/core/masking";
import { seal } from "@/server/gateways/vault";
import { writeAudit } from "@/server/services/audit";
import { contactIndexOf } from "@/server/services/code";
import { accountAad } from "./person";

/** The account of an e-mail address, made with the given name when there is none yet. */
export async function ensureAccount(tx: Tx, person: { name: string; email: string }): Promise<string> {
  const email = person.email.trim().toLowerCase();
  const emailIndex = contactIndexOf({ kind: "email", value: email });
  const [made] = await tx.db
    .insert(account)
    .values({
      id: uuidv7(),
      nameSealed: seal(person.name, accountAad.name),
      emailSealed: seal(email, accountAad.email),
      emailIndex,
      createdAt: tx.now,
    })
    .onConflictDoNothing()
    .returning({ id: account.id });
  if (made) {
    await writeAudit(tx, {
      verb: "account.create",
      noun: "account",
      nounId: made.id,
      after: { email: maskEmail(email) },
    });
    return made.id;
  }
  const [known] = await tx.db
    .select({ id: account.id })
    .from(account)
    .where(eq(account.emailIndex, emailIndex));
  if (!known) throw new Error("An account that exists was not found");
  return known.id;
}
