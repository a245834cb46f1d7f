import { eq } from "drizzle-orm";
import { account } from "@/db/schema/account";
import type { Context } from "@/server/context";
import type { ProfileInput } from "@/server/core/account-input";
import { maskName } from "@/server/core/masking";
import { open, seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { accountAad, ownAccount, signedIn } from "./person";

/** `account.updateProfile`: the person's own name and the language of messages to them. */
export async function updateProfile(ctx: Context, input: ProfileInput): Promise<void> {
  const { accountId } = signedIn(ctx);
  await inTransaction(ctx, async (tx) => {
    const before = await ownAccount(tx.db, accountId);
    await tx.db
      .update(account)
      .set({ nameSealed: seal(input.name, accountAad.name), locale: input.locale })
      .where(eq(account.id, accountId));
    await writeAudit(tx, {
      verb: "account.updateProfile",
      noun: "account",
      nounId: accountId,
      before: { name: maskName(open(before.nameSealed, accountAad.name)), locale: before.locale },
      after: { name: maskName(input.name), locale: input.locale },
    });
  });
}
