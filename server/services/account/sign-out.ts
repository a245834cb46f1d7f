import type { Context } from "@/server/context";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { endSession } from "@/server/services/session";
import { signedIn } from "./person";

/** `account.signOut`: end this browser's session. */
export async function signOut(ctx: Context): Promise<void> {
  const { accountId, sessionHash } = signedIn(ctx);
  await inTransaction(ctx, async (tx) => {
    await endSession(tx.db, sessionHash);
    await writeAudit(tx, { verb: "account.signOut", noun: "account", nounId: accountId });
  });
}
